import type { Arn } from '../../arn.ts';
import type { Document, HistoryEntry, ResourceChange } from '../document.ts';
import type { Edge } from '../edge.ts';
import type { FoldResult } from '../fold/fold.ts';
import type { Ledger } from '../fold/ledger.ts';
import { compareStamps, type Stamp } from '../stamp.ts';

/** An inventory that lives in this process: what a replay and a scan fill. */
export interface MemoryInventory extends Ledger {
  readonly documents: ReadonlyMap<Arn, Document>;
  readonly entries: (arn: Arn) => readonly HistoryEntry[];
  /** Keeps what a fold left to be written. */
  commit(result: FoldResult): void;
}

const keyOf = (change: ResourceChange): string => `${change.time} ${change.id} ${change.via ?? ''}`;

export const createMemoryInventory = (): MemoryInventory => {
  const documents = new Map<Arn, Document>();
  const histories = new Map<Arn, Map<string, HistoryEntry>>();
  /** target → everything that ever pointed at it; who still does is decided by looking. */
  const pointing = new Map<Arn, Map<string, Set<Arn>>>();

  const historyOf = (arn: Arn): Map<string, HistoryEntry> => {
    const history = histories.get(arn) ?? new Map<string, HistoryEntry>();
    histories.set(arn, history);
    return history;
  };

  const point = (source: Arn, { relation, target }: Edge): void => {
    const relations = pointing.get(target) ?? new Map<string, Set<Arn>>();
    pointing.set(target, relations);
    const sources = relations.get(relation) ?? new Set<Arn>();
    relations.set(relation, sources);
    sources.add(source);
  };

  return {
    documents,
    document: (arn) => documents.get(arn),
    unheardSince: () => undefined,
    entries: (arn) => [...(histories.get(arn)?.values() ?? [])],
    history: (arn, since: Stamp) =>
      [...(histories.get(arn)?.values() ?? [])].filter(({ change }) => compareStamps(change, since) >= 0),
    sources: (arn, relation, _, after = '') =>
      [...(pointing.get(arn)?.get(relation) ?? [])].filter((source) => source > after),
    commit: (result) => {
      for (const change of result.replaced) historyOf(change.arn).delete(keyOf(change));
      for (const entry of result.entries) historyOf(entry.change.arn).set(keyOf(entry.change), entry);
      for (const [arn, document] of result.documents) documents.set(arn, document);
      for (const [arn, edges] of result.edges) for (const edge of edges) point(arn, edge);
    },
  };
};
