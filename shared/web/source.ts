import type { Decision } from '../decisions.ts';
import type { Document, HistoryEntry } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import type { InventoryStore } from '../inventory/store/store.ts';
import type { ObservedFlow } from '../map/observed.ts';
import { type PageData, pageData } from '../map/page-data.ts';
import { trailFiles } from '../trail/files.ts';

/** Where a page comes from, and how it stays current. */
export interface PageSource {
  load(): Promise<PageData>;
  /** Calls back when there may be news; answers how to stop. */
  watch(changed: () => void): () => void;
  /**
   * Keeps what a person decided about a finding. Absent where nothing can be kept.
   * @throws TrailwardenError where the finding is not known or is over
   */
  readonly decide?: (finding: string, decision: Decision) => Promise<void>;
}

/** So many resources, the ones that changed last, tell their history; every one costs a query. */
const mostHistories = 400;

const headTime = ({ head }: Document): string => head?.time ?? '';

/** Reads a whole inventory out of its store for a page. */
export const readStorePage = async (
  store: InventoryStore,
  kinds: readonly Kind[],
  source: string,
  ownerTag: string,
  observed: readonly ObservedFlow[] = [],
): Promise<PageData> => {
  const documents: Document[] = [];
  for (const kind of kinds) for await (const document of store.list(kind)) documents.push(document);
  const newest = documents
    .filter(({ kind, head }) => kind !== 'activity-window' && head !== null)
    .sort((a, b) => (headTime(a) < headTime(b) ? 1 : headTime(a) > headTime(b) ? -1 : a.arn < b.arn ? -1 : 1))
    .slice(0, mostHistories);
  const histories = new Map<string, readonly HistoryEntry[]>();
  for (const { arn } of newest) histories.set(arn, await store.history(arn));
  const asOf = newest[0] === undefined ? null : headTime(newest[0]);
  return pageData({ source, asOf, documents, observed, ownerTag, entries: ({ arn }) => histories.get(arn) ?? [] });
};

/** What a trail looks like from outside; another text means that it was fed. */
const outsideOf = (paths: readonly string[]): string =>
  paths
    .flatMap((path) => [...trailFiles(path)])
    .map((found) => ('size' in found ? `${found.file} ${found.size}` : found.message))
    .join('\n');

const trailInterval = 1_000;

/** Calls back when files of a trail grow, shrink, come or go. */
export const watchTrail = (paths: readonly string[], changed: () => void): (() => void) => {
  let last = outsideOf(paths);
  const timer = setInterval(() => {
    const now = outsideOf(paths);
    if (now !== last) changed();
    last = now;
  }, trailInterval);
  return () => clearInterval(timer);
};

/** Calls back every so many milliseconds: what happens in a deployed table tells nobody here. */
export const watchClock =
  (interval: number) =>
  (changed: () => void): (() => void) => {
    const timer = setInterval(changed, interval);
    return () => clearInterval(timer);
  };
