import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Config, checkConfig } from '../config.ts';
import type { Finding } from '../engine/finding.ts';
import type { Document } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { createStore } from '../inventory/store/store.ts';
import { isObject, type JsonObject } from '../json.ts';
import { readTrail, type Trail, type TrailCounts, type TrailProblem } from '../trail/source.ts';
import { type Place, readAssembly } from './assembly.ts';
import { openCloud } from './cloud.ts';
import { openDatabase } from './database.ts';
import type { Refusal } from './gateway.ts';
import type { DeadLetter } from './queue.ts';
import { eventOf } from './routing.ts';
import { openSlack, type SlackMessage } from './slack.ts';
import { synthesize } from './synthesize.ts';

export interface LocalRunOptions {
  readonly trail: readonly string[];
  readonly config: Config;
  /** Where the inventory is kept; in memory without. */
  readonly store?: string;
  readonly onStep: (step: string) => void;
  readonly onProgress: (progress: { readonly fed: number; readonly read: number }) => void;
  readonly onProblem: (problem: TrailProblem) => void;
  readonly onEmail: (email: { readonly to: string; readonly subject: string; readonly text: string }) => void;
  readonly onSlack: (message: SlackMessage) => void;
  /** An error or a warning that a function logged. */
  readonly onLog: (functionName: string, line: JsonObject) => void;
  /** Told when the table can be read, before the trail is fed; what it answers is called before the table is closed. */
  readonly onTable?: (client: DynamoDBClient, tableName: string) => Promise<() => Promise<void>>;
}

export interface LocalRun {
  readonly place: Place;
  readonly tableName: string;
  readonly counts: Readonly<TrailCounts>;
  readonly delivered: number;
  readonly lanes: readonly { readonly name: string; readonly deadLetters: readonly DeadLetter[] }[];
  readonly calls: number;
  readonly refused: readonly Refusal[];
  readonly resources: ReadonlyMap<Kind, number>;
  readonly findings: readonly Finding[];
}

/** What a local run adds where nobody is told about anything yet. */
const localReader = 'you@example.com';
const localSecret = '/trailwarden/slack';
const localChannel = 'C0LOCAL0001';

const withReaders = (config: Config): Config => ({
  ...config,
  emails: config.emails.length > 0 ? config.emails : checkConfig({ emails: [localReader] }, 'local run').emails,
  slack: config.slack ?? checkConfig({ slack: { parameter: localSecret } }, 'local run').slack,
});

/** The account that the stack is thought to be in: nobody's, so that there is nothing in it to be read. */
const localAccount = '000000000000';

/** Home is where most of the changes of functions are recorded, unless the configuration says otherwise. */
const placeOf = async (trail: readonly string[], config: Config): Promise<Place> => {
  if (config.homeRegion !== undefined) return { account: localAccount, region: config.homeRegion };
  const regions = new Map<string, number>();
  let seen = 0;
  for await (const item of readTrail(trail)) {
    if (item.kind === 'problem') continue;
    const { region, source } = item.change;
    if (source === 'lambda') regions.set(region, (regions.get(region) ?? 0) + 1);
    seen += 1;
    if (seen === 2_000) break;
  }
  const [busiest] = [...regions].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { account: localAccount, region: busiest ?? 'us-east-1' };
};

/** How many records are put into the order in which they happened before they are handed on. */
const mostSorted = 20_000;

/** The records of a trail, told as they happened as far as memory allows: its files lie by Region, not by time. */
const inOrder = async function* (trail: Trail, onProblem: LocalRunOptions['onProblem']): AsyncGenerator<JsonObject> {
  let pending: { readonly time: string; readonly record: JsonObject }[] = [];
  const sorted = () =>
    pending.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ record }) => record);
  for await (const item of trail) {
    if (item.kind === 'problem') onProblem(item);
    else pending.push({ time: item.change.time, record: item.record });
    if (pending.length < mostSorted) continue;
    yield* sorted();
    pending = [];
  }
  yield* sorted();
};

const kinds: readonly Kind[] = [
  'function',
  'layer-version',
  'event-source-mapping',
  'code-signing-config',
  'role',
  'user',
  'managed-policy',
  'identity-provider',
  'account',
];

const readBack = async (store: ReturnType<typeof createStore>) => {
  const resources = new Map<Kind, number>();
  for (const kind of kinds) {
    let present = 0;
    for await (const document of store.list(kind))
      if ((document satisfies Document).presence === 'present') present += 1;
    if (present > 0) resources.set(kind, present);
  }
  const findings: Finding[] = [];
  for (const status of ['active', 'suppressed', 'resolved'] as const)
    for await (const finding of store.findings(status)) findings.push(finding);
  return { resources, findings };
};

/**
 * Runs the whole stack on embedded parts and feeds it a trail, record by record in the order of its files.
 * @throws TrailwardenError when the stack can not be synthesized
 */
export const runLocally = async (options: LocalRunOptions): Promise<LocalRun> => {
  const { trail, store: folder } = options;
  const assemblyFolder = mkdtempSync(join(tmpdir(), 'trailwarden-'));
  const database = await openDatabase(folder);
  const slack = await openSlack(options.onSlack);
  try {
    const place = await placeOf(trail, options.config);
    const config = withReaders(options.config);
    options.onStep(`synthesizing the stack for account ${place.account} in ${place.region}`);
    await synthesize(assemblyFolder, place, config);
    const assembly = readAssembly(assemblyFolder, place);
    const secretName = config.slack?.parameter ?? config.slack?.secret ?? localSecret;
    // A bot's token and the channel, with this machine as Slack's address.
    const secret = JSON.stringify({ token: 'xoxb-local', channel: localChannel, api: slack.api });
    const cloud = await openCloud({
      assembly,
      database,
      secrets: new Map([[secretName, secret]]),
      onEmail: ({ endpoint, message }) =>
        options.onEmail({ to: endpoint, subject: message.subject ?? '', text: message.textFor('email') }),
      onLog: (functionName, line) => options.onLog(functionName, parsed(line)),
    });
    const [tableName = ''] = assembly.stacks.flatMap((stack) =>
      stack.ofType('AWS::DynamoDB::Table').map(({ ref }) => ref),
    );
    const client = database.client();
    let leave: (() => Promise<void>) | undefined;
    try {
      leave = await options.onTable?.(client, tableName);
      options.onStep('feeding the trail');
      const records = readTrail(trail);
      let delivered = 0;
      let fed = 0;
      for await (const record of inOrder(records, options.onProblem)) {
        fed += 1;
        if (fed % 100 === 0) options.onProgress({ fed, read: records.counts.records });
        if ((await cloud.put(eventOf(record, place))) > 0) delivered += 1;
      }
      await cloud.settle();
      // A beat would say nothing here, and put Trailwarden's own parts among the resources of the trail.
      await cloud.runScheduled((ruleId) => !ruleId.startsWith('Beat'));
      const held = await readBack(createStore(client, tableName));
      return {
        place,
        tableName,
        counts: records.counts,
        delivered,
        lanes: cloud.lanes.map(({ name, queue }) => ({ name, deadLetters: queue.deadLetters })),
        calls: cloud.gateway.calls,
        refused: cloud.gateway.refused,
        ...held,
      };
    } finally {
      await leave?.();
      client.destroy();
      await cloud.close();
    }
  } finally {
    await slack.close();
    await database.close();
    rmSync(assemblyFolder, { recursive: true, force: true });
  }
};

const parsed = (line: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : { level: 'error', message: line };
  } catch {
    return { level: 'error', message: line };
  }
};
