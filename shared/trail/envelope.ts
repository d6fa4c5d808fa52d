import { isObject, type Json, type JsonObject } from '../json.ts';
import { type RecordProblem, type Surroundings, secondOf } from './change.ts';

/** What was inside: a CloudTrail record, an event that has nothing to do with CloudTrail, or something unreadable. */
export type Unwrapped =
  | { readonly kind: 'record'; readonly record: JsonObject; readonly around: Surroundings }
  | { readonly kind: 'other'; readonly what: string }
  | ({ readonly kind: 'problem' } & RecordProblem);

/** Members that hold a list of what is looked for: S3 objects and SQS batches, `LookupEvents`, Logs, SQS on the CLI. */
export const LIST_MEMBERS = ['Records', 'Events', 'events', 'logEvents', 'Messages'] as const;

/** Members that hold it as a JSON string: `LookupEvents`, SQS (both spellings), SNS, Logs. */
const TEXT_MEMBERS = ['CloudTrailEvent', 'body', 'Body', 'Message', 'message'] as const;

/** More wrappings than EventBridge in SNS in SQS in a list: not an envelope any more. */
const DEEPEST = 8;

const problem = (place: string, message: string): readonly Unwrapped[] => [{ kind: 'problem', place, message }];

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const isRecord = (value: JsonObject): boolean =>
  typeof value['eventName'] === 'string' ||
  typeof value['eventSource'] === 'string' ||
  typeof value['eventVersion'] === 'string' ||
  value['eventType'] === 'AwsCloudTrailInsight';

const surroundings = (envelope: JsonObject): Surroundings => {
  const [account, region] = [textOf(envelope['account']), textOf(envelope['region'])];
  const time = secondOf(textOf(envelope['time']) ?? '');
  return {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(time === undefined ? {} : { time }),
  };
};

const fromEnvelope = (envelope: JsonObject, type: string): readonly Unwrapped[] => {
  const detail = envelope['detail'];
  if (!/ via CloudTrail$/.test(type)) return [{ kind: 'other', what: type }];
  if (!isObject(detail)) return problem('detail', `expected the CloudTrail record of "${type}", got no object`);
  return [{ kind: 'record', record: detail, around: surroundings(envelope) }];
};

const fromText = (place: string, text: string, depth: number): readonly Unwrapped[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return problem(place, `expected a CloudTrail record as JSON: ${(cause as SyntaxError).message}`);
  }
  return within(place, unwrapAt(value, depth + 1));
};

const within = (place: string, inner: readonly Unwrapped[]): readonly Unwrapped[] =>
  place === ''
    ? inner
    : inner.map((item) => (item.kind === 'problem' ? { ...item, place: joined(place, item.place) } : item));

const joined = (outer: string, inner: string): string => (inner === '' ? outer : `${outer}.${inner}`);

const unwrapAt = (value: unknown, depth: number): readonly Unwrapped[] => {
  if (depth > DEEPEST) return problem('', `expected a CloudTrail record, got one wrapped more than ${DEEPEST} times`);
  if (typeof value === 'string') return fromText('', value, depth);
  if (Array.isArray(value)) return value.flatMap((item, index) => within(`[${index}]`, unwrapAt(item, depth + 1)));
  if (!isObject(value)) return problem('', `expected a CloudTrail record, got ${JSON.stringify(value) ?? 'nothing'}`);
  if (isRecord(value)) return [{ kind: 'record', record: value, around: {} }];
  const type = textOf(value['detail-type']);
  if (type !== undefined) return fromEnvelope(value, type);
  for (const member of LIST_MEMBERS) {
    if (Array.isArray(value[member])) return within(member, unwrapAt(value[member], depth + 1));
  }
  for (const member of TEXT_MEMBERS) {
    const text = textOf(value[member]);
    if (text !== undefined) return fromText(member, text, depth);
  }
  if (isObject(value['Sns'])) return within('Sns', unwrapAt(value['Sns'], depth + 1));
  if ('digestStartTime' in value) return [{ kind: 'other', what: 'CloudTrail digest' }];
  const members = Object.keys(value).slice(0, 5).join(', ');
  return problem(
    '',
    `expected a CloudTrail record or an envelope around one, got an object with ${members || 'nothing'}`,
  );
};

/**
 * The CloudTrail records inside whatever people and services put around them: EventBridge envelopes, SQS and SNS
 * messages, `LookupEvents` and CloudWatch Logs output, S3 objects, and any of these inside another. The text of one
 * may be given as it is. Never throws.
 */
export const unwrap = (value: unknown): readonly Unwrapped[] => unwrapAt(value, 0);
