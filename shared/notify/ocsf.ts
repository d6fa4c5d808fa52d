import { parseArn } from '../arn.ts';
import type { Finding, FindingCause, Transition, TransitionKind } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import type { JsonObject } from '../json.ts';

const version = '1.3.0';
const classUid = 2004;

const severityIds: { readonly [S in Severity]: number } = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 };

const activities: { readonly [K in TransitionKind]: { readonly id: number; readonly name: string } } = {
  opened: { id: 1, name: 'Create' },
  escalated: { id: 2, name: 'Update' },
  reopened: { id: 2, name: 'Update' },
  suppressed: { id: 2, name: 'Update' },
  resolved: { id: 3, name: 'Close' },
};

const statuses: { readonly [S in Finding['status']]: { readonly id: number; readonly name: string } } = {
  active: { id: 1, name: 'New' },
  suppressed: { id: 3, name: 'Suppressed' },
  resolved: { id: 4, name: 'Resolved' },
};

/** Milliseconds since the epoch, which is what the schema counts in. */
const instant = (time: string): number => Date.parse(time);

const evidenceOf = ({ actor, ...call }: FindingCause, evidence: JsonObject): JsonObject => ({
  actor: {
    user: {
      type: actor.type,
      ...(actor.arn === null ? {} : { uid: actor.arn }),
      ...(actor.session === null ? {} : { name: actor.session }),
    },
  },
  api: { operation: call.eventName, service: { name: call.eventSource }, request: { uid: call.eventId } },
  ...(actor.sourceIp === null || !/^[\d.]+$|:/.test(actor.sourceIp) ? {} : { src_endpoint: { ip: actor.sourceIp } }),
  data: evidence,
});

/**
 * A step in the life of a finding as a Detection Finding of the Open Cybersecurity Schema Framework, with the `cloud`
 * profile.
 * @see https://schema.ocsf.io/1.3.0/classes/detection_finding?profiles=cloud
 */
export const toOcsf = ({ id, kind, time, cause, finding }: Transition): JsonObject => {
  const { resource, blastRadius } = finding;
  const activity = activities[kind];
  const status = statuses[finding.status];
  const partition = parseArn(resource.arn)?.partition;
  return {
    metadata: {
      version,
      uid: id,
      product: { name: 'Trailwarden', vendor_name: 'Trailwarden' },
      profiles: ['cloud'],
    },
    class_uid: classUid,
    class_name: 'Detection Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: classUid * 100 + activity.id,
    type_name: `Detection Finding: ${activity.name}`,
    time: instant(time),
    severity_id: severityIds[finding.severity],
    severity: `${finding.severity.charAt(0).toUpperCase()}${finding.severity.slice(1)}`,
    status_id: status.id,
    status: status.name,
    ...(finding.resolution === null ? {} : { status_detail: finding.resolution }),
    ...(finding.suppression === null
      ? {}
      : { status_detail: `accepted until ${finding.suppression.until}: ${finding.suppression.reason}` }),
    message: finding.message,
    count: Math.max(1, finding.count),
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: finding.message,
      types: [finding.pattern === null ? 'configuration' : 'behaviour'],
      analytic: { uid: finding.rule, name: finding.rule, type_id: 1, type: 'Rule' },
      ...(finding.firstSeen === null
        ? {}
        : { created_time: instant(finding.firstSeen), first_seen_time: instant(finding.firstSeen) }),
      ...(finding.lastSeen === null ? {} : { modified_time: instant(time), last_seen_time: instant(finding.lastSeen) }),
      ...(finding.attack.length === 0
        ? {}
        : { attacks: finding.attack.map((uid) => ({ technique: { uid }, version: '15.1' })) }),
      ...(finding.pattern === null ? {} : { related_events: finding.pattern.events.map((uid) => ({ uid })) }),
    },
    remediation: { desc: finding.remediation },
    cloud: {
      provider: 'AWS',
      account: { uid: resource.account, type_id: 10, type: 'AWS Account' },
      ...(resource.region === '' ? {} : { region: resource.region }),
    },
    resources: [
      {
        uid: resource.arn,
        name: resource.name,
        type: resource.kind,
        ...(resource.region === '' ? {} : { region: resource.region }),
        ...(partition === undefined ? {} : { cloud_partition: partition }),
        ...(finding.owner === null ? {} : { owner: { name: finding.owner } }),
        ...(blastRadius === null ? {} : { data: { blastRadius } }),
      },
    ],
    evidences: [cause === null ? { data: finding.evidence } : evidenceOf(cause, finding.evidence)],
    unmapped: { verdict: finding.verdict, key: finding.key, transition: kind },
  };
};
