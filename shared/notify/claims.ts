import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keyNames, timeToLiveAttribute } from '../inventory/store/schema.ts';

/** The calls that claims make, for the policies of the roles that use them. */
export const claimActions = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'] as const;

/** Whether one may do something that must be done once. */
export type Claim =
  | { readonly state: 'mine'; readonly token: string }
  /** Somebody has done it, with this result. */
  | { readonly state: 'done'; readonly result: string }
  /** Somebody is doing it right now, or died while doing it: it is free again when their lease has run out. */
  | { readonly state: 'busy'; readonly until: Date };

/**
 * Claims on what must be done once in effect: items that one function can put and others can see. Whoever dies
 * between doing and `finish` leaves a lease that runs out, so that nothing is lost; it is then done again.
 */
export interface Claims {
  take(key: string): Promise<Claim>;
  finish(key: string, token: string, result?: string): Promise<void>;
  /** Gives the claim back undone. */
  release(key: string, token: string): Promise<void>;
}

export interface ClaimsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly now: () => Date;
  /** Longer than whoever claims can run: the timeout of the function and a little more. */
  readonly leaseSeconds?: number;
  /** How long what was done is remembered: longer than any queue hands a message out again. */
  readonly rememberDays?: number;
}

const sortKey = 'SENT';

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

export const createClaims = ({
  client,
  tableName,
  now,
  leaseSeconds = 120,
  rememberDays = 30,
}: ClaimsOptions): Claims => {
  const keyOf = (key: string) => ({ [keyNames.partition]: { S: `SENT#${key}` }, [keyNames.sort]: { S: sortKey } });

  const put = async (key: string, token: string, done: string | undefined, condition: object): Promise<boolean> => {
    const seconds = secondsOf(now());
    const item = {
      ...keyOf(key),
      token: { S: token },
      lease: { N: String(done === undefined ? seconds + leaseSeconds : 0) },
      ...(done === undefined ? {} : { done: { S: done } }),
      [timeToLiveAttribute]: { N: String(seconds + rememberDays * 24 * 3600) },
    };
    try {
      await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false;
      throw cause;
    }
  };

  const holds = (token: string) => ({
    ConditionExpression: '#token = :token',
    ExpressionAttributeNames: { '#token': 'token' },
    ExpressionAttributeValues: { ':token': { S: token } },
  });

  const take = async (key: string): Promise<Claim> => {
    const token = randomUUID();
    const free = {
      ConditionExpression: 'attribute_not_exists(#pk) OR (attribute_not_exists(#done) AND #lease <= :now)',
      ExpressionAttributeNames: { '#pk': keyNames.partition, '#done': 'done', '#lease': 'lease' },
      ExpressionAttributeValues: { ':now': { N: String(secondsOf(now())) } },
    };
    if (await put(key, token, undefined, free)) return { state: 'mine', token };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true }),
    );
    const done = Item?.['done']?.S;
    if (done !== undefined) return { state: 'done', result: done };
    // Given back in between: it is as good as busy for this moment.
    return { state: 'busy', until: new Date(Number(Item?.['lease']?.N ?? secondsOf(now())) * 1000) };
  };

  return {
    take,
    async finish(key, token, result = '') {
      // Where the lease has run out and somebody else has taken over, theirs stands.
      await put(key, token, result, holds(token));
    },
    async release(key, token) {
      try {
        await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(key), ...holds(token) }));
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },
  };
};
