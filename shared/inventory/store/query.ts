import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './schema.ts';

/** Every item of a query of one table, page by page. */
export type Query = (query: Omit<QueryCommandInput, 'TableName'>) => AsyncGenerator<Item>;

export const createQuery = (client: DynamoDBClient, tableName: string): Query =>
  async function* (query) {
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          ...query,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  };

const begun = (query: Query, asked: Parameters<Query>[0]) => {
  const items = query(asked);
  const first = items.next();
  // Whoever waits for it is told; nobody may wait any more.
  first.catch(() => undefined);
  return { items, first };
};

/** Every item of several queries, one after the other. The next ones are on their way meanwhile. */
export const queryAll = async function* (
  query: Query,
  asked: readonly Parameters<Query>[0][],
  mostUnderWay = 16,
): AsyncGenerator<Item> {
  const underWay = asked.slice(0, mostUnderWay).map((one) => begun(query, one));
  const left = asked.slice(mostUnderWay);
  for (let one = underWay.shift(); one !== undefined; one = underWay.shift()) {
    const next = left.shift();
    if (next !== undefined) underWay.push(begun(query, next));
    for (let result = await one.first; result.done !== true; result = await one.items.next()) yield result.value;
  }
};
