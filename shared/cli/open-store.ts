import { existsSync, statSync } from 'node:fs';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Command, Option } from 'commander';
import { messageOf, TrailwardenError } from '../errors.ts';
import { createQuestions, type InventoryQuestions } from '../inventory/store/questions.ts';
import { indexes } from '../inventory/store/schema.ts';
import { createStore, type InventoryStore } from '../inventory/store/store.ts';
import { openDatabase } from '../local/database.ts';

export interface StoreOptions {
  readonly store?: string;
  readonly table?: string;
  readonly region?: string;
}

export interface OpenStore {
  readonly store: InventoryStore;
  readonly questions: InventoryQuestions;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  close(): Promise<void>;
}

/** Where `trailwarden start` keeps the inventory unless told otherwise. */
export const defaultStore = '.trailwarden/store';

export const addStoreOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--store <dir>', `an inventory kept by a local run (default: ${defaultStore})`).conflicts('table'),
    )
    .option('--table <name>', 'the table of a deployed stack, with the credentials of the environment');

const isInventory = async (client: DynamoDBClient, name: string): Promise<boolean> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === indexes.byStatus.name) ?? false;
};

const asked = (client: DynamoDBClient, tableName: string): Pick<OpenStore, 'store' | 'questions'> => ({
  store: createStore(client, tableName),
  questions: createQuestions(client, tableName),
});

const openLocal = async (folder: string): Promise<OpenStore> => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const allowed = 'a folder that `trailwarden start --store <dir>` has kept, or --table <name>';
    throw new TrailwardenError('input-unreadable', `--store ${folder}: expected ${allowed}, got no such folder`);
  }
  const database = await openDatabase(folder).catch((cause: unknown) => {
    const message = `--store ${folder}: could not be opened (is another process using it?): ${messageOf(cause)}`;
    throw new TrailwardenError('input-unreadable', message, { cause });
  });
  const client = database.client();
  const close = async (): Promise<void> => {
    client.destroy();
    await database.close();
  };
  for (const tableName of await database.tables()) {
    if (await isInventory(client, tableName)) return { ...asked(client, tableName), client, tableName, close };
  }
  await close();
  throw new TrailwardenError('input-invalid', `--store ${folder}: expected the table of an inventory, got none`);
};

/** Nothing is asked of the table before it is used. */
const openDeployed = async (tableName: string, region: string | undefined): Promise<OpenStore> => {
  const client = new DynamoDBClient(region === undefined ? {} : { region });
  return {
    ...asked(client, tableName),
    client,
    tableName,
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
};

const codes: { readonly [name: string]: 'not-found' | 'access-denied' } = {
  ResourceNotFoundException: 'not-found',
  AccessDeniedException: 'access-denied',
  UnrecognizedClientException: 'access-denied',
  CredentialsProviderError: 'access-denied',
};

/**
 * Opens the inventory that the flags mean, and closes it when `work` is done.
 * @throws TrailwardenError where there is none, or the table can not be used
 */
export const withStore = async <T>(options: StoreOptions, work: (open: OpenStore) => Promise<T>): Promise<T> => {
  const open =
    options.table === undefined
      ? await openLocal(options.store ?? defaultStore)
      : await openDeployed(options.table, options.region);
  try {
    return await work(open);
  } catch (cause) {
    if (cause instanceof TrailwardenError || !(cause instanceof Error)) throw cause;
    const code = codes[cause.name] ?? 'unavailable';
    throw new TrailwardenError(code, `the table ${open.tableName} can not be used: ${cause.message}`, { cause });
  } finally {
    await open.close();
  }
};
