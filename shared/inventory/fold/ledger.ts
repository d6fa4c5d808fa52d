import type { Arn } from '../../arn.ts';
import { type Document, type HistoryEntry, newestFirst, type ResourceChange, rewind } from '../document.ts';
import type { Relation } from '../edge.ts';
import type { Stamp } from '../stamp.ts';

/** The stored side of a fold. Reads are plain look-ups: whoever stores elsewhere loads first (see `../store/store.ts`). */
export interface Ledger {
  document(arn: Arn): Document | undefined;
  /** Since when nobody is sure to have heard what the resource had to say; `undefined` where everybody has. */
  unheardSince(arn: Arn): Stamp | undefined;
  /** The entries of a resource at or after a stamp, in any order. */
  history(arn: Arn, since: Stamp): readonly HistoryEntry[];
  /**
   * The resources that point at this one over a relation now, or did at or after the stamp, in any order: all of them,
   * or where there are very many the first by ARN that come after `after`, and more of them than a fold tells.
   */
  sources(arn: Arn, relation: Relation, since: Stamp, after?: string): readonly Arn[];
}

/** A state of a resource, and the change that led to it; `null` for the one that was there before. */
export interface State {
  readonly change: ResourceChange | null;
  readonly document: Document;
}

/** The states a document went through since a stamp, the one before it first. */
export const statesSince = (ledger: Ledger, document: Document, since: Stamp): readonly State[] => {
  let at = document;
  const states: State[] = [];
  for (const entry of [...ledger.history(document.arn, since)].sort(newestFirst)) {
    states.push({ change: entry.change, document: at });
    at = rewind(at, [entry]);
  }
  return [...states, { change: null, document: at }].reverse();
};
