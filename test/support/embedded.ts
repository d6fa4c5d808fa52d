import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableDefinition } from '../../shared/inventory/store/schema.ts';
import { createTable } from '../../shared/local/database.ts';

export interface EmbeddedTable {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Every command sent so far: `GetItem`, `Query`, … */
  readonly calls: string[];
  close(): Promise<void>;
}

/** A DynamoDB of this process with an empty inventory table in it. */
export const embeddedTable = async (): Promise<EmbeddedTable> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName).replace('Command', ''));
      return next(args);
    },
    { step: 'initialize' },
  );
  const tableName = 'inventory';
  await createTable(client, tableDefinition(tableName));
  calls.length = 0;
  return {
    endpoint,
    client,
    tableName,
    calls,
    close: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
