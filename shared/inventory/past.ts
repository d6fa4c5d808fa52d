import type { Facet } from '../engine/facet.ts';
import type { Json } from '../json.ts';
import { type Document, type HistoryEntry, newestFirst, type Presence, rewind } from './document.ts';

/** What a call changed of one facet; `null`: the facet was not there. */
export interface FacetChange {
  readonly facet: string;
  readonly before: Facet<Json> | null;
  readonly after: Facet<Json> | null;
}

/** What one change did to a resource, with the values before and after it. */
export interface PastChange {
  readonly entry: HistoryEntry;
  readonly presence: { readonly before: Presence; readonly after: Presence };
  readonly facets: readonly FacetChange[];
}

/**
 * The changes of a resource with before and after, newest first. `entries` are all there are since some time, up to
 * the document's head.
 */
export const changesOf = (document: Document, entries: readonly HistoryEntry[]): readonly PastChange[] => {
  let after = document;
  return [...entries].sort(newestFirst).map((entry) => {
    const before = rewind(after, [entry]);
    const facets = [...Object.keys(entry.before.facets), ...Object.keys(entry.before.lists ?? {})]
      .sort()
      .map((facet) => ({ facet, before: before.facets[facet] ?? null, after: after.facets[facet] ?? null }));
    const past = { entry, presence: { before: before.presence, after: after.presence }, facets };
    after = before;
    return past;
  });
};
