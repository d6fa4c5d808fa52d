import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../arn.ts';
import { keyNames, timeToLiveAttribute } from '../inventory/store/schema.ts';
import type { BrakeMemory } from './brake.ts';

/** One list of one sweep: a collector in a Region. */
export interface ListId {
  readonly collector: string;
  readonly region: string;
  readonly startedAt: string;
}

/** What a page of a list held: what its resources are called. */
export interface Seen {
  readonly arn: Arn;
  readonly name: string;
}

/** What the pieces of a sweep have to know of each other, so that each can be short, repeated and done by anybody. */
export interface SweepMemory {
  /** When the sweep began that was the last to go through a whole list of a collector in a Region. */
  lastSweep(collector: string, region: string): Promise<string | undefined>;
  /** Keeps that a list is whole. */
  finish(list: ListId): Promise<void>;
  /** Keeps that what decides about the functions of a Region has been handed out. */
  decide(region: string, startedAt: string): Promise<void>;
  isDecided(region: string, startedAt: string): Promise<boolean>;
  /** Keeps what a page held; the same page kept again changes nothing. */
  addPage(list: ListId, token: string | undefined, seen: readonly Seen[]): Promise<void>;
  /** The pages of a list, in an order of their own, after a page where one is named. */
  pages(list: ListId, after?: string): AsyncIterable<{ readonly id: string; readonly seen: readonly Seen[] }>;
}

/** The calls that the memory makes, for the policies of the roles that use it. */
export const sweepMemoryActions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'] as const;

const daysKept = 3;

/** A page is called after the token it was asked for with, which can be too long for a key. */
export const pageId = (token: string | undefined): string =>
  createHash('sha256')
    .update(token ?? '')
    .digest('base64url');

/** The memory of sweeps, beside the inventory in its table. */
export const createSweepMemory = (client: DynamoDBClient, TableName: string, now: () => Date): SweepMemory => {
  const partitionOf = ({ collector, region, startedAt }: ListId) => ({
    S: `SWEEP#${collector}#${region}#${startedAt}`,
  });
  const lastKey = (collector: string, region: string) => ({
    [keyNames.partition]: { S: `SWEEP#${collector}#${region}` },
    [keyNames.sort]: { S: 'LAST' },
  });
  const decidedKey = (region: string, startedAt: string) => ({
    [keyNames.partition]: { S: `SWEEP#${region}#${startedAt}` },
    [keyNames.sort]: { S: 'DECIDED' },
  });
  const untilForgotten = () => ({
    [timeToLiveAttribute]: { N: String(Math.floor(now().getTime() / 1000) + daysKept * 24 * 3600) },
  });
  return {
    async lastSweep(collector, region) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: lastKey(collector, region), ConsistentRead: true }),
      );
      return Item?.['startedAt']?.S;
    },
    async finish({ collector, region, startedAt }) {
      await client.send(
        new PutItemCommand({ TableName, Item: { ...lastKey(collector, region), startedAt: { S: startedAt } } }),
      );
    },
    async decide(region, startedAt) {
      await client.send(
        new PutItemCommand({ TableName, Item: { ...decidedKey(region, startedAt), ...untilForgotten() } }),
      );
    },
    async isDecided(region, startedAt) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: decidedKey(region, startedAt), ConsistentRead: true }),
      );
      return Item !== undefined;
    },
    async addPage(list, token, seen) {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            [keyNames.partition]: partitionOf(list),
            [keyNames.sort]: { S: `PAGE#${pageId(token)}` },
            body: { S: JSON.stringify(seen) },
            ...untilForgotten(),
          },
        }),
      );
    },
    async *pages(list, after) {
      let from = after;
      for (;;) {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: '#pk = :pk AND #sk > :after',
            ExpressionAttributeNames: { '#pk': keyNames.partition, '#sk': keyNames.sort },
            ExpressionAttributeValues: { ':pk': partitionOf(list), ':after': { S: from ?? 'PAGE#' } },
            ConsistentRead: true,
          }),
        );
        for (const item of Items) {
          const id = item[keyNames.sort]?.S ?? '';
          yield { id, seen: JSON.parse(item['body']?.S ?? '[]') as readonly Seen[] };
          from = id;
        }
        if (LastEvaluatedKey === undefined) return;
      }
    },
  };
};

/** What workers tell each other of being throttled, in the same table. */
export const createBrakeMemory = (client: DynamoDBClient, TableName: string): BrakeMemory => {
  const keyOf = (name: string) => ({
    [keyNames.partition]: { S: `PACE#${name}` },
    [keyNames.sort]: { S: 'SLOWED' },
  });
  return {
    async read(name) {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(name) }));
      const [share, at] = [Item?.['share']?.N, Item?.['at']?.N];
      return share === undefined || at === undefined ? undefined : { share: Number(share), at: Number(at) };
    },
    async keep(name, { share, at }, unlessSince) {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: { ...keyOf(name), share: { N: String(share) }, at: { N: String(at) } },
          ConditionExpression: 'attribute_not_exists(#at) OR #at < :since',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':since': { N: String(unlessSince) } },
        }),
      );
    },
  };
};
