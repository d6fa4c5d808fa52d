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
