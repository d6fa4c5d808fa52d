import { createHash } from 'node:crypto';
import { type AccountId, isAccountId, isArn, parseArn, partitionOf } from '../arn.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Actor, readActor, serviceOf } from './actor.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** One CloudTrail record, read: who did what, on which resources, with what outcome. */
export interface Change {
  /** `eventID`; where a record has none, `derived-` and a hash of its content, so that a copy gets the same. */
  readonly id: string;
  /** `eventTime`, to the second: `2026-01-31T09:00:00Z`. */
  readonly time: string;
  /** `eventSource` without its domain: `lambda`. */
  readonly source: string;
  /** `eventName` without the API version that some services append: `AddPermission`. Read it together with `source`. */
  readonly name: string;
  /** As recorded: `AddPermission20150331v2`. */
  readonly eventName: string;
  /** As recorded: `lambda.amazonaws.com`. */
  readonly eventSource: string;
  readonly partition: string;
  /** `recipientAccountId`, in old records the account of the caller; the empty string where a record names none. */
  readonly account: AccountId;
  /** `awsRegion`; the empty string where a record names none. */
  readonly region: string;
  readonly actor: Actor;
  /** A failed call is an attempt: nothing changed. */
  readonly outcome: Outcome;
  readonly request: Fields;
  readonly response: Fields;
  readonly readOnly: boolean;
  /** The ARNs of `resources`, which few services fill. `touchedResources` knows more. */
  readonly resources: readonly string[];
  /** Whose those of `resources` are whose ARN names no account, as a bucket's does not. */
  readonly owners: { readonly [arn: string]: AccountId };
  /** `eventType`: `AwsApiCall`, `AwsServiceEvent`, … */
  readonly eventType: string;
  /** `serviceEventDetails` of events that a service reports about itself. */
  readonly serviceDetails: Fields;
}

export type Outcome =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed'; readonly errorCode: string; readonly errorMessage?: string };

/** Why a record can not be read: the member, and what was got and is allowed. */
export interface RecordProblem {
  readonly place: string;
  readonly message: string;
}

/** What surrounds a record (an EventBridge envelope) and fills in what the record itself lacks. */
export interface Surroundings {
  readonly account?: string;
  readonly region?: string;
  readonly time?: string;
}

export const isChange = (value: Change | RecordProblem): value is Change => 'request' in value;

/** The services that append an API version to `eventName`, and how. Anywhere else digits belong to the name. */
const VERSIONS: Readonly<Record<string, RegExp>> = {
  lambda: /20\d{6}(?:v\d+)?$/,
  cloudfront: /20\d{2}_\d{2}_\d{2}$/,
};

/** Whether the calls of a service are recorded with a version. */
export const isVersioned = (source: string): boolean => Object.hasOwn(VERSIONS, source);

/** Calls that have gone by a newer name of their API in some records. */
const OLDER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
    PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  },
};

/** The names that a call is recorded under, versions aside. */
export const namesOfCall = (source: string, call: string): readonly string[] => [
  call,
  ...Object.entries(OLDER_NAMES[source] ?? {}).flatMap(([newer, older]) => (older === call ? [newer] : [])),
];

/** `AddPermission` of `lambda`'s `AddPermission20150331v2`. */
export const withoutVersion = (source: string, eventName: string): string => {
  const older = OLDER_NAMES[source]?.[eventName];
  if (older !== undefined) return older;
  const version = VERSIONS[source];
  return version ? eventName.replace(version, '') || eventName : eventName;
};

/** `lambda` of `lambda.amazonaws.com`. */
export const sourceOf = (eventSource: string): string => serviceOf(eventSource) ?? eventSource;

/** As CloudTrail writes it, on a day that every month has: nothing to convert. */
const PLAIN_SECOND = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 instant as UTC to the second, which is CloudTrail's own precision; `undefined` for anything else. */
export const secondOf = (text: string): string | undefined => {
  if (PLAIN_SECOND.test(text)) return text;
  if (!INSTANT.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : `${instant.toISOString().slice(0, 19)}Z`;
};

const sorted = (_: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** `undefined` for a record nested so deeply that it can not be written down again. */
const derivedId = (record: JsonObject): string | undefined => {
  try {
    return `derived-${createHash('sha256').update(JSON.stringify(record, sorted)).digest('hex').slice(0, 32)}`;
  } catch {
    return undefined;
  }
};

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];

/** Tables of records (Athena's, a data lake's) keep members without a schema as JSON in a string. */
const unpacked = (value: Json | undefined): unknown => {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const accountOf = (record: JsonObject, around: Surroundings): string => {
  const recipient = textOf(record['recipientAccountId']);
  if (recipient !== undefined && isAccountId(recipient)) return recipient;
  const identity = isObject(record['userIdentity']) ? record['userIdentity'] : {};
  const resources = objectsOf(record['resources']);
  const candidates = [
    recipient,
    around.account,
    ...resources.map((resource) => textOf(resource['accountId'])),
    textOf(identity['accountId']),
    parseArn(textOf(identity['arn']) ?? '')?.account,
  ].filter((candidate) => candidate !== undefined && candidate !== '');
  return candidates.find((candidate) => isAccountId(candidate as string)) ?? candidates[0] ?? '';
};

/** The partition of the Region; where its name is none of AWS's (anonymised, or missing), what the ARNs say. */
const partitionIn = (record: JsonObject, region: string): string => {
  if (/-\d+$/.test(region)) return partitionOf(region);
  const identity = isObject(record['userIdentity']) ? record['userIdentity'] : {};
  const named = [identity, ...objectsOf(record['resources'])].map(({ arn, ARN }) => textOf(arn) ?? textOf(ARN));
  return named.map((arn) => parseArn(arn ?? '')?.partition).find((partition) => partition) ?? partitionOf(region);
};

const arnIn = (resource: JsonObject): string | undefined => {
  const arn = textOf(resource['ARN']) ?? textOf(resource['arn']);
  return arn !== undefined && isArn(arn) ? arn : undefined;
};

const ownersIn = (resources: readonly JsonObject[]): Change['owners'] =>
  Object.fromEntries(
    resources.flatMap((resource) => {
      const [arn, owner] = [arnIn(resource), textOf(resource['accountId'])];
      if (arn === undefined || owner === undefined || !isAccountId(owner)) return [];
      return parseArn(arn)?.account === '' ? [[arn, owner]] : [];
    }),
  );

const READS = /^(?:Get|List|Describe|Head|BatchGet|Lookup|Search|Query|Scan|Select|View|Check|Test|Validate)(?![a-z])/;

const got = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

/**
 * Reads a CloudTrail record of any event version and type. Needs `eventTime`, `eventSource` and `eventName`; whatever
 * else is missing stays unknown. Never throws: what can not be read is a problem, as a value.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const readChange = (record: unknown, around: Surroundings = {}): Change | RecordProblem => {
  if (!isObject(record)) return { place: '', message: `expected a CloudTrail record (an object), got ${got(record)}` };
  if (record['eventType'] === 'AwsCloudTrailInsight') return readChange(insightAsRecord(record), around);
  const eventSource = textOf(record['eventSource']);
  if (eventSource === undefined || eventSource.startsWith('aws:'))
    return {
      place: 'eventSource',
      message: `expected a service such as "lambda.amazonaws.com", got ${got(record['eventSource'])}`,
    };
  const eventName = textOf(record['eventName']);
  if (eventName === undefined)
    return { place: 'eventName', message: `expected the name of an API call, got ${got(record['eventName'])}` };
  const time = secondOf(textOf(record['eventTime']) ?? '') ?? secondOf(around.time ?? '');
  if (time === undefined)
    return {
      place: 'eventTime',
      message: `expected an ISO 8601 time such as "2026-01-31T09:00:00Z", got ${got(record['eventTime'])}`,
    };

  const id = textOf(record['eventID']) ?? textOf(record['eventId']) ?? derivedId(record);
  if (id === undefined)
    return { place: 'eventID', message: 'expected an id, got nothing, and a record too deep to derive one from' };

  const source = sourceOf(eventSource);
  const region = textOf(record['awsRegion']) ?? around.region ?? '';
  const account = accountOf(record, around) as AccountId;
  const resources = objectsOf(record['resources']);
  const errorCode = textOf(record['errorCode']);
  const errorMessage = textOf(record['errorMessage']);
  return {
    id,
    time,
    source,
    name: withoutVersion(source, eventName),
    eventName,
    eventSource,
    partition: partitionIn(record, region),
    account,
    region,
    actor: readActor(record, account),
    outcome: outcomeOf(errorCode, errorMessage),
    request: fieldsOf(unpacked(record['requestParameters'])),
    response: fieldsOf(unpacked(record['responseElements'])),
    readOnly: typeof record['readOnly'] === 'boolean' ? record['readOnly'] : READS.test(eventName),
    resources: resources.flatMap((resource) => arnIn(resource) ?? []),
    owners: ownersIn(resources),
    eventType: textOf(record['eventType']) ?? 'AwsApiCall',
    serviceDetails: fieldsOf(record['serviceEventDetails']),
  };
};

/**
 * An Insights event counts calls of an API and is none: it is named after its insight (`ApiCallRateInsight`), so that
 * nobody takes it for the call that it counts.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-insightdetails.html
 */
const insightAsRecord = (record: JsonObject): JsonObject => {
  const details = isObject(record['insightDetails']) ? record['insightDetails'] : {};
  return {
    ...record,
    eventType: 'Insight',
    eventSource: details['eventSource'] ?? null,
    eventName: details['insightType'] ?? null,
    readOnly: true,
    requestParameters: details,
  };
};

/** Some services report a failure by its message alone (the console's sign-in does). */
const outcomeOf = (errorCode: string | undefined, errorMessage: string | undefined): Outcome => {
  if (errorCode === undefined && errorMessage === undefined) return { status: 'succeeded' };
  return {
    status: 'failed',
    errorCode: errorCode ?? 'Unknown',
    ...(errorMessage === undefined ? {} : { errorMessage }),
  };
};

/** The order of a trail: by time, then by id, so that equal times have one order too. */
export const compareChanges = (a: Change, b: Change): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};
