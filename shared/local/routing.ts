import { allEvents, isRead } from '../inventory/consumed.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { LocalStack } from './assembly.ts';
import { type EventPattern, matchesPattern, parsePattern } from './event-pattern.ts';

/** EventBridge does not deliver a larger one. */
const mostEventBytes = 256 * 1024;

const detailTypes: Readonly<Record<string, string>> = {
  AwsApiCall: 'AWS API Call via CloudTrail',
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
  AwsConsoleAction: 'AWS Console Action via CloudTrail',
  AwsCloudTrailInsight: 'AWS Insight via CloudTrail',
};

/** A CloudTrail record as EventBridge puts it on the default bus. */
export const eventOf = (
  record: JsonObject,
  place: { readonly account: string; readonly region: string },
): JsonObject => {
  const text = (name: string, otherwise: string): Json => (typeof record[name] === 'string' ? record[name] : otherwise);
  const source = String(record['eventSource'] ?? '').split('.')[0] ?? '';
  return {
    version: '0',
    id: text('eventID', 'unknown'),
    'detail-type': detailTypes[String(record['eventType'])] ?? 'AWS API Call via CloudTrail',
    source: `aws.${source}`,
    account: text('recipientAccountId', place.account),
    time: text('eventTime', ''),
    region: text('awsRegion', place.region),
    resources: [],
    detail: record,
  };
};

const isReading = ({ detail }: JsonObject): boolean =>
  isObject(detail) && typeof detail['eventName'] === 'string' && isRead(detail['eventName']);

/** A target of a rule that wants an event. */
export interface Target {
  readonly rule: string;
  readonly arn: string;
}

interface Route {
  readonly stack: LocalStack;
  readonly rule: string;
  readonly pattern: EventPattern;
  /** Whether it asks for calls that only read. */
  readonly reads: boolean;
  readonly targets: readonly string[];
}

export type Routed =
  | { readonly status: 'routed'; readonly targets: readonly Target[] }
  | { readonly status: 'ignored' }
  | { readonly status: 'too-large' };

/** Hands events to the targets of the rules of the stacks that match them; a bus is such a target too. */
export const createRouter = (stacks: readonly LocalStack[]): ((event: JsonObject) => Routed) => {
  const routes: Route[] = stacks.flatMap((stack) =>
    stack.ofType('AWS::Events::Rule').flatMap(({ arn, properties }) => {
      const { EventPattern: pattern, State, Targets } = properties;
      if (!isObject(pattern) || State === 'DISABLED') return [];
      const targets = (Array.isArray(Targets) ? Targets : []).filter(isObject).map(({ Arn }) => String(Arn));
      const reads = State === allEvents;
      return [{ stack, rule: arn, pattern: parsePattern(pattern), reads, targets }];
    }),
  );
  /** The events of a Region appear on the bus of its stack, and on the bus of the first one when it has none. */
  const home = stacks[0];
  const busOf = (region: Json | undefined): LocalStack | undefined =>
    stacks.find(({ place }) => place.region === region) ?? home;

  const onBus = (stack: LocalStack | undefined, event: JsonObject, found: Target[]): void => {
    for (const { stack: owner, rule, pattern, reads, targets } of routes) {
      if (owner !== stack || (isReading(event) && !reads) || !matchesPattern(pattern, event)) continue;
      for (const arn of targets) {
        const [, , , region, , bus = ''] = arn.split(':');
        if (!bus.startsWith('event-bus/')) found.push({ rule, arn });
        else
          onBus(
            stacks.find(({ place }) => place.region === region),
            event,
            found,
          );
      }
    }
  };

  return (event) => {
    if (Buffer.byteLength(JSON.stringify(event)) > mostEventBytes) return { status: 'too-large' };
    const found: Target[] = [];
    onBus(busOf(event['region']), event, found);
    return found.length === 0 ? { status: 'ignored' } : { status: 'routed', targets: found };
  };
};
