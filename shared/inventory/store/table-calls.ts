import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../arn.ts';
import { TrailwardenError } from '../../errors.ts';
import type { Stamp } from '../stamp.ts';
import { createBodies } from './bodies.ts';
import type { Source, StoredEntry } from './loaded-ledger.ts';
import { createQuery } from './query.ts';
import type { Item } from './schema.ts';
import {
  historyQuery,
  readChange,
  readCommit,
  readEdge,
  readState,
  type StoredState,
  sourcesQuery,
  stateItem,
  stateKey,
} from './table.ts';

const mostTries = 8;
const mostKeysRead = 100;
const mostItemsWritten = 25;

/** Waits longer with each attempt, and never as long as others who wait. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 10 * 2 ** attempt) * (0.5 + Math.random() / 2)));

/** Whether a span may be written over what somebody else has written as the same. */
const spanConditions = {
  /** Nobody has with this version, or a later one. */
  first: { attribute: 'version', text: 'attribute_not_exists(pk) OR #it < :mine' },
  /** Nobody has with a later version: this one is known to be the right one of its kind. */
  right: { attribute: 'version', text: 'attribute_not_exists(pk) OR #it <= :mine' },
  /** It was written with the same commit. */
  own: { attribute: 'commit', text: '#it = :mine' },
} as const;

export type SpanCondition = keyof typeof spanConditions;

const chunks = <T>(items: readonly T[], size: number): readonly T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * The calls that the store makes of one table. They wait and try again while it throttles.
 * @throws TrailwardenError `unavailable` when it keeps throttling
 */
export const createTableCalls = (client: DynamoDBClient, tableName: string) => {
  const query = createQuery(client, tableName);
  const bodies = createBodies();

  const readStates = async (arns: readonly Arn[]): Promise<Map<Arn, StoredState>> => {
    const found = new Map<Arn, StoredState>();
    await Promise.all(
      chunks(arns, mostKeysRead).map(async (some) => {
        let keys: Item[] = some.map(stateKey);
        for (let attempt = 0; keys.length > 0; attempt += 1) {
          if (attempt === mostTries)
            throw new TrailwardenError('unavailable', `the table ${tableName} keeps throttling reads`);
          if (attempt > 0) await pause(attempt);
          const answer = await client.send(
            new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
          );
          for (const item of answer.Responses?.[tableName] ?? []) {
            const state = readState(item, bodies.read);
            if (state) found.set(state.document.arn, state);
          }
          keys = (answer.UnprocessedKeys?.[tableName]?.Keys as Item[] | undefined) ?? [];
        }
      }),
    );
    return found;
  };

  const writeAll = async (requests: readonly WriteRequest[]): Promise<void> => {
    await Promise.all(
      chunks(requests, mostItemsWritten).map(async (some) => {
        let left: WriteRequest[] = some;
        for (let attempt = 0; left.length > 0; attempt += 1) {
          if (attempt === mostTries)
            throw new TrailwardenError('unavailable', `the table ${tableName} keeps throttling writes`);
          if (attempt > 0) await pause(attempt);
          const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
          left = answer.UnprocessedItems?.[tableName] ?? [];
        }
      }),
    );
  };

  const history = async (arn: Arn, since?: Stamp): Promise<readonly StoredEntry[]> => {
    const entries: StoredEntry[] = [];
    for await (const item of query({ ...historyQuery(arn, since), ConsistentRead: true })) {
      const entry = readChange(item);
      if (entry) entries.push({ entry, commit: readCommit(item) });
    }
    return entries;
  };

  /** The first that point at a resource after one: all, or more than are told at once; also those that ended among them. */
  const sourcesAfter = async (arn: Arn, relation: string, after: string, most: number): Promise<readonly Source[]> => {
    const found: Source[] = [];
    let lasting = 0;
    for await (const item of query({ ...sourcesQuery(arn, relation, after), Limit: 2 * most })) {
      const { source, until } = readEdge(item);
      found.push({ source, until });
      if (until === undefined) lasting += 1;
      if (lasting > most) break;
    }
    return found;
  };

  const putState = async (state: StoredState, expected: number, ownerTag: string): Promise<void> => {
    const item = stateItem(state, ownerTag);
    bodies.keep(item['body']?.S ?? '', state.document);
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: item,
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': { N: String(expected) } },
            }),
      }),
    );
  };

  /**
   * Writes how a resource stands or stood; `false` where somebody else has written the same with a condition that does
   * not hold: by default one with this version or a later one.
   */
  const putSpan = async (item: Item, condition: SpanCondition = 'first'): Promise<boolean> => {
    const { attribute, text } = spanConditions[condition];
    const put = new PutItemCommand({
      TableName: tableName,
      Item: item,
      ConditionExpression: text,
      ExpressionAttributeNames: { '#it': attribute },
      ExpressionAttributeValues: { ':mine': item[attribute] ?? { N: '0' } },
    });
    try {
      await client.send(put);
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false;
      throw cause;
    }
  };

  return { query, readStates, writeAll, history, sourcesAfter, putState, putSpan };
};

export type TableCalls = ReturnType<typeof createTableCalls>;
