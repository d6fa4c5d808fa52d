import { userInfo } from 'node:os';
import type { Context } from '../engine/context.ts';
import type { InventoryStore } from '../inventory/store/store.ts';
import type { ObservedFlow } from '../map/observed.ts';
import { type PageData, pageData } from '../map/page-data.ts';
import { type PageSource, readStorePage, watchClock, watchTrail } from '../web/source.ts';
import { decideFinding } from './decide-finding.ts';
import { kinds } from './inventory-kinds.ts';
import type { OpenStore, StoreOptions } from './open-store.ts';
import { readTrailInput, type TrailInputOptions } from './trail-input.ts';

/** Rebuilds everything that a page shows from a trail. */
export const readTrailPage = async (paths: readonly string[], options: TrailInputOptions): Promise<PageData> => {
  const { replayed, observed } = await readTrailInput(paths, options);
  return pageData({
    source: `the trail ${paths.join(', ')}`,
    asOf: replayed.until,
    documents: [...replayed.inventory.documents.values()],
    observed,
    ownerTag: options.context.ownerTag,
    entries: ({ arn }) => replayed.inventory.entries(arn),
  });
};

/** A trail as it grows. What is decided about its findings could be kept nowhere. */
export const trailSource = (paths: readonly string[], options: TrailInputOptions): PageSource => ({
  load: () => readTrailPage(paths, options),
  watch: (changed) => watchTrail(paths, changed),
});

const storeName = ({ table, store }: StoreOptions): string =>
  table === undefined ? `the store ${store ?? ''}`.trim() : `the table ${table}`;

/** A store read once for a map, with the flow that a trail shows where one was read too. */
export const readStoredPage = (
  store: InventoryStore,
  options: StoreOptions & { readonly context: Context },
  observed: readonly ObservedFlow[],
): Promise<PageData> => readStorePage(store, kinds, storeName(options), options.context.ownerTag, observed);

/** An inventory that is kept; what a person decides on the page is kept with it. */
export const storeSource = (
  open: OpenStore,
  options: StoreOptions & { readonly context: Context; readonly interval: number },
): PageSource => ({
  load: () => readStoredPage(open.store, options, []),
  watch: watchClock(options.interval),
  decide: async (finding, decision) => {
    await decideFinding(open, finding, decision, { by: userInfo().username, context: options.context });
  },
});
