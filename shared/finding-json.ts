import type { Finding, Transition } from './engine/finding.ts';
import type { Json, JsonObject } from './json.ts';
import { ordered } from './ordered.ts';

/** Where in a template a finding lies; only a scan knows. */
export interface TemplatePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly logicalId?: string;
  /** The place inside the resource: `Properties.AuthType`. */
  readonly path?: string;
}

/** A template before and after what a finding is about was put right in it. */
export interface TemplateFix {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A finding with its place in a template, where it has one. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly source?: TemplatePlace;
  /** How the template would be put right, worked out when asked; `undefined` where a person has to decide. */
  readonly fix?: () => TemplateFix | undefined;
}

/** The members in this order whatever order they were made in, so that the same finding is the same text. */
const resourceJson = ({ kind, arn, name, account, region }: Finding['resource']): JsonObject => ({
  kind,
  arn,
  name,
  account,
  region,
});

const changeJson = (change: Finding['change']): Json =>
  change === null
    ? null
    : {
        eventId: change.eventId,
        eventName: change.eventName,
        eventSource: change.eventSource,
        time: change.time,
        actor: {
          type: change.actor.type,
          arn: change.actor.arn,
          session: change.actor.session,
          sourceIp: change.actor.sourceIp,
        },
      };

/** The contract's JSON object of a finding, then what else is known of it: owner, suppression, resolution. */
export const findingJson = ({ finding, source }: PlacedFinding): JsonObject => ({
  id: finding.id,
  rule: finding.rule,
  severity: finding.severity,
  status: finding.status,
  verdict: finding.verdict,
  title: finding.title,
  message: finding.message,
  remediation: finding.remediation,
  resource: resourceJson(finding.resource),
  key: finding.key,
  evidence: ordered(finding.evidence),
  blastRadius: ordered(finding.blastRadius),
  change: changeJson(finding.change),
  pattern: finding.pattern === null ? null : { events: [...finding.pattern.events], window: finding.pattern.window },
  firstSeen: finding.firstSeen,
  lastSeen: finding.lastSeen,
  count: finding.count,
  attack: [...finding.attack],
  ...(source === undefined ? {} : { source: { ...source } }),
  owner: finding.owner,
  suppression: finding.suppression === null ? null : { ...finding.suppression },
  resolution: finding.resolution,
});

/** One step in the life of a finding: the finding as it stood after it, with the record that caused the step as `change`. */
export const transitionJson = (transition: Transition): JsonObject => ({
  transition: transition.kind,
  time: transition.time,
  ...findingJson({ finding: transition.finding }),
  change: changeJson(transition.cause),
});
