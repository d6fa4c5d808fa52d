import type { Arn } from '../../arn.ts';
import type { Context } from '../../engine/context.ts';
import type { Transition } from '../../engine/finding.ts';
import { judge, type RuleSet } from '../../engine/judge.ts';
import type { Json } from '../../json.ts';
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
} from '../document.ts';
import type { Edge, Relation } from '../edge.ts';
import { edgesOf } from '../edges.ts';
import { isTargetOf, type Link, linkOf, linksInto, refOfArn } from '../links.ts';
import { compareStamps, compareText, type Stamp } from '../stamp.ts';
import { fitted, isCrowdedOut } from './crowd.ts';
import { type Ledger, type State, statesSince } from './ledger.ts';

/** Something that a resource says and that more listen to than one fold tells. */
export interface Announcement {
  readonly speaker: Arn;
  readonly relation: Relation;
  /** It said nothing new before. */
  readonly since: Stamp;
  /** Those up to this one have been told. */
  readonly after?: Arn;
}

export interface RunOptions {
  readonly rules: RuleSet;
  readonly context: Context;
  /** How many listeners are told at once; where there are more, it is announced. */
  readonly mostListeners: number;
}

/** How far news travels over links; function ← role ← policy is two. */
const farthest = 4;

export const entryKey = (change: ResourceChange): string =>
  `${change.arn} ${change.time} ${change.id} ${change.via ?? ''}`;

export const edgeKey = (edge: Edge): string => `${edge.relation} ${edge.target}`;

export const edgesWhilePresent = (document: Document): ReadonlyMap<string, Edge> =>
  new Map(document.presence === 'deleted' ? [] : edgesOf(document).map((edge) => [edgeKey(edge), edge]));

const edgesOfBoth = (before: Document, after: Document): ReadonlyMap<string, Edge> =>
  new Map([...edgesWhilePresent(before), ...edgesWhilePresent(after)]);

const sameJson = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** AWS's own policies never change by a call in the account, so nothing is handed on through them. */
export const canSpeak = (target: Arn): boolean => !target.includes('::aws:');

/** One attempt to apply changes in stamp order, with the resources that start over as they stood before. */
export class Run {
  readonly documents = new Map<Arn, Document>();
  readonly entries = new Map<string, HistoryEntry>();
  readonly edges = new Map<Arn, Map<string, Edge>>();
  readonly transitions: Transition[] = [];
  /** Resources that were told something about a time that they had already passed: they have to start over, too. */
  readonly ahead = new Set<Arn>();
  readonly announcements = new Map<string, Announcement>();
  readonly #restarted = new Map<Arn, State[]>();
  readonly #firstBefore = new Map<string, Document>();
  /** What resources that start over heard of others who do not. */
  readonly #keptWords = new Set<string>();
  readonly #ledger: Ledger;
  readonly #options: RunOptions;

  constructor(ledger: Ledger, options: RunOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  /** Takes a resource back to where it stood before a stamp; answers what it went through since. */
  restart(arn: Arn, since: Stamp): readonly HistoryEntry[] {
    const document = this.#ledger.document(arn);
    if (document === undefined) {
      this.#restarted.set(arn, []);
      return [];
    }
    const entries = this.#ledger.history(arn, since);
    const then = rewind(document, entries);
    this.documents.set(arn, then);
    this.#restarted.set(arn, [{ change: null, document: then }]);
    return entries;
  }

  /** The states that a resource which started over went through in this attempt, the one before it first. */
  statesOf(arn: Arn): readonly State[] {
    return this.#restarted.get(arn) ?? [];
  }

  document(arn: Arn): Document | undefined {
    return this.documents.get(arn) ?? this.#ledger.document(arn);
  }

  #isAhead(arn: Arn, stamp: Stamp): boolean {
    const head = this.document(arn)?.head;
    return head != null && compareStamps(head, stamp) > 0;
  }

  /** Whether a resource has heard just this already, of a neighbour that was not written with it. */
  #hasHeard(change: ResourceChange): boolean {
    const { arn, via } = change;
    if (via === undefined || this.documents.has(arn)) return false;
    const head = this.document(arn)?.head;
    if (head == null || compareStamps(head, change) !== 0) return false;
    return this.#ledger.history(arn, change).some((entry) => entryKey(entry.change) === entryKey(change));
  }

  /**
   * Whether a resource went through this step before: what it said then is compared with what it says now when it has
   * caught up, and only those who have to hear something else start over.
   */
  #isReplayed(arn: Arn, stamp: Stamp): boolean {
    if (!this.#restarted.has(arn)) return false;
    const head = this.#ledger.document(arn)?.head;
    return head != null && compareStamps(stamp, head) <= 0;
  }

  /** A document as it stood at a stamp, though it may have moved on since. */
  #at(arn: Arn, stamp: Stamp): Document | undefined {
    const document = this.document(arn);
    if (document?.head == null || compareStamps(document.head, stamp) <= 0) return document;
    const later = this.#ledger.history(arn, stamp).filter(({ change }) => compareStamps(change, stamp) > 0);
    return rewind(document, later);
  }

  /** The same before it heard of a change, where that is one that it has heard of. */
  #beforeHearing(arn: Arn, change: ResourceChange): Document | undefined {
    const document = this.document(arn);
    if (document?.head == null || this.documents.has(arn) || compareStamps(document.head, change) < 0)
      return this.#at(arn, change);
    const later = this.#ledger.history(arn, change).filter((entry) => {
      const order = compareStamps(entry.change, change);
      return order > 0 || (order === 0 && (entry.change.via ?? arn) >= change.arn);
    });
    return rewind(document, later);
  }

  /** Says beforehand what resources that start over will hear again as they did. */
  keep(heard: readonly ResourceChange[]): void {
    for (const change of heard) this.#keptWords.add(entryKey(change));
  }

  /** Applies a change that a resource heard of from a neighbour, if it still listens to that one at this stamp. */
  hear(change: ResourceChange): void {
    const document = this.document(change.arn);
    const isHeard = change.ops.some((op) => {
      const link = op.op === 'neighbour' ? linkOf(op.relation) : undefined;
      if (link === undefined || isTargetOf(link, change.kind)) return true;
      return document !== undefined && edgesWhilePresent(document).has(`${link.relation} ${change.via}`);
    });
    if (isHeard) this.apply(change, 1);
  }

  apply(change: ResourceChange, depth = 0): void {
    const before = this.document(change.arn) ?? emptyDocument(change);
    if (this.#isAhead(change.arn, change) || this.#hasHeard(change)) {
      this.ahead.add(change.arn);
      return;
    }
    const applied = this.#listen(before, this.#fit(applyChange(before, change), change), change);
    const judged = judge(before, applied, change, this.#options.rules, this.#options.context);
    const isFirst = !this.entries.has(entryKey(change));
    const document = { ...judged.document, steps: before.steps + (isFirst ? 1 : 0) };
    this.documents.set(change.arn, document);
    this.transitions.push(...judged.transitions);
    // Also those that it replaces: who wrote them may have died before their end was written.
    const edges = before.facets === document.facets ? edgesWhilePresent(document) : edgesOfBoth(before, document);
    if (edges.size > 0) this.edges.set(change.arn, new Map([...(this.edges.get(change.arn) ?? []), ...edges]));
    this.#remember(change, before, document, judged.transitions);
    this.#restarted.get(change.arn)?.push({ change, document });
    if (depth < farthest) this.#spread(before, document, change, depth);
  }

  /** One entry for everything that one call did to a resource over one neighbour. */
  #remember(change: ResourceChange, before: Document, after: Document, transitions: readonly Transition[]): void {
    const key = entryKey(change);
    const earlier = this.entries.get(key);
    const from = this.#firstBefore.get(key) ?? before;
    this.#firstBefore.set(key, from);
    // By finding: in which order a rule comes to them depends on the order in which neighbours were heard of.
    const steps = transitions
      .map(({ id, kind, finding }) => ({ id, kind, finding: finding.id }))
      .sort((a, b) => compareText(a.finding, b.finding));
    const ops = earlier === undefined ? change.ops : [...earlier.change.ops, ...change.ops];
    this.entries.set(key, {
      change: earlier === undefined ? change : { ...change, ops },
      order: from.steps,
      before: undoBetween(from, after, ops),
      transitions: [...(earlier?.transitions ?? []), ...steps],
    });
  }

  /** Keeps of those that point at a resource only so many. */
  #fit(document: Document, change: ResourceChange): Document {
    let result = document;
    for (const op of change.ops) {
      const link = op.op === 'neighbour' ? linkOf(op.relation) : undefined;
      if (link?.toTarget && isTargetOf(link, document.kind))
        result = fitted(result, link, () => this.#pointing(document.arn, link, change));
    }
    return result;
  }

  /**
   * Who pointed at a resource unheard, because there were too many, may have a place in what is kept of a resource that
   * has started over.
   */
  fitAgain(): void {
    for (const arn of this.#restarted.keys()) {
      const document = this.documents.get(arn);
      const { head } = document ?? {};
      if (document?.crowded === undefined || head == null) continue;
      const full = linksInto(document.kind)
        .filter(({ toTarget }) => toTarget !== undefined)
        .reduce((state, link) => fitted(state, link, () => this.#pointing(arn, link, head)), document);
      if (full === document) continue;
      this.documents.set(arn, full);
      this.#stretch(full);
    }
  }

  /** What was added after the last step of a resource is undone with that step. */
  #stretch(document: Document): void {
    for (const [key, entry] of this.entries) {
      const from = this.#firstBefore.get(key);
      if (entry.change.arn !== document.arn || from === undefined || entry.order !== document.steps - 1) continue;
      this.entries.set(key, { ...entry, before: undoBetween(from, document, entry.change.ops) });
    }
  }

  /** Whoever points at a resource at a stamp, by ARN, with what it says. */
  *#pointing(arn: Arn, link: Link, stamp: Stamp): Generator<readonly [Arn, Json]> {
    for (let after: string | undefined; ; ) {
      const some = this.sources(arn, link.relation, stamp, after);
      for (const source of some) {
        const document = this.#at(source, stamp);
        if (document === undefined || !edgesWhilePresent(document).has(`${link.relation} ${arn}`)) continue;
        const summary = link.toTarget?.(document, arn) ?? null;
        if (summary !== null) yield [source, summary];
      }
      if (some.length <= this.#options.mostListeners) return;
      after = some.at(-1);
    }
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
      if (!link?.toSource || !canSpeak(target) || current.has(key) === previous.has(key)) continue;
      // What the target has said since then was not for this listener: it has to say it again, to who started over.
      if (current.has(key) && !this.#isReplayed(document.arn, cause) && this.hasSpokenSince(target, link, cause))
        for (const arn of [target, document.arn]) this.ahead.add(arn);
      const speaker = current.has(key) ? this.#beforeHearing(target, cause) : undefined;
      // One of which nothing was known yet says nothing, whether or not something is known of it by now.
      const summary = speaker?.head == null ? null : link.toSource(speaker);
      if (!sameJson(document.neighbours[relation]?.[target] ?? null, summary))
        document = hear(document, relation, target, summary);
    }
    return document;
  }

  /** Whether a resource, as it is stored, said anything new to those that point at it at or after a stamp. */
  hasSpokenSince(arn: Arn, { toSource }: Link, stamp: Stamp): boolean {
    const document = this.#ledger.document(arn);
    if (document?.head == null || toSource === undefined || compareStamps(document.head, stamp) < 0) return false;
    const said = statesSince(this.#ledger, document, stamp).map((state) => JSON.stringify(toSource(state.document)));
    return said.some((words) => words !== said[0]);
  }

  /** Tells linked resources, in both directions, what is new for them. */
  #spread(before: Document, after: Document, cause: ResourceChange, depth: number): void {
    const isReplayed = this.#isReplayed(after.arn, cause);
    const previous = edgesWhilePresent(before);
    const current = edgesWhilePresent(after);
    for (const [key, edge] of new Map([...previous, ...current])) {
      const link = linkOf(edge.relation);
      if (link?.toTarget === undefined || (isReplayed && !this.#restarted.has(edge.target))) continue;
      const told = previous.has(key) ? link.toTarget(before, edge.target) : null;
      const news = current.has(key) ? link.toTarget(after, edge.target) : null;
      const target = refOfArn(edge.target, link.to);
      if (target === undefined || sameJson(told, news)) continue;
      const listener = this.#isAhead(target.arn, cause) ? undefined : this.document(target.arn);
      if (listener !== undefined && isCrowdedOut(listener, link, after.arn, news)) continue;
      this.#tell(target, link, after.arn, news, cause, depth);
    }
    for (const link of linksInto(after.kind)) {
      if (!link.toSource) continue;
      const news = link.toSource(after);
      if (!sameJson(link.toSource(before), news)) this.#tellSources(after, link, news, cause, depth, isReplayed);
    }
  }

  #tellSources(
    speaker: Document,
    link: Link,
    news: Json,
    cause: ResourceChange,
    depth: number,
    isReplayed: boolean,
  ): void {
    const { arn } = speaker;
    const sources = isReplayed ? [...this.#restarted.keys()].sort() : this.sources(arn, link.relation, cause);
    if (!isReplayed && sources.length > this.#options.mostListeners) {
      this.announce(arn, link.relation, cause);
      return;
    }
    for (const source of sources) {
      // It may have begun to listen later, and then has heard something else.
      if (this.#isAhead(source, cause)) this.ahead.add(source);
      const listener = this.#at(source, cause);
      if (listener && edgesWhilePresent(listener).has(`${link.relation} ${arn}`))
        this.#tell(listener, link, arn, news, cause, depth);
    }
  }

  /** Leaves telling those that point at a resource what it has said since a stamp to later. */
  announce(speaker: Arn, relation: Relation, { time, id }: Stamp): void {
    const key = `${relation} ${speaker}`;
    const since = { time, id };
    const earlier = this.announcements.get(key);
    if (earlier === undefined || compareStamps(since, earlier.since) < 0)
      this.announcements.set(key, { speaker, relation, since });
  }

  /** Those that point at a resource over a relation now, or did at or after a stamp, by ARN. */
  sources(arn: Arn, relation: Relation, since: Stamp, after = ''): readonly Arn[] {
    const stored = this.#ledger.sources(arn, relation, since, after);
    const last = stored.length > this.#options.mostListeners ? stored.at(-1) : undefined;
    const found = new Set(stored);
    for (const [candidate, edges] of this.edges) {
      if (candidate <= after || (last !== undefined && candidate > last)) continue;
      if (edges.has(`${relation} ${arn}`)) found.add(candidate);
    }
    return [...found].sort();
  }

  #tell(listener: ResourceRef, link: Link, speaker: Arn, news: Json, cause: ResourceChange, depth: number): void {
    const told = toldChange(cause, listener, link.relation, speaker, news);
    // The listener was written with this and the speaker was not: what it said then does not hold by itself.
    if (this.#keptWords.has(entryKey(told))) this.ahead.add(speaker);
    this.apply(told, depth + 1);
  }
}

/** What a listener goes through when a neighbour says something because of a change. */
export const toldChange = (
  cause: ResourceChange,
  { kind, arn, name, account, region }: ResourceRef,
  relation: Relation,
  speaker: Arn,
  summary: Json,
): ResourceChange => {
  const { details: _, ...call } = cause;
  return {
    ...call,
    kind,
    arn,
    name,
    account,
    region,
    ops: [{ op: 'neighbour', relation, arn: speaker, summary }],
    via: speaker,
  };
};
