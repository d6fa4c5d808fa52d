import type { Arn } from '../../arn.ts';
import { type Document, firstOf, type HistoryEntry } from '../document.ts';
import type { Relation } from '../edge.ts';
import type { Ledger } from '../fold/ledger.ts';
import { entryKey } from '../fold/run.ts';
import { compareStamps, type Stamp } from '../stamp.ts';
import { type Commit, changeSort, isCommitted, type StoredState, versionOf } from './table.ts';

interface WantedSources {
  readonly arn: Arn;
  readonly relation: Relation;
  readonly after: string;
}

export interface Source {
  readonly source: Arn;
  readonly until: string | undefined;
}

/** An entry of history with the write that it came with. */
export interface StoredEntry {
  readonly entry: HistoryEntry;
  readonly commit: Commit;
}

/** Where what a fold asks for is read from. */
interface Reads {
  readonly states: (arns: readonly Arn[]) => Promise<ReadonlyMap<Arn, StoredState>>;
  readonly history: (arn: Arn, since: Stamp) => Promise<readonly StoredEntry[]>;
  readonly sources: (arn: Arn, relation: Relation, after: string) => Promise<readonly Source[]>;
}

/** What a fold looked at, and what it would have liked to look at but was not loaded. */
export class LoadedLedger implements Ledger {
  readonly states = new Map<Arn, StoredState | undefined>();
  readonly #histories = new Map<Arn, { since: Stamp; entries: readonly StoredEntry[] }>();
  readonly #sources = new Map<string, readonly Source[]>();
  readonly #wantedStates = new Set<Arn>();
  readonly #wantedHistories = new Map<Arn, Stamp>();
  readonly #wantedSources = new Map<string, WantedSources>();
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Whether all that was asked for was there. Where it was not, nothing that was folded since counts. */
  get complete(): boolean {
    return this.#wantedStates.size + this.#wantedHistories.size + this.#wantedSources.size === 0;
  }

  /** Loads what was asked for and was not there, all at once. */
  async load(): Promise<void> {
    const arns = [...this.#wantedStates];
    const histories = [...this.#wantedHistories];
    const sources = [...this.#wantedSources];
    this.#wantedStates.clear();
    this.#wantedHistories.clear();
    this.#wantedSources.clear();
    const { states, history, sources: sourcesOf } = this.#reads;
    await Promise.all([
      states(arns).then((found) => {
        for (const arn of arns) this.states.set(arn, found.get(arn));
      }),
      ...histories.map(async ([arn, since]) => {
        this.#histories.set(arn, { since, entries: await history(arn, since) });
      }),
      ...sources.map(async ([key, { arn, relation, after }]) => {
        this.#sources.set(key, await sourcesOf(arn, relation, after));
      }),
    ]);
  }

  document(arn: Arn): Document | undefined {
    if (!this.states.has(arn)) this.#wantedStates.add(arn);
    return this.states.get(arn)?.document;
  }

  unheardSince(arn: Arn): Stamp | undefined {
    const state = this.states.get(arn);
    return state !== undefined && owes(state)
      ? (firstOf(state.tail.at(-1)?.entries ?? []) ?? state.document.head ?? undefined)
      : undefined;
  }

  history(arn: Arn, since: Stamp): readonly HistoryEntry[] {
    const loaded = this.#histories.get(arn);
    if (loaded !== undefined && compareStamps(loaded.since, since) <= 0) {
      return this.entriesOf(arn)
        .map(({ entry }) => entry)
        .filter(({ change }) => compareStamps(since, change) <= 0);
    }
    const wanted = this.#wantedHistories.get(arn);
    if (wanted === undefined || compareStamps(since, wanted) <= 0) this.#wantedHistories.set(arn, since);
    return [];
  }

  /** The loaded entries of a resource that hold, each once, with the writes that they came with. */
  entriesOf(arn: Arn): readonly StoredEntry[] {
    const { commits = [], tail = [] } = this.states.get(arn) ?? {};
    const gone = new Set(tail.flatMap(({ replaced }) => replaced));
    const stored = (this.#histories.get(arn)?.entries ?? []).filter(({ commit }) => isCommitted(commits, commit));
    const unwritten = tail.flatMap(({ commit, entries }) => entries.map((entry) => ({ entry, commit })));
    const held = [...stored, ...unwritten]
      .filter(({ entry, commit }) => !gone.has(changeSort(entry.change, commit)))
      .sort((a, b) => versionOf(a.commit) - versionOf(b.commit));
    return [...new Map(held.map((one) => [entryKey(one.entry.change), one])).values()];
  }

  /** The first of those that point at a resource, as they were loaded; `undefined` where nobody asked for them. */
  loadedSources(arn: Arn, relation: Relation): readonly Arn[] | undefined {
    return this.#sources.get(`${relation} ${arn} `)?.map(({ source }) => source);
  }

  sources(arn: Arn, relation: Relation, since: Stamp, after = ''): readonly Arn[] {
    const key = `${relation} ${arn} ${after}`;
    const loaded = this.#sources.get(key);
    if (loaded === undefined) {
      this.#wantedSources.set(key, { arn, relation, after });
      return [];
    }
    return loaded.filter(({ until }) => until === undefined || until >= since.time).map(({ source }) => source);
  }
}

/** Whether the last write of a resource left something to do. */
export const owes = ({ unsettled, outbox, announcements }: StoredState): boolean =>
  unsettled || outbox.length > 0 || announcements.length > 0;
