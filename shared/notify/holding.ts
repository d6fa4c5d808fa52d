import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Transition } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { TrailwardenError } from '../errors.ts';
import { keyNames, timeToLiveAttribute } from '../inventory/store/schema.ts';
import { rings } from './pieces.ts';
import { shortened } from './shorten.ts';

/** The calls that holding back makes, for the policies of the roles that use it. */
export const holdingActions = ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'] as const;
export const digestActions = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
] as const;

/** What goes into one digest, decided before it is sent, so that a second attempt sends the same. */
export interface DigestPlan {
  readonly id: string;
  readonly transitions: readonly Transition[];
}

/** Steps that wait for the digest, and how many went out this hour. */
export interface Holding {
  /** Holds steps back; doing it again changes nothing. */
  hold(transitions: readonly Transition[]): Promise<void>;
  /** Which of these findings nobody has been interrupted for: every step that would have was held. */
  quiet(findingIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Remembers that somebody has been interrupted for these findings. */
  rung(findingIds: readonly string[]): Promise<void>;
  /** Counts `wanted` more of a severity in this hour, and answers how many of them are within the limit. */
  withinLimit(severity: Severity, wanted: number, perHour: number): Promise<number>;
  /** The oldest steps that are held, at most so many. */
  held(most: number): Promise<readonly Transition[]>;
  release(transitions: readonly Transition[]): Promise<void>;
  plan(): Promise<DigestPlan | undefined>;
  /** Writes a plan down, and answers whether it was the first. */
  setPlan(plan: DigestPlan): Promise<boolean>;
  /** Forgets a plan; another one is left alone. */
  clearPlan(plan: DigestPlan): Promise<void>;
}

const mostItems = 25;
const mostTries = 8;
const mostHeldBytes = 6 * 1024;
const partition = { S: 'HELD' } as const;
/** How long it is remembered that a finding was held; the end of an older one interrupts, which loses nothing. */
const quietDays = 90;
const planKey = { [keyNames.partition]: { S: 'DIGEST' }, [keyNames.sort]: { S: 'PLAN' } };

export const createHolding = (client: DynamoDBClient, tableName: string, now: () => Date): Holding => {
  const keyOf = ({ time, id }: Transition) => ({
    [keyNames.partition]: partition,
    [keyNames.sort]: { S: `${time}#${id}` },
  });

  const quietKey = (findingId: string) => ({
    [keyNames.partition]: { S: `QUIET#${findingId}` },
    [keyNames.sort]: { S: 'QUIET' },
  });
  const idsOf = (transitions: readonly Transition[]) => [...new Set(transitions.map(({ finding }) => finding.id))];

  const write = async (requests: readonly WriteRequest[]): Promise<void> => {
    for (let from = 0; from < requests.length; from += mostItems) {
      let left: WriteRequest[] = requests.slice(from, from + mostItems);
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === mostTries) {
          throw new TrailwardenError('unavailable', `the table ${tableName} keeps throttling writes`);
        }
        if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
        const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
        left = answer.UnprocessedItems?.[tableName] ?? [];
      }
    }
  };

  const unlessConditionFails = async (command: PutItemCommand | DeleteItemCommand): Promise<boolean> => {
    try {
      await (command instanceof PutItemCommand ? client.send(command) : client.send(command));
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false;
      throw cause;
    }
  };

  return {
    hold(transitions) {
      const expires = Math.floor(now().getTime() / 1000) + quietDays * 24 * 3600;
      return write([
        ...transitions.map((transition) => ({
          PutRequest: {
            Item: { ...keyOf(transition), body: { S: JSON.stringify(shortened(transition, mostHeldBytes)) } },
          },
        })),
        ...idsOf(transitions.filter(rings)).map((id) => ({
          PutRequest: { Item: { ...quietKey(id), [timeToLiveAttribute]: { N: String(expires) } } },
        })),
      ]);
    },
    async quiet(findingIds) {
      const asked = await Promise.all(
        findingIds.map(async (id) => {
          const Key = quietKey(id);
          const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
          return Item === undefined ? [] : [id];
        }),
      );
      return new Set(asked.flat());
    },
    rung: (findingIds) => write(findingIds.map((id) => ({ DeleteRequest: { Key: quietKey(id) } }))),
    async withinLimit(severity, wanted, perHour) {
      const time = now();
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: {
            [keyNames.partition]: { S: `RATE#${time.toISOString().slice(0, 13)}` },
            [keyNames.sort]: { S: severity },
          },
          UpdateExpression: 'ADD #sent :wanted SET #expires = :expires',
          ExpressionAttributeNames: { '#sent': 'sent', '#expires': timeToLiveAttribute },
          ExpressionAttributeValues: {
            ':wanted': { N: String(wanted) },
            ':expires': { N: String(Math.floor(time.getTime() / 1000) + 2 * 24 * 3600) },
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      const total = Number(Attributes?.['sent']?.N ?? wanted);
      return Math.max(0, Math.min(wanted, perHour - (total - wanted)));
    },
    async held(most) {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': keyNames.partition },
          ExpressionAttributeValues: { ':pk': partition },
          ConsistentRead: true,
          Limit: most,
        }),
      );
      return (Items ?? []).map((item) => JSON.parse(item['body']?.S ?? 'null') as Transition);
    },
    release: (transitions) => write(transitions.map((transition) => ({ DeleteRequest: { Key: keyOf(transition) } }))),
    async plan() {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: planKey, ConsistentRead: true }),
      );
      const body = Item?.['body']?.S;
      return body === undefined ? undefined : (JSON.parse(body) as DigestPlan);
    },
    setPlan: (plan) =>
      unlessConditionFails(
        new PutItemCommand({
          TableName: tableName,
          Item: { ...planKey, planId: { S: plan.id }, body: { S: JSON.stringify(plan) } },
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': keyNames.partition },
        }),
      ),
    async clearPlan(plan) {
      await unlessConditionFails(
        new DeleteItemCommand({
          TableName: tableName,
          Key: planKey,
          ConditionExpression: '#planId = :planId',
          ExpressionAttributeNames: { '#planId': 'planId' },
          ExpressionAttributeValues: { ':planId': { S: plan.id } },
        }),
      );
    },
  };
};
