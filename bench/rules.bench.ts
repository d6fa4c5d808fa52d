/**
 * How much the rules cost on the hot path: the same records with every rule and with none, in one run. Once as a lane
 * works them off, ten at a time, from the text of the message to the requests to the table, which answers at once; once
 * only folded into an inventory in memory. Times are of the processor. `node bench/rules.bench.ts [records]`
 */
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { catalogue } from '../shared/catalogue.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { type RuleSet, ruleSet } from '../shared/engine/judge.ts';
import { intake } from '../shared/intake.ts';
import type { ResourceChange } from '../shared/inventory/document.ts';
import { fold } from '../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../shared/inventory/store/memory.ts';
import { createStore } from '../shared/inventory/store/store.ts';
import type { JsonObject } from '../shared/json.ts';
import { jsonLog } from '../shared/lane/log.ts';
import type { QueueMessage } from '../shared/lane/message.ts';
import { createWatcher } from '../shared/lane/watch.ts';
import { aRecord, changeOf, functionArn, roleArnOf } from '../test/support/calls.ts';

const count = Number(process.argv[2] ?? 4_000);
const functions = 200;
const rounds = 8;
const batchSize = 10;

/** A deployment as it is: functions made once, then code, configuration and permissions by turns. */
const recordAt = (index: number): JsonObject => {
  const name = `fn-${index % functions}`;
  const time = new Date(Date.UTC(2026, 2, 2) + index * 1_000).toISOString().replace('.000', '');
  const at = { id: `event-${String(index).padStart(6, '0')}`, time };
  const response = { functionArn: functionArn(name), role: roleArnOf('job'), codeSha256: `sha-${index}` };
  if (index < functions) {
    const request = { functionName: name, role: roleArnOf('job'), runtime: 'nodejs24.x', handler: 'index.handler' };
    return aRecord({ ...at, name: 'CreateFunction20150331', request, response });
  }
  switch (index % 3) {
    case 0: {
      const request = { functionName: name, s3Bucket: 'b' };
      return aRecord({ ...at, name: 'UpdateFunctionCode20150331v2', request, response });
    }
    case 1:
      return aRecord({
        ...at,
        name: 'UpdateFunctionConfiguration20150331v2',
        request: { functionName: name },
        response,
      });
    default: {
      const sourceArn = 'arn:aws:sns:eu-west-1:111122223333:orders';
      const permission = { statementId: 'topic', action: 'lambda:InvokeFunction', principal: 'sns.amazonaws.com' };
      return aRecord({
        ...at,
        name: 'AddPermission20150331v2',
        request: { functionName: name, ...permission, sourceArn },
      });
    }
  }
};

type Item = Record<string, AttributeValue>;

/** What comes over a network is never the same text in memory as what was sent. */
const asReceived = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.S === undefined ? value : { S: Buffer.from(value.S).toString() },
    ]),
  );

/** A table in this process. Nothing here is asked over an index, and nothing comes late. */
const tableInProcess = (): DynamoDBClient => {
  const items = new Map<string, Item>();
  const keyOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;
  const answer = (name: string, input: JsonObject): object => {
    if (name === 'BatchGetItemCommand') {
      const [[table, { Keys }]] = Object.entries(input['RequestItems'] as object) as [[string, { Keys: Item[] }]];
      const found = Keys.map((key) => items.get(keyOf(key))).filter((item) => item !== undefined);
      return { Responses: { [table]: found.map(asReceived) } };
    }
    if (name === 'PutItemCommand') {
      const item = input['Item'] as unknown as Item;
      items.set(keyOf(item), item);
    }
    return {};
  };
  const send = (command: { readonly input: JsonObject }) =>
    Promise.resolve(answer(command.constructor.name, command.input));
  return { send } as unknown as DynamoDBClient;
};

const spent = async (work: () => Promise<void> | void): Promise<number> => {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};

type Way = (rules: RuleSet) => Promise<number>;

const records = Array.from({ length: functions + count }, (_, index) => recordAt(index));

const lane: Way = async (rules) => {
  const messages = records.map(
    (detail, index): QueueMessage => ({
      messageId: String(index),
      body: JSON.stringify({ source: 'aws.lambda', 'detail-type': 'AWS API Call via CloudTrail', detail }),
    }),
  );
  const store = createStore(tableInProcess(), 'table');
  const options = { rules, context: emptyContext, publish: () => Promise.resolve() };
  const watch = createWatcher({
    apply: (changes) => store.apply(changes, options),
    tell: () => Promise.resolve(),
    hydrate: () => Promise.resolve(),
    putAway: (_, reason) => Promise.reject(new Error(reason)),
    log: jsonLog((line) => process.stderr.write(`${line}\n`)),
  });
  const work = async (from: number, to: number): Promise<void> => {
    for (let first = from; first < to; first += batchSize) {
      const failed = await watch(messages.slice(first, first + batchSize));
      if (failed.length > 0) throw new Error(`${failed.length} records could not be processed`);
    }
  };
  await work(0, functions);
  return spent(() => work(functions, messages.length));
};

const changes: readonly (readonly ResourceChange[])[] = records.map((record) => intake(changeOf(record)));

const folded: Way = async (rules) => {
  const inventory = createMemoryInventory();
  const work = (some: typeof changes): void => {
    for (const change of some) inventory.commit(fold(inventory, change, rules, emptyContext));
  };
  work(changes.slice(0, functions));
  return spent(() => work(changes.slice(functions)));
};

const sets = { 'without rules': ruleSet([]), 'with all': ruleSet(catalogue) };

const report = async (title: string, way: Way): Promise<void> => {
  const best = new Map(Object.keys(sets).map((name) => [name, Number.POSITIVE_INFINITY]));
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const turns = Object.entries(sets);
    for (const [name, rules] of round % 2 === 0 ? turns : turns.reverse()) {
      const seconds = await way(rules);
      if (round > 0) best.set(name, Math.min(best.get(name) ?? seconds, seconds));
    }
  }
  const base = best.get('without rules') ?? 1;
  const lines = [...best].map(([name, seconds]) => {
    const rate = Math.round(count / seconds).toLocaleString('en');
    return `  ${name.padEnd(14)} ${rate.padStart(7)} records/s  ${(seconds / base).toFixed(2)} ×`;
  });
  process.stdout.write(`${[title, ...lines].join('\n')}\n`);
};

process.stdout.write(`${count} records, ${catalogue.length} rules, processor time, best of ${rounds}\n`);
await report('a lane, all but the network', lane);
await report('the fold alone', folded);
