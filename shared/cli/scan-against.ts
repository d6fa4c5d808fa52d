import { TrailwardenError } from '../errors.ts';
import type { Document } from '../inventory/document.ts';
import { type Impact, impactsOf, standingFinder } from '../template/impact.ts';
import type { ScannedApplication } from '../template/scan.ts';
import { jsonArray, jsonLines } from './json-output.ts';
import { defaultStore, withStore } from './open-store.ts';
import { writeAll } from './output.ts';

export interface AgainstOptions {
  readonly against?: string;
  readonly table?: string;
  readonly region?: string;
  readonly format?: string;
}

/** What deploying would change of what an inventory knows. */
const impactsAgainst = async (
  scanned: readonly ScannedApplication[],
  options: AgainstOptions,
): Promise<readonly Impact[]> => {
  const store = {
    ...(options.table === undefined ? { store: options.against ?? defaultStore } : { table: options.table }),
    ...(options.region === undefined ? {} : { region: options.region }),
  };
  const inventory = await withStore(store, async (open) => {
    const documents: Document[] = [];
    for (const kind of ['function', 'role'] as const) {
      for await (const document of open.store.list(kind)) documents.push(document);
    }
    return documents;
  });
  const impacts = new Map<string, Impact>();
  for (const { inventories, logicalIds } of scanned) {
    const standing = standingFinder(inventory, logicalIds);
    for (const { documents } of inventories) {
      for (const impact of impactsOf(documents.values(), standing)) impacts.set(impact.words, impact);
    }
  }
  return [...impacts.values()];
};

/** Prints what deploying would change, in words or as data. */
export const printImpacts = async (scanned: readonly ScannedApplication[], options: AgainstOptions): Promise<void> => {
  const format = options.format === 'json' || options.format === 'jsonl' ? options.format : 'pretty';
  if (options.format === 'sarif' || options.format === 'junit') {
    throw new TrailwardenError('usage', `--against: got --format ${options.format}, allowed are pretty, jsonl, json`);
  }
  const impacts = await impactsAgainst(scanned, options);
  const values = impacts.map((impact) => ({ ...impact }));
  if (format === 'json') return writeAll(process.stdout, jsonArray(values));
  if (format === 'jsonl' || (options.format === undefined && !process.stdout.isTTY)) {
    return writeAll(process.stdout, jsonLines(values));
  }
  const lines = impacts.map(({ wider, words }) => `${wider ? '+' : '-'} ${words}\n`);
  return writeAll(process.stdout, lines.length === 0 ? ['deploying this changes nothing that is looked at\n'] : lines);
};
