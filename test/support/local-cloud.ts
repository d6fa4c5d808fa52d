import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { checkConfig } from '../../shared/config.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Assembly } from '../../shared/local/assembly.ts';
import { type Cloud, type CloudOptions, openCloud } from '../../shared/local/cloud.ts';
import { openDatabase } from '../../shared/local/database.ts';
import { eventOf } from '../../shared/local/routing.ts';
import { account, region } from './calls.ts';
import { synthesizedOnce } from './synthesized-once.ts';

const place = { account, region };
const secretName = '/trailwarden/slack';

/** The real stack with its real bundles, with an e-mail reader and Slack, and a sweep that waits for nobody. */
export const synthesizedAssembly = (more: object = {}): Promise<Assembly> => {
  const usual = { emails: ['you@example.com'], slack: { parameter: secretName }, sweep: { pace: 1_000 } };
  return synthesizedOnce(place, checkConfig({ ...usual, ...more }, 'test'));
};

export type Fault = NonNullable<CloudOptions['fault']>;

/** A cloud with what a test asks it. */
export interface LocalCloud extends Cloud {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** The texts of the e-mails, in the order of their arrival. */
  readonly emails: readonly string[];
  readonly logged: readonly string[];
  /** Puts records on the bus and waits until nothing moves any more. */
  feed(...records: readonly JsonObject[]): Promise<void>;
  /** `lane: reason` of everything in the dead-letter queues. */
  deadLetters(): readonly string[];
  redrive(): Promise<void>;
  /** `rule name` of every finding that is active, with the verdict where it is not *fail*. */
  findings(): Promise<readonly string[]>;
}

/** Runs the stack on an empty table, with an account in which calls go wrong. */
export const aLocalCloud = async (
  assembly: Assembly,
  { fault = () => undefined, slack = '' }: { readonly fault?: Fault; readonly slack?: string } = {},
): Promise<LocalCloud> => {
  const database = await openDatabase();
  const emails: string[] = [];
  const logged: string[] = [];
  const cloud = await openCloud({
    assembly,
    database,
    fault,
    secrets: new Map([[secretName, JSON.stringify({ token: 'xoxb-local', channel: 'C0LOCAL0001', api: slack })]]),
    onEmail: ({ message }) => emails.push(message.textFor('email')),
    onLog: (_, line) => logged.push(line),
  });
  const client = database.client();
  const [tableName = ''] = await database.tables();
  const store = createStore(client, tableName);
  const feed = async (...records: readonly JsonObject[]): Promise<void> => {
    for (const record of records) await cloud.put(eventOf(record, place));
    await cloud.settle();
  };
  return {
    ...cloud,
    client,
    tableName,
    emails,
    logged,
    feed,
    deadLetters: () =>
      cloud.lanes.flatMap(({ name, queue }) => queue.deadLetters.map(({ reason = 'none' }) => `${name}: ${reason}`)),
    async redrive() {
      for (const { queue } of cloud.lanes) queue.redrive();
      await cloud.settle();
    },
    async findings() {
      const found: string[] = [];
      for await (const { rule, resource, verdict } of store.findings('active'))
        found.push(`${rule} ${resource.name}${verdict === 'fail' ? '' : `: ${verdict}`}`);
      return found.sort();
    },
    async close() {
      client.destroy();
      await cloud.close();
      await database.close();
    },
  };
};
