import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** An embedded DynamoDB on the loopback interface. */
export interface LocalDatabase {
  readonly endpoint: string;
  /** Makes a table unless it is there already. */
  createTable(table: CreateTableCommandInput): Promise<void>;
  tables(): Promise<readonly string[]>;
  client(): DynamoDBClient;
  close(): Promise<void>;
}

export const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Makes a table and waits until it takes items: an engine answers before it does. */
export const createTable = async (client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> => {
  await client.send(new CreateTableCommand(table));
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 }, { TableName: table.TableName });
};

/** Starts an embedded DynamoDB, in memory or on disk below a folder. */
export const openDatabase = async (folder?: string): Promise<LocalDatabase> => {
  // Named at run time, so that the bundle of the command line leaves its database engine alone.
  const module = 'dynalite';
  const { default: dynalite } = (await import(module)) as typeof import('dynalite');
  const timing = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite(folder === undefined ? timing : { ...timing, path: folder });
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  const client = () =>
    new DynamoDBClient({ endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const own = client();
  const tables = async () => (await own.send(new ListTablesCommand({}))).TableNames ?? [];
  return {
    endpoint,
    tables,
    client,
    async createTable(table) {
      if ((await tables()).includes(table.TableName ?? '')) return;
      await createTable(own, table);
    },
    close: () =>
      new Promise((resolve) => {
        own.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
