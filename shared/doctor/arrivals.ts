import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { TrailwardenError } from '../errors.ts';
import { intake } from '../intake.ts';
import type { ResourceChange } from '../inventory/document.ts';
import { keyNames } from '../inventory/store/schema.ts';
import { arrivalQuery } from '../inventory/store/table.ts';
import type { JsonObject } from '../json.ts';
import { eventOf } from '../local/routing.ts';
import { isChange, readChange } from '../trail/change.ts';
import { unwrap } from '../trail/envelope.ts';
import { wouldTake } from './consumption.ts';
import type { DeployedRule } from './deployment.ts';
import { queueUrlOf } from './parts.ts';

/** A call that CloudTrail recorded and that a lane reads. */
export interface Recorded {
  readonly event: JsonObject;
  readonly time: string;
  readonly id: string;
  readonly what: string;
  /** The queues of the lanes that read it. */
  readonly queues: readonly string[];
  readonly changes: readonly ResourceChange[];
}

export interface LookUpOptions {
  readonly cloudTrail: CloudTrailClient;
  readonly since: Date;
  readonly until: Date;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** CloudTrail takes two of these calls a second from an account in a Region. */
const betweenLookUps = 500;

/** CloudTrail keeps its event history for so long. */
export const historyDays = 90;

/**
 * What CloudTrail's event history holds of calls that change something, newest first, a page of fifty at a time and no
 * faster than CloudTrail answers.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookUpEvents = async function* (options: LookUpOptions): AsyncGenerator<readonly Event[]> {
  const { cloudTrail, since, until, pause = sleep } = options;
  let token: string | undefined;
  do {
    const begun = performance.now();
    const page = await cloudTrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'false' }],
        StartTime: since,
        EndTime: until,
        MaxResults: 50,
        NextToken: token,
      }),
    );
    yield page.Events ?? [];
    token = page.NextToken;
    const left = betweenLookUps - (performance.now() - begun);
    if (token !== undefined && left > 0) await pause(left);
  } while (token !== undefined);
};

/** What of a page the lanes read, with the queues that the deployed rules would have put it into. */
export const readByLanes = (
  events: readonly Event[],
  rules: readonly DeployedRule[],
  place: { readonly account: string; readonly region: string },
): readonly Recorded[] =>
  events.flatMap(({ CloudTrailEvent: text = '' }) =>
    unwrap(text).flatMap((found): readonly Recorded[] => {
      if (found.kind !== 'record') return [];
      const change = readChange(found.record);
      if (!isChange(change)) return [];
      const event = eventOf(found.record, place);
      const queues = rules
        .filter((rule) => wouldTake(rule, event, change.eventName))
        .flatMap(({ targets }) => targets.filter((arn) => arn.includes(':sqs:')));
      const changes = intake(change);
      if (queues.length === 0 || changes.length === 0) return [];
      const { time, id, source, name } = change;
      return [{ event, time, id, what: `${source}:${name}`, queues: [...new Set(queues)], changes }];
    }),
  );

const askedAtOnce = 25;

/** Those of them whose effect is not in the inventory's history: a record writes all of its steps, or none. */
export const notArrived = async (
  recorded: readonly Recorded[],
  dynamo: DynamoDBClient,
  TableName: string,
): Promise<readonly Recorded[]> => {
  const isThere = async (change: ResourceChange): Promise<boolean> => {
    const asked = { ...arrivalQuery(change), Limit: 1, ProjectionExpression: keyNames.partition };
    const { Items = [] } = await dynamo.send(new QueryCommand({ TableName, ...asked }));
    return Items.length > 0;
  };
  const missing: Recorded[] = [];
  for (let from = 0; from < recorded.length; from += askedAtOnce) {
    const some = recorded.slice(from, from + askedAtOnce);
    const there = await Promise.all(some.map(({ changes: [change] }) => change === undefined || isThere(change)));
    missing.push(...some.filter((_, index) => there[index] !== true));
  }
  return missing;
};

const mostInBatch = 10;
/** SQS takes no larger batch. */
const mostBatchBytes = 256 * 1024;

const batches = (recorded: readonly Recorded[]): readonly (readonly Recorded[])[] => {
  const all: Recorded[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const each of recorded) {
    const size = Buffer.byteLength(JSON.stringify(each.event));
    const last = all.at(-1);
    if (last === undefined || last.length === mostInBatch || bytes + size > mostBatchBytes) {
      all.push([each]);
      bytes = size;
    } else {
      last.push(each);
      bytes += size;
    }
  }
  return all;
};

/**
 * Puts records into the queues of the lanes that read them, as EventBridge would have. Whatever arrives twice has the
 * same effect once.
 * @throws TrailwardenError `unavailable` when a queue does not take some of them
 */
export const sendToLanes = async (recorded: readonly Recorded[], sqs: SQSClient): Promise<void> => {
  const byQueue = new Map<string, Recorded[]>();
  for (const each of recorded) {
    for (const queue of each.queues) byQueue.set(queue, [...(byQueue.get(queue) ?? []), each]);
  }
  for (const [queue, waiting] of byQueue) {
    const QueueUrl = await queueUrlOf(sqs, queue);
    for (const batch of batches(waiting)) {
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: batch.map(({ event }, index) => ({ Id: String(index), MessageBody: JSON.stringify(event) })),
        }),
      );
      const [refused] = Failed;
      if (refused !== undefined) {
        const message = `${queue}: ${Failed.length} of ${batch.length} records were not taken: ${refused.Message ?? refused.Code ?? ''}`;
        throw new TrailwardenError('unavailable', message);
      }
    }
  }
};
