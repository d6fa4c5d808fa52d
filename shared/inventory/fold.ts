import type { Arn } from '../arn.ts';
import type { Context } from '../engine/context.ts';
import type { Transition } from '../engine/finding.ts';
import { judge, type RuleSet } from '../engine/judge.ts';
import type { Json } from '../json.ts';
import {
  applyChange,
  type Document,
  emptyDocument,
  type HistoryEntry,
  hear,
  type ResourceChange,
  type ResourceRef,
  rewind,
  undoBetween,
} from './document.ts';
import type { Edge } from './edge.ts';
import { edgesOf } from './edges.ts';
import { type Link, linkOf, linksInto, refOfArn } from './links.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** The stored side of a fold. Reads are plain look-ups: whoever stores elsewhere loads first (see `store.ts`). */
export interface Ledger {
  document(arn: Arn): Document | undefined;
  /** The entries of a resource at or after a stamp, in any order. */
  history(arn: Arn, since: Stamp): readonly HistoryEntry[];
  /** The resources that point at this one over a relation now, or did at or after the stamp. */
  sources(arn: Arn, relation: string, since: Stamp): readonly Arn[];
}

/** What a fold leaves to be written. */
export interface FoldResult {
  readonly documents: ReadonlyMap<Arn, Document>;
  readonly entries: readonly HistoryEntry[];
  /** Entries that no longer hold, because a late change rewrote what followed from it. */
  readonly dropped: readonly ResourceChange[];
  /** Every edge that a resource had before, at some time in between and after; a later fold may have to know who listened when. */
  readonly edges: ReadonlyMap<Arn, readonly Edge[]>;
  /** Steps in the life of findings that were not there before, in order. */
  readonly transitions: readonly Transition[];
}

/** How far news travels over links; function ← role ← policy is two. */
const farthest = 4;

const entryKey = (change: ResourceChange): string => `${change.arn} ${change.time} ${change.id} ${change.via ?? ''}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Own changes before what follows from neighbours, then by neighbour: one order for one set of changes. */
const compareChanges = (a: ResourceChange, b: ResourceChange): number =>
  compareStamps(a, b) || compareText(a.via ?? '', b.via ?? '') || compareText(a.arn, b.arn);

const edgeKey = (edge: Edge): string => `${edge.relation} ${edge.target}`;

const edgesWhilePresent = (document: Document): ReadonlyMap<string, Edge> =>
  new Map(document.presence === 'deleted' ? [] : edgesOf(document).map((edge) => [edgeKey(edge), edge]));

const edgesOfBoth = (before: Document, after: Document): ReadonlyMap<string, Edge> =>
  new Map([...edgesWhilePresent(before), ...edgesWhilePresent(after)]);

const sameJson = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

class Run {
  readonly documents = new Map<Arn, Document>();
  readonly entries = new Map<string, HistoryEntry>();
  readonly edges = new Map<Arn, Map<string, Edge>>();
  readonly #firstBefore = new Map<string, Document>();
  readonly transitions: Transition[] = [];
  /** Resources that were told something about a time that they had already passed. */
  readonly ahead = new Set<Arn>();
  readonly #ledger: Ledger;
  readonly #rules: RuleSet;
  readonly #context: Context;

  constructor(ledger: Ledger, rules: RuleSet, context: Context) {
    this.#ledger = ledger;
    this.#rules = rules;
    this.#context = context;
  }

  #document(arn: Arn): Document | undefined {
    return this.documents.get(arn) ?? this.#ledger.document(arn);
  }

  #isAhead(arn: Arn, stamp: Stamp): boolean {
    const head = this.#document(arn)?.head;
    return head != null && compareStamps(head, stamp) > 0;
  }

  /** A document as it stood at a stamp, though it may have moved on since. */
  #at(arn: Arn, stamp: Stamp): Document | undefined {
    const document = this.#document(arn);
    if (document?.head == null || compareStamps(document.head, stamp) <= 0) return document;
    const later = this.#ledger.history(arn, stamp).filter(({ change }) => compareStamps(change, stamp) > 0);
    return rewind(document, later);
  }

  apply(change: ResourceChange, depth = 0): void {
    const before = this.#document(change.arn) ?? emptyDocument(change);
    if (this.#isAhead(change.arn, change)) {
      this.ahead.add(change.arn);
      return;
    }
    const applied = this.#listen(before, applyChange(before, change), change);
    const { document, transitions } = judge(before, applied, change, this.#rules, this.#context);
    this.documents.set(change.arn, document);
    this.transitions.push(...transitions);
    // Also those that it replaces: who wrote them may have died before their end was written.
    const edges = before.facets === document.facets ? edgesWhilePresent(document) : edgesOfBoth(before, document);
    if (edges.size > 0) this.edges.set(change.arn, new Map([...(this.edges.get(change.arn) ?? []), ...edges]));
    this.#remember(change, before, document, transitions);
    if (depth < farthest) this.#spread(before, document, change, depth);
  }

  /** One entry for everything that one call did to a resource over one neighbour. */
  #remember(change: ResourceChange, before: Document, after: Document, transitions: readonly Transition[]): void {
    const key = entryKey(change);
    const earlier = this.entries.get(key);
    const from = this.#firstBefore.get(key) ?? before;
    this.#firstBefore.set(key, from);
    const steps = transitions.map(({ id, kind, finding }) => ({ id, kind, finding: finding.id }));
    const ops = earlier === undefined ? change.ops : [...earlier.change.ops, ...change.ops];
    this.entries.set(key, {
      change: earlier === undefined ? change : { ...change, ops },
      order: earlier?.order ?? this.entries.size,
      before: undoBetween(from, after, ops),
      transitions: [...(earlier?.transitions ?? []), ...steps],
    });
  }

  /**
   * A resource that begins or ceases to point at another hears, or forgets, what that one says in the same step: a call
   * that hands a function another role is judged by what the new role can do.
   */
  #listen(before: Document, applied: Document, cause: ResourceChange): Document {
    const previous = edgesWhilePresent(before);
    const current = edgesWhilePresent(applied);
    let document = applied;
    for (const [key, { relation, target }] of new Map([...previous, ...current])) {
      const link = linkOf(relation);
      if (!link?.toSource || current.has(key) === previous.has(key)) continue;
      // What the target has said since then was not for this listener, or is not any more: it has to say it again.
      if (this.#isAhead(target, cause)) this.ahead.add(target);
      const speaker = current.has(key) ? this.#at(target, cause) : undefined;
      const summary = speaker === undefined ? null : link.toSource(speaker);
      if (!sameJson(document.neighbours[relation]?.[target] ?? null, summary))
        document = hear(document, relation, target, summary);
    }
    return document;
  }

  /** Tells linked resources, in both directions, what is new for them. */
  #spread(before: Document, after: Document, cause: ResourceChange, depth: number): void {
    const previous = edgesWhilePresent(before);
    const current = edgesWhilePresent(after);
    for (const [key, edge] of new Map([...previous, ...current])) {
      const link = linkOf(edge.relation);
      if (link?.toTarget) {
        const told = previous.has(key) ? link.toTarget(before, edge.target) : null;
        const news = current.has(key) ? link.toTarget(after, edge.target) : null;
        const target = refOfArn(edge.target, link.to);
        if (target && !sameJson(told, news)) this.#tell(target, link, after.arn, news, cause, depth);
      }
    }
    for (const link of linksInto(after.kind)) {
      if (!link.toSource) continue;
      const news = link.toSource(after);
      if (sameJson(link.toSource(before), news)) continue;
      for (const arn of this.#sources(after.arn, link, cause)) {
        // It may have begun to listen later, and then has heard something else.
        if (this.#isAhead(arn, cause)) this.ahead.add(arn);
        const source = this.#at(arn, cause);
        if (source && edgesWhilePresent(source).has(`${link.relation} ${after.arn}`)) {
          this.#tell(source, link, after.arn, news, cause, depth);
        }
      }
    }
  }

  #sources(arn: Arn, link: Link, since: Stamp): readonly Arn[] {
    const found = new Set(this.#ledger.sources(arn, link.relation, since));
    for (const [candidate, document] of this.documents) {
      if (edgesWhilePresent(document).has(`${link.relation} ${arn}`)) found.add(candidate);
    }
    return [...found].sort();
  }

  #tell(listener: ResourceRef, link: Link, speaker: Arn, news: Json, cause: ResourceChange, depth: number): void {
    const { kind, arn, name, account, region } = listener;
    const ops = [{ op: 'neighbour', relation: link.relation, arn: speaker, summary: news }] as const;
    const { details: _, ...call } = cause;
    this.apply({ ...call, kind, arn, name, account, region, ops, via: speaker }, depth + 1);
  }
}

/** The states a document went through since a stamp, the present one first. */
const statesSince = (ledger: Ledger, document: Document, since: Stamp): readonly Document[] => {
  const entries = [...ledger.history(document.arn, since)].sort(
    (a, b) => compareStamps(b.change, a.change) || b.order - a.order,
  );
  const states = [document];
  for (const entry of entries) states.push(rewind(states.at(-1) ?? document, [entry]));
  return states;
};

/** AWS's own policies never change by a call in the account, so nothing is handed on through them. */
const isLinked = ({ relation, target }: Edge): boolean => linkOf(relation) !== undefined && !target.includes('::aws:');

/**
 * What has to start over when a resource does: everything that is linked with it, in either direction, now or since.
 * That is more than may change in the end, but it is all that can tell or be told something, so that nothing which
 * was handed on before has to be trusted.
 */
const addAffected = (affected: Set<Arn>, ledger: Ledger, first: Arn, since: Stamp): void => {
  const waiting = [first];
  for (let arn = waiting.pop(); arn !== undefined; arn = waiting.pop()) {
    if (affected.has(arn)) continue;
    affected.add(arn);
    const document = ledger.document(arn);
    if (document === undefined) continue;
    for (const link of linksInto(document.kind)) waiting.push(...ledger.sources(arn, link.relation, since));
    for (const state of statesSince(ledger, document, since)) {
      for (const edge of edgesWhilePresent(state).values()) if (isLinked(edge)) waiting.push(edge.target);
    }
  }
};

/** One attempt: rewinds what is affected and applies everything since in order. */
const attempt = (
  ledger: Ledger,
  changes: ReadonlyMap<string, ResourceChange>,
  affected: ReadonlySet<Arn>,
  since: Stamp | undefined,
  rules: RuleSet,
  context: Context,
): { readonly run: Run; readonly rewound: readonly HistoryEntry[] } => {
  const run = new Run(ledger, rules, context);
  const rewound: HistoryEntry[] = [];
  for (const arn of since === undefined ? [] : affected) {
    const document = ledger.document(arn);
    if (document === undefined || since === undefined) continue;
    const entries = ledger.history(arn, since);
    run.documents.set(arn, rewind(document, entries));
    rewound.push(...entries);
  }
  // What was handed on is worked out anew.
  const again = rewound.map(({ change }) => change).filter(({ via }) => via === undefined);
  const all = new Map([...again.map((change) => [entryKey(change), change] as const), ...changes]);
  for (const change of [...all.values()].sort(compareChanges)) run.apply(change);
  return { run, rewound };
};

/**
 * Applies changes to what is stored, in stamp order, whatever order they come in. A change that is older than what has
 * been applied (late), or that has been applied before (duplicate), rewinds the resources it can matter to, and their
 * later changes are applied again after it. So every order and every repetition of a trail ends in the same place.
 */
export const fold = (
  ledger: Ledger,
  changes: readonly ResourceChange[],
  rules: RuleSet,
  context: Context,
): FoldResult => {
  const unique = new Map(changes.map((change) => [entryKey(change), change]));
  const ordered = [...unique.values()].sort(compareChanges);
  const earliest = ordered[0];
  const affected = new Set<Arn>();
  let since: Stamp | undefined;
  const startOver = (arn: Arn): void => {
    since = earliest;
    if (earliest) addAffected(affected, ledger, arn, earliest);
  };
  for (const change of ordered) {
    const head = ledger.document(change.arn)?.head;
    if (head != null && compareStamps(change, head) <= 0) startOver(change.arn);
  }
  for (;;) {
    const { run, rewound } = attempt(ledger, unique, affected, since, rules, context);
    const known = affected.size;
    for (const arn of run.ahead) startOver(arn);
    if (affected.size === known) return concluded(run, rewound);
  }
};

const concluded = (run: Run, rewound: readonly HistoryEntry[]): FoldResult => {
  const announced = new Set(rewound.flatMap(({ transitions }) => transitions.map(({ id }) => id)));
  return {
    documents: run.documents,
    entries: [...run.entries.values()],
    dropped: rewound.map(({ change }) => change).filter((change) => !run.entries.has(entryKey(change))),
    edges: new Map([...run.edges].map(([arn, edges]) => [arn, [...edges.values()]])),
    transitions: run.transitions.filter(({ id }) => !announced.has(id)),
  };
};
