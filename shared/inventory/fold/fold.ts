import { isDeepStrictEqual } from 'node:util';
import type { Arn } from '../../arn.ts';
import type { Context } from '../../engine/context.ts';
import type { Transition } from '../../engine/finding.ts';
import type { RuleSet } from '../../engine/judge.ts';
import { type Document, type HistoryEntry, newestFirst, type ResourceChange } from '../document.ts';
import type { Edge } from '../edge.ts';
import { linkOf } from '../links.ts';
import { compareStamps, compareText, earliest, type Stamp } from '../stamp.ts';
import { disagreeing } from './disagreement.ts';
import { lateSteps } from './late-steps.ts';
import { type Ledger, statesSince } from './ledger.ts';
import { type Announcement, entryKey, Run, type RunOptions, toldChange } from './run.ts';

/** What a fold leaves to be written. */
export interface FoldResult {
  readonly documents: ReadonlyMap<Arn, Document>;
  readonly entries: readonly HistoryEntry[];
  /** Entries that do not hold as they are any more: another one with their stamp has come, or none. */
  readonly replaced: readonly ResourceChange[];
  /** Every edge that a resource had before, at some time in between and after; a later fold may have to know who listened when. */
  readonly edges: ReadonlyMap<Arn, readonly Edge[]>;
  /** Steps in the life of findings that were not there before, in order. */
  readonly transitions: readonly Transition[];
  /** What is still to be told to others, by the one who says it. */
  readonly announcements: readonly Announcement[];
}

const byStamp = (a: ResourceChange, b: ResourceChange): number => compareStamps(a, b) || compareText(a.arn, b.arn);

/** A change with its place among those of its stamp: beside the resource that it comes from. */
interface Placed {
  readonly change: ResourceChange;
  readonly place: string;
}

const compare = (a: Placed, b: Placed): number => compareStamps(a.change, b.change) || compareText(a.place, b.place);

const placed = (change: ResourceChange): Placed => ({ change, place: change.via ?? change.arn });

/**
 * What one resource went through, oldest first. What it heard because of its own change comes after that, also where
 * the one that it heard it from comes first by name.
 */
const placedAgain = (entries: readonly HistoryEntry[]): readonly Placed[] => {
  const all: Placed[] = [];
  for (const { change } of entries.toSorted(newestFirst).reverse()) {
    const last = all.at(-1);
    const { place } = placed(change);
    const isTied = last !== undefined && compareStamps(last.change, change) === 0 && last.place > place;
    all.push({ change, place: isTied ? last.place : place });
  }
  return all;
};

const isPast = (ledger: Ledger, { arn, ...stamp }: ResourceChange): boolean => {
  const head = ledger.document(arn)?.head;
  return head != null && compareStamps(stamp, head) <= 0;
};

interface Attempt {
  readonly run: Run;
  readonly rewound: readonly HistoryEntry[];
}

/**
 * One attempt: takes what starts over back, and applies everything since in order. What others who do not start over
 * told these resources still holds; what `speaker` told them does not, because it is among the changes.
 */
const attempt = (
  ledger: Ledger,
  changes: readonly Placed[],
  restarted: ReadonlySet<Arn>,
  since: Stamp,
  options: RunOptions,
  speaker: Arn | undefined,
): Attempt => {
  const run = new Run(ledger, options);
  const all = new Map<string, Placed>();
  const places = new Map<string, string>();
  const rewound: HistoryEntry[] = [];
  for (const arn of restarted) {
    const entries = run.restart(arn, since);
    rewound.push(...entries);
    for (const again of placedAgain(entries)) {
      const { via } = again.change;
      const key = entryKey(again.change);
      places.set(key, again.place);
      if (via === undefined || (via !== speaker && !restarted.has(via))) all.set(key, again);
    }
  }
  run.keep([...all.values()].map(({ change }) => change));
  for (const { change, place } of changes) {
    const key = entryKey(change);
    all.set(key, { change, place: places.get(key) ?? place });
  }
  for (const { change } of [...all.values()].sort(compare)) {
    if (change.via === undefined) run.apply(change);
    else run.hear(change);
  }
  run.fitAgain();
  return { run, rewound };
};

/**
 * Attempts until nobody else has to start over. Whoever is touched and left others unheard does, too: after this write
 * nobody would know that it did.
 */
const settled = (
  ledger: Ledger,
  changes: readonly Placed[],
  late: readonly Arn[],
  first: Stamp,
  options: RunOptions,
  speaker?: Arn,
): FoldResult => {
  const restarted = new Set(late);
  for (;;) {
    const unheard = [...restarted].flatMap((arn) => ledger.unheardSince(arn) ?? []);
    const since = earliest([first, ...unheard]) ?? first;
    const { run, rewound } = attempt(ledger, changes, restarted, since, options, speaker);
    const others = [
      ...run.ahead,
      ...[...run.documents.keys()].filter((arn) => ledger.unheardSince(arn) !== undefined),
      ...disagreeing(ledger, run, restarted, since, options.mostListeners),
    ];
    if (others.every((arn) => restarted.has(arn))) return concluded(ledger, run, rewound, first);
    for (const arn of others) restarted.add(arn);
  }
};

/**
 * Applies changes to what is stored, in stamp order, whatever order they come in. A change that is older than what has
 * been applied rewinds its resource, and later changes are applied again after it; whoever hears something else of it
 * then than before is rewound as well. One that was applied before comes to what it was. So every order and every repetition
 * of a trail ends in the same place.
 */
export const fold = (
  ledger: Ledger,
  changes: readonly ResourceChange[],
  rules: RuleSet,
  context: Context,
  mostListeners = Number.POSITIVE_INFINITY,
): FoldResult => {
  const unique = new Map(changes.map((change) => [entryKey(change), change]));
  const news = [...unique.values()].sort(byStamp);
  const [first] = news;
  if (first === undefined) return unchanged;
  const late = news.filter((change) => isPast(ledger, change)).map(({ arn }) => arn);
  return settled(ledger, news.map(placed), late, first, { rules, context, mostListeners });
};

/** What a speaker told of itself at or after a stamp, as one that listened all the time went through it. */
const saidTo = (ledger: Ledger, { speaker, relation, since }: Announcement, listener: Document): readonly Placed[] => {
  const document = ledger.document(speaker);
  const say = linkOf(relation)?.toSource;
  if (document === undefined || say === undefined) return [];
  const states = statesSince(ledger, document, since);
  return states.flatMap(({ change, document: now }, index) => {
    const before = states[index - 1]?.document;
    if (change === null || before === undefined) return [];
    const summary = say(now);
    if (JSON.stringify(say(before)) === JSON.stringify(summary)) return [];
    return [{ ...placed(change), change: toldChange(change, listener, relation, speaker, summary) }];
  });
};

/**
 * Tells some of those that point at a resource what it has said since a stamp. What it told them from then on before
 * does not hold any more.
 */
export const tell = (
  ledger: Ledger,
  announcement: Announcement,
  listeners: readonly Arn[],
  rules: RuleSet,
  context: Context,
  mostListeners = Number.POSITIVE_INFINITY,
): FoldResult => {
  const { since, speaker } = announcement;
  const known = listeners.flatMap((arn) => ledger.document(arn) ?? []);
  const late = known.filter(({ head }) => head !== null && compareStamps(head, since) >= 0).map(({ arn }) => arn);
  const changes = known.flatMap((listener) => saidTo(ledger, announcement, listener));
  if (changes.length === 0 && late.length === 0) return unchanged;
  return settled(ledger, changes, late, since, { rules, context, mostListeners }, speaker);
};

/** The result of changes that had been applied before. */
export const unchanged: FoldResult = {
  documents: new Map(),
  entries: [],
  replaced: [],
  edges: new Map(),
  transitions: [],
  announcements: [],
};

/** Resources that started over and came to what they were, entry by entry. */
const asBefore = (ledger: Ledger, run: Run, rewound: readonly HistoryEntry[]): ReadonlySet<Arn> => {
  const before = new Map<Arn, HistoryEntry[]>();
  for (const entry of rewound) before.set(entry.change.arn, [...(before.get(entry.change.arn) ?? []), entry]);
  const after = new Map<Arn, number>();
  for (const { change } of run.entries.values()) after.set(change.arn, (after.get(change.arn) ?? 0) + 1);
  const isSame = ([arn, entries]: readonly [Arn, readonly HistoryEntry[]]): boolean =>
    ledger.unheardSince(arn) === undefined &&
    after.get(arn) === entries.length &&
    isDeepStrictEqual(run.documents.get(arn), ledger.document(arn)) &&
    entries.every((entry) => isDeepStrictEqual(run.entries.get(entryKey(entry.change)), entry));
  return new Set([...before].filter(isSame).map(([arn]) => arn));
};

const concluded = (ledger: Ledger, run: Run, rewound: readonly HistoryEntry[], first: Stamp): FoldResult => {
  const same = asBefore(ledger, run, rewound);
  return {
    documents: new Map([...run.documents].filter(([arn]) => !same.has(arn))),
    entries: [...run.entries.values()].filter(({ change }) => !same.has(change.arn)),
    replaced: rewound.map(({ change }) => change).filter(({ arn }) => !same.has(arn)),
    edges: new Map([...run.edges].filter(([arn]) => !same.has(arn)).map(([arn, edges]) => [arn, [...edges.values()]])),
    transitions: lateSteps(ledger, run.documents, run.transitions, rewound, first),
    announcements: [...run.announcements.values()],
  };
};
