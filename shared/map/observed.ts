import { parseArn } from '../arn.ts';
import type { Change } from '../trail/change.ts';
import { canonicalRoleArn, parseFunctionName, touchedResources } from '../trail/resources.ts';
import { wholeResource } from './data.ts';
import type { MapEdge, Seen } from './model.ts';

/** A flow that records prove: who did what to whom, when first and last, and how often. */
export interface ObservedFlow extends Pick<MapEdge, 'from' | 'to' | 'relation' | 'label'> {
  readonly seen: Seen;
}

type Flow = Omit<ObservedFlow, 'seen'>;

/** Collects flows from the records of a trail, in any order. */
export interface Observation {
  add(change: Change): void;
  flows(): readonly ObservedFlow[];
}

/** The function that a session of an execution role belongs to: Lambda names the session after it. */
const functionOfSession = (change: Change, session: string | undefined): string | undefined =>
  session === undefined ? undefined : parseFunctionName(change, session)?.arn;

/** A service takes on a role: Lambda for a function, which it names, any other for itself. */
const assumptions = (change: Change): readonly Flow[] => {
  if (change.source !== 'sts' || change.name !== 'AssumeRole' || change.actor.type !== 'service') return [];
  const role = canonicalRoleArn(change.request.string('roleArn') ?? '');
  const { service } = change.actor;
  if (role === undefined || service === undefined) return [];
  const session = change.request.string('roleSessionName');
  const from = service === 'lambda' ? functionOfSession(change, session) : undefined;
  return from === undefined
    ? [{ from: `service:${service}`, to: role, relation: 'assumes', label: 'takes on the role' }]
    : [{ from, to: role, relation: 'runs-as', label: 'runs as' }];
};

/** A data event of an invocation: by a service, or by whoever holds the role of the session. */
const invocations = (change: Change): readonly Flow[] => {
  if (change.source !== 'lambda' || !/^Invoke(?:Async|WithResponseStream)?$/.test(change.name)) return [];
  const named = change.request.string('functionName');
  const to = named === undefined ? undefined : parseFunctionName(change, named)?.arn;
  const { service, role } = change.actor;
  const from = role ?? (service === undefined ? undefined : `service:${service}`);
  return to === undefined || from === undefined ? [] : [{ from, to, relation: 'invokes', label: 'invokes' }];
};

/** The calls that move data. Others on the same resources configure them, which is no flow. */
const dataCalls: Readonly<Record<string, RegExp>> = {
  dynamodb:
    /^(?:(?:Get|Put|Update|Delete|BatchGet|BatchWrite)Item|Query|Scan|Transact\w+|(?:Batch)?ExecuteStatement|GetRecords)$/,
  s3: /^(?:(?:Get|Put|Head|Delete|Copy|Select|Restore)Objects?(?:Content)?|ListObjects(?:V2)?|UploadPart(?:Copy)?|CompleteMultipartUpload)$/,
  sqs: /^(?:Send|Receive|Delete)Message(?:Batch)?$/,
  sns: /^Publish(?:Batch)?$/,
  kinesis: /^(?:PutRecords?|GetRecords|SubscribeToShard)$/,
  firehose: /^PutRecord(?:Batch)?$/,
  secretsmanager: /^(?:Get|BatchGet|Put)SecretValue$/,
  ssm: /^(?:GetParameter(?:s|sByPath)?|PutParameter)$/,
  kms: /^(?:Encrypt|Decrypt|ReEncrypt|GenerateDataKey\w*|Sign|Verify|GenerateMac|VerifyMac)$/,
  states: /^Start(?:Sync)?Execution$/,
  events: /^PutEvents$/,
};

const isRead = (call: string): boolean =>
  /^(?:Get|BatchGet|Head|List|Query|Scan|Select|Receive|Decrypt|Verify|Subscribe)/.test(call);

/** A role uses what holds data: with data events on, objects, items and messages; without, secrets and keys. */
const uses = (change: Change): readonly Flow[] => {
  const { role } = change.actor;
  if (role === undefined || dataCalls[change.source]?.test(change.name) !== true) return [];
  return touchedResources(change).flatMap((arn) => {
    const to = parseArn(arn)?.service === change.source ? wholeResource(arn) : undefined;
    return to === undefined
      ? []
      : [{ from: role, to, relation: 'uses', label: isRead(change.name) ? 'reads' : 'writes' }];
  });
};

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a < b ? b : a);

/** Labels of one flow, each once: `reads and writes`. */
const joined = (labels: ReadonlySet<string>): string => [...labels].sort().join(' and ');

/**
 * Reads observed flow out of records, beside the inventory and not into it: every invocation would otherwise be a
 * change of a resource, and in an account a message, a write and their price. Failed calls moved nothing. The same
 * records give the same flows in any order; a record that comes twice counts once.
 */
export const createObservation = (): Observation => {
  const flows = new Map<string, { flow: Flow; seen: Seen; labels: Set<string> }>();
  const ids = new Set<string>();
  return {
    add(change) {
      if (change.outcome.status === 'failed') return;
      const found = [...assumptions(change), ...invocations(change), ...uses(change)];
      if (found.length === 0 || ids.has(change.id)) return;
      ids.add(change.id);
      const { time } = change;
      for (const flow of found) {
        const key = `${flow.from} ${flow.to} ${flow.relation}`;
        const known = flows.get(key);
        const labels = (known?.labels ?? new Set<string>()).add(flow.label);
        const seen: Seen =
          known === undefined
            ? { first: time, last: time, count: 1 }
            : {
                first: earlier(known.seen.first, time),
                last: later(known.seen.last, time),
                count: known.seen.count + 1,
              };
        flows.set(key, { flow, seen, labels });
      }
    },
    flows: () =>
      [...flows]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { flow, seen, labels }]) => ({ ...flow, label: joined(labels), seen })),
  };
};
