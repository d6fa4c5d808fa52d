// What questions cost in a large inventory, in an embedded DynamoDB: items and read units for each item that is shown,
// against a list of all functions of the same run; and what keeping the indexes costs a write. Run by hand:
// node bench/inventory.bench.ts [functions]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { type ListOptions, rowsOf } from '../shared/cli/inventory-lists.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { ruleSet } from '../shared/engine/judge.ts';
import type { Document, HistoryEntry } from '../shared/inventory/document.ts';
import { edgesOf } from '../shared/inventory/edges.ts';
import { fold } from '../shared/inventory/fold/fold.ts';
import { project } from '../shared/inventory/projections.ts';
import { createMemoryInventory } from '../shared/inventory/store/memory.ts';
import { createQuestions } from '../shared/inventory/store/questions.ts';
import { type Item, indexes, tableDefinition } from '../shared/inventory/store/schema.ts';
import { createStore } from '../shared/inventory/store/store.ts';
import { changeItem, edgeItem, type StoredState, stateItem } from '../shared/inventory/store/table.ts';
import { spanItems } from '../shared/inventory/store/timeline.ts';
import { openDatabase } from '../shared/local/database.ts';
import { account, changeOf, functionArn, region } from '../test/support/calls.ts';
import { shopTrail } from '../test/support/shop.ts';

const size = Number(process.argv[2] ?? 100_000);
/** Functions of one account; an organization is many of the same. */
const inAccount = Math.min(size, 500);
const tableName = 'inventory';

const memory = createMemoryInventory();
for (const record of shopTrail(inAccount))
  memory.commit(fold(memory, project(changeOf(record)), ruleSet([]), emptyContext));

const elsewhere = <T>(value: T, index: number): T =>
  JSON.parse(JSON.stringify(value).replaceAll(account, String(111_122_223_333 + index))) as T;

const nothingLeft = { commits: [], outbox: [], announcements: [], company: [], unsettled: false };

const itemsOf = (document: Document, history: readonly HistoryEntry[]) => {
  const state: StoredState = {
    document,
    version: 1,
    tail: [{ commit: '1#', entries: history, replaced: [] }],
    ...nothingLeft,
  };
  const own = history.filter(({ change }) => change.via === undefined);
  return [
    stateItem({ ...state, tail: [] }, emptyContext.ownerTag),
    ...spanItems(state, state.tail, emptyContext.ownerTag).map(({ item }) => item),
    ...edgesOf(document).map((edge) => edgeItem(document, edge, undefined)),
    // The last change of each function: the others of a long life would only take longer to write.
    ...(document.kind === 'function' ? own.slice(-1).map((entry) => changeItem(entry, '1#')) : []),
  ];
};

const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bench-'));
const database = await openDatabase(folder);
const client = database.client();
await database.createTable(tableDefinition(tableName));

let written = 0;
let pending: WriteRequest[] = [];
const flush = async (): Promise<void> => {
  const requests = pending;
  pending = [];
  if (requests.length > 0) await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
  written += requests.length;
};
const begun = performance.now();
for (let index = 0; index < size / inAccount; index += 1) {
  for (const [arn, document] of memory.documents) {
    for (const Item of itemsOf(elsewhere(document, index), elsewhere(memory.entries(arn), index))) {
      pending.push({ PutRequest: { Item } });
      if (pending.length === 25) await flush();
    }
  }
}
await flush();
process.stdout.write(`${written} items written in ${Math.round((performance.now() - begun) / 1000)} s\n`);

let units = 0;
let items = 0;
client.middlewareStack.add(
  (next) => async (args) => {
    const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } } as typeof args);
    const { ConsumedCapacity, Items, Responses } = answer.output as {
      ConsumedCapacity?: unknown;
      Items?: readonly unknown[];
      Responses?: { readonly [table: string]: readonly unknown[] };
    };
    for (const one of [ConsumedCapacity].flat() as readonly ({ CapacityUnits?: number } | undefined)[])
      units += one?.CapacityUnits ?? 0;
    items += (Items?.length ?? 0) + Object.values(Responses ?? {}).flat().length;
    return answer;
  },
  { step: 'initialize' },
);

const asked = { store: createStore(client, tableName), questions: createQuestions(client, tableName) };
const of = functionArn('orders-update-2');
/** Before the last of eight hours of changes. */
const last = Math.max(
  ...[...memory.documents.values()].map(({ head }) => Date.parse(head?.time ?? '')).filter(Boolean),
);
const before = (minutes: number): string => new Date(last - minutes * 60_000).toISOString().replace('.000', '');
const questions: readonly (readonly [string, string | undefined, Partial<ListOptions>])[] = [
  ['all functions', 'functions', {}],
  ['functions of an account', 'functions', { account }],
  ['functions by exposure', 'functions', { exposure: 'any-aws-account' }],
  ['functions by owner', 'functions', { owner: 'team-payments' }],
  ['functions by runtime', 'functions', { runtime: 'nodejs2*' }],
  ['functions by power', 'functions', { power: 'admin' }],
  ['functions by last change', 'functions', { since: '2026-03-02T08:02:00Z', before: '2026-03-02T08:03:00Z' }],
  ['functions by name', 'functions', { name: 'orders-update-2' }],
  ['functions whose names begin so', 'functions', { name: 'payments-*' }],
  ['functions of a Region', 'functions', { region }],
  ['functions, ten minutes ago', 'functions', { at: before(10) }],
  ['functions by exposure, ten minutes ago', 'functions', { exposure: 'any-aws-account', at: before(10) }],
  ['functions by power, an hour ago', 'functions', { power: 'admin', at: before(60) }],
  ['functions by owner, four hours ago', 'functions', { owner: 'team-payments', at: before(240) }],
  ['functions by runtime, four hours ago', 'functions', { runtime: 'nodejs2*', at: before(240) }],
  ['functions by name, four hours ago', 'functions', { name: 'orders-update-2', at: before(240) }],
  ['functions of an account, ten minutes ago', 'functions', { account, at: before(10) }],
  ['roles by power', 'roles', { power: 'admin' }],
  ['roles that nothing runs as', 'roles', { unused: true }],
  ['triggers of a kind', 'triggers', { kind: 'event-source-mapping' }],
  ['triggers of an account', 'triggers', { account }],
  ['triggers without use', 'triggers', { unused: true }],
  ['changes of an hour', 'changes', { since: '2026-03-02T08:00:00Z', at: '2026-03-02T09:00:00Z' }],
  ['what can reach a function', 'upstream', { of }],
  ['what a function can reach', 'downstream', { of }],
  ['who can invoke a function', 'invokers', { of }],
  ['how many of each kind', undefined, {}],
];
const rows = [];
let base = 0;
for (const [question, word, options] of questions) {
  units = 0;
  items = 0;
  const started = performance.now();
  const shown = (await rowsOf(asked, word, { deleted: false, direction: 'in', ...options })).length;
  const time = performance.now() - started;
  base ||= time;
  rows.push({
    question,
    shown,
    'items read': items,
    'items ÷ shown': shown === 0 ? '-' : (items / shown).toFixed(2),
    'read units': Math.round(units * 10) / 10,
    'time ÷ all functions': (time / base).toFixed(4),
  });
}
console.table(rows);

// DynamoDB writes a unit for each kB begun, once into the table and once into each index that the item stands in; where
// the key changes the old one is removed for as much. The embedded engine counts the table alone.
const withinOf = (item: object) => Object.values(indexes).filter(({ partition }) => partition in item);
const writeUnits = (item: Item, isMoved = false): number => {
  const bytes = Object.entries(item).reduce(
    (sum, [name, value]) => sum + name.length + (value.B?.length ?? value.S?.length ?? 8),
    0,
  );
  const within = withinOf(item);
  const units = Math.ceil(bytes / 1024) * (1 + within.length * (isMoved ? 2 : 1));
  process.stdout.write(
    `${item['sk']?.S?.split('#')[0]}: ${bytes} bytes, in ${within.map(({ name }) => name).join(', ')}: ${units}\n`,
  );
  return units;
};
const fn = [...memory.documents.values()].find(({ name }) => name === 'orders-update-2');
if (fn !== undefined) {
  const entries = memory.entries(fn.arn);
  const state: StoredState = {
    document: fn,
    version: 1,
    tail: [{ commit: '1#', entries, replaced: [] }],
    ...nothingLeft,
  };
  const [stands, stood] = spanItems(state, state.tail, emptyContext.ownerTag).map(({ item }) => item);
  const entry = entries.at(-1);
  if (stands === undefined || stood === undefined || entry === undefined)
    throw new Error('expected a function that has changed');
  process.stdout.write('what a change of a function writes, in write units:\n');
  const units = [
    writeUnits(stateItem({ ...state, tail: [] }, emptyContext.ownerTag)),
    writeUnits(changeItem(entry, '1#')),
    writeUnits(stands, true),
    writeUnits(stood),
  ];
  process.stdout.write(`together ${units.reduce((sum, one) => sum + one)}\n`);
}
client.destroy();
await database.close();
rmSync(folder, { recursive: true, force: true });
