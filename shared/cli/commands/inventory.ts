import { type Command, InvalidArgumentError, Option } from 'commander';
import { emptyContext } from '../../engine/context.ts';
import { matchesGlob } from '../../glob.ts';
import type { Document } from '../../inventory/document.ts';
import type { Kind } from '../../inventory/kinds.ts';
import type { InventoryStore } from '../../inventory/store.ts';
import { exposures } from '../../policy/exposure-order.ts';
import { powerLevels } from '../../policy/power-level.ts';
import { coloursFor } from '../colours.ts';
import { columns, csv } from '../columns.ts';
import { askable, kinds, meant, type View } from '../inventory-kinds.ts';
import {
  invokerRows,
  isNarrowed,
  type Narrowing,
  pastRows,
  pathRows,
  standing,
  unusedTriggerRows,
} from '../inventory-questions.ts';
import { changeRow, exposureRow, type Row, resourceRow, triggerRows } from '../inventory-rows.ts';
import { jsonArray, jsonLines } from '../json-output.ts';
import { addStoreOptions, type StoreOptions, withStore } from '../open-store.ts';
import { writeAll } from '../output.ts';

const formats = ['pretty', 'json', 'jsonl', 'csv'] as const;

interface Options extends StoreOptions, Narrowing {
  readonly format?: (typeof formats)[number];
  readonly account?: string;
  readonly name?: string;
  readonly tag?: string;
  readonly deleted: boolean;
  readonly of?: string;
  readonly at?: string;
  readonly unused: boolean;
  readonly ownerTag: string;
}

const tagsOf = (document: Document): { readonly [key: string]: unknown } => {
  const tags = document.facets['tags'];
  return tags?.known && typeof tags.value === 'object' && tags.value !== null ? { ...tags.value } : {};
};

const hasTag = (document: Document, wanted: string): boolean => {
  const [key = '', ...rest] = wanted.split('=');
  const found = tagsOf(document)[key];
  return typeof found === 'string' && (rest.length === 0 || matchesGlob(found, rest.join('=')));
};

const isWanted = (document: Document, { name, tag, deleted }: Options): boolean =>
  (deleted || document.presence !== 'deleted') &&
  (name === undefined || matchesGlob(document.name, name) || matchesGlob(document.arn, name)) &&
  (tag === undefined || hasTag(document, tag));

const documentsOf = async function* (store: InventoryStore, kind: Kind, options: Options): AsyncGenerator<Document> {
  // A Region alone can not be asked of the index: it stands behind the account there.
  const { account, region } = options;
  const found = account === undefined ? store.list(kind) : store.list(kind, account, region);
  for await (const document of found) {
    if (region !== undefined && document.region !== region) continue;
    const stood = options.at === undefined ? document : await standing(store, document, options.at);
    if (stood === undefined || !isWanted(stood, options)) continue;
    if (isNarrowed(stood, options, options.ownerTag)) yield stood;
  }
};

const changesOf = async (store: InventoryStore, options: Options): Promise<readonly Row[]> => {
  const since = options.since === undefined ? undefined : { time: options.since, id: '' };
  const rows: { readonly sort: string; readonly row: Row }[] = [];
  for (const kind of kinds) {
    if (kind === 'activity-window') continue;
    for await (const { arn } of documentsOf(store, kind, { ...options, deleted: true, since: '' })) {
      for (const entry of await store.history(arn, since)) {
        // What only follows from a neighbour's change is told with that change.
        if (entry.change.via !== undefined) continue;
        rows.push({ sort: `${entry.change.time} ${entry.change.id} ${arn}`, row: changeRow(entry) });
      }
    }
  }
  return rows.sort((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ row }) => row);
};

const viewOf = async (store: InventoryStore, view: View, options: Options): Promise<readonly Row[]> => {
  if (view === 'upstream' || view === 'downstream') return pathRows(store, options.of, view);
  if (view === 'invokers') return invokerRows(store, options.of);
  if (view === 'changes') {
    return options.of === undefined ? changesOf(store, options) : pastRows(store, options.of, options.since);
  }
  const rows: Row[] = [];
  for await (const document of documentsOf(store, 'function', options)) {
    if (view === 'triggers') rows.push(...(options.unused ? unusedTriggerRows(document) : triggerRows(document)));
    else rows.push(exposureRow(document));
  }
  return rows;
};

const counts = async (store: InventoryStore, options: Options): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const kind of kinds) {
    let count = 0;
    for await (const _ of documentsOf(store, kind, options)) count += 1;
    if (count > 0) rows.push({ json: { kind, count }, columns: { kind, count: String(count) } });
  }
  return rows;
};

const rowsOf = async (store: InventoryStore, word: string | undefined, options: Options): Promise<readonly Row[]> => {
  if (word === undefined) return counts(store, options);
  const asked = meant(word);
  if ('view' in asked) return viewOf(store, asked.view, options);
  const rows: Row[] = [];
  for await (const document of documentsOf(store, asked.kind, options)) rows.push(resourceRow(document));
  return rows;
};

const instant = (text: string): string => {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected a date or time, as 2026-03-02T09:00:00Z.');
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
};

const run = async (word: string | undefined, options: Options): Promise<void> => {
  // A word that means nothing is told before anything is opened.
  if (word !== undefined) meant(word);
  const rows = await withStore(options, ({ store }) => rowsOf(store, word, options));
  const format = options.format ?? (process.stdout.isTTY ? 'pretty' : 'jsonl');
  const values = rows.map(({ json }) => json);
  switch (format) {
    case 'pretty':
      return writeAll(process.stdout, columns(rows, coloursFor(process.stdout)));
    case 'csv':
      return writeAll(process.stdout, csv(rows));
    case 'json':
      return writeAll(process.stdout, jsonArray(values));
    case 'jsonl':
      return writeAll(process.stdout, jsonLines(values));
  }
};

/** `trailwarden inventory [kind]`: what an inventory knows, asked by kind. */
export const define = (command: Command): void => {
  command
    .argument('[kind]', `${askable.join(', ')}; without one, how many there are of each`)
    .option('--name <name>', 'by name or ARN; * allowed')
    .option('--account <id>', 'of an account')
    .option('--region <region>', 'of a Region')
    .option('--tag <key=value>', 'with a tag; * allowed in the value')
    .option('--since <time>', 'changes, or resources that last changed, at or after a time', instant)
    .option('--before <time>', 'resources that last changed before a time', instant)
    .option('--at <time>', 'resources as they stood at a time', instant)
    .option('--of <resource>', 'the resource that upstream, downstream, invokers or changes is asked about')
    .option('--owner <name>', 'of an owner')
    .option('--owner-tag <tag>', 'the tag that names an owner', emptyContext.ownerTag)
    .option('--runtime <runtime>', 'functions of a runtime; * allowed')
    .option('--unused', 'triggers through which nobody can come now', false)
    .addOption(new Option('--exposure <exposure>', 'functions that can be reached so').choices([...exposures]))
    .addOption(new Option('--power <level>', 'functions and roles that are so strong').choices([...powerLevels]))
    .option('--deleted', 'what was deleted, too', false)
    .addOption(
      new Option('--format <format>', 'how to print (default: pretty on a terminal, jsonl otherwise)').choices([
        ...formats,
      ]),
    );
  addStoreOptions(command);
  command.action((word: string | undefined, options: Options) => run(word, options));
};
