import { isDeepStrictEqual } from 'node:util';
import type { AccountId, Arn } from '../arn.ts';
import { type Facet, known, knownValue, partial, type UnknownReason, unknown } from '../engine/facet.ts';
import type { Finding, TransitionKind } from '../engine/finding.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Actor } from '../trail/actor.ts';
import type { Kind } from './kinds.ts';
import { compareStamps, earliest, type Stamp } from './stamp.ts';

/** What a resource is called, wherever it was heard of. */
export interface ResourceRef {
  readonly kind: Kind;
  readonly arn: Arn;
  readonly name: string;
  readonly account: AccountId;
  readonly region: string;
}

/**
 * One step that a change takes on a resource. Steps are data, so that they can be stored, put in order again when a
 * late record arrives, and replayed.
 */
export type Op =
  /** The resource was made: what it held before is gone. */
  | { readonly op: 'create' }
  /**
   * The resource was made with these facets unless it was there already: calls such as `CreateTopic` succeed on what
   * exists and change nothing then.
   */
  | { readonly op: 'ensure'; readonly facets: JsonObject }
  | { readonly op: 'delete' }
  /** Takes a deletion back: it stands as it stood. */
  | { readonly op: 'restore' }
  | { readonly op: 'set'; readonly facet: string; readonly value: Json }
  /**
   * The entries by which a keyed facet is told from another state of itself: what has them already is known at least as
   * well as this; what has others is something else now, of which no more is known.
   */
  | { readonly op: 'identify'; readonly facet: string; readonly entries: JsonObject }
  /** One entry of a keyed facet. On a facet that is not known, the facet becomes known in part. */
  | { readonly op: 'put'; readonly facet: string; readonly path: readonly string[]; readonly value: Json }
  | { readonly op: 'remove'; readonly facet: string; readonly path: readonly string[] }
  /**
   * One event of a window, which is a list by time and id. Events from before `since` are forgotten, in every order of
   * delivery the same ones. Of those that have the same `once`, the first is kept and the others change nothing.
   */
  | {
      readonly op: 'collect';
      readonly facet: string;
      readonly value: { readonly time: string; readonly id: string; readonly once?: string } & JsonObject;
      readonly since: string;
      /** Only the newest this many are kept. */
      readonly most: number;
    }
  /** One statement of a facet that holds a policy document; another one with its Sid is replaced. */
  | { readonly op: 'allow'; readonly facet: string; readonly sid: string; readonly statement: JsonObject }
  /** The statement with a Sid is taken out of a policy document; without any left, there is no policy. */
  | { readonly op: 'disallow'; readonly facet: string; readonly sid: string }
  /** A facet takes over what another one holds now: a deployment of what was configured. */
  | { readonly op: 'copy'; readonly facet: string; readonly from: string }
  /** The facet changed, but not to anything that can be told. */
  | { readonly op: 'unknown'; readonly facet: string; readonly reason: UnknownReason; readonly detail?: string }
  /** The facet could not be read now. What was known of it before still is. */
  | { readonly op: 'unreadable'; readonly facet: string; readonly reason: UnknownReason; readonly detail?: string }
  /** What a linked resource says of itself; `null` where it has gone. */
  | { readonly op: 'neighbour'; readonly relation: string; readonly arn: Arn; readonly summary: Json }
  /** What a person decided about a finding. */
  | { readonly op: 'suppress'; readonly finding: string; readonly until: string; readonly reason: string }
  | { readonly op: 'resolve'; readonly finding: string; readonly reason: string };

/**
 * What one record, read or decision did to one resource. It carries what rules and people need of the record and
 * nothing else: never a whole event, an environment value or a secret.
 */
export interface ResourceChange extends ResourceRef, Stamp {
  readonly eventSource: string;
  readonly eventName: string;
  /** Service and call without version: `lambda`, `AddPermission`. */
  readonly source: string;
  readonly call: string;
  readonly actor: Actor;
  readonly ops: readonly Op[];
  /** What rules on API calls look at beside the facets. */
  readonly details?: JsonObject;
  /** The neighbour whose change this one follows from. */
  readonly via?: Arn;
}

/** `referenced`: something points at it, but nothing has been said about it yet. */
export type Presence = 'present' | 'deleted' | 'referenced';

export type Facets = { readonly [name: string]: Facet<Json> };
export type Neighbours = { readonly [relation: string]: { readonly [arn: string]: Json } };
export type Findings = { readonly [id: string]: Finding };

/** Everything that is known about one resource, as of its head. */
export interface Document extends ResourceRef {
  readonly presence: Presence;
  readonly facets: Facets;
  readonly neighbours: Neighbours;
  /** Where more neighbours speak than are kept, by relation and tier (`crowd.ts`); absent where all are. */
  readonly crowded?: Crowded;
  readonly findings: Findings;
  /** The last change that was applied. */
  readonly head: Stamp | null;
  /** How many entries of history led here. */
  readonly steps: number;
}

export type Crowded = { readonly [place: string]: true };

/** A change once applied, with what it takes to undo it. */
export interface HistoryEntry {
  readonly change: ResourceChange;
  /** How many entries led to the state before it: one call can reach a resource in several ways under one stamp. */
  readonly order: number;
  readonly before: Undo;
  readonly transitions: readonly TransitionRef[];
}

/** A step in the life of a finding, as history remembers it. */
export interface TransitionRef {
  readonly id: string;
  readonly kind: TransitionKind;
  readonly finding: string;
}

/** The previous values of what a change touched; `null`: there was none. */
export interface Undo {
  readonly presence: Presence;
  readonly head: Stamp | null;
  readonly facets: { readonly [name: string]: Facet<Json> | null };
  /** Of lists only what came and went, because the rest of a window is as it was. */
  readonly lists?: { readonly [name: string]: ListUndo };
  readonly neighbours: { readonly [relation: string]: { readonly [arn: string]: Json } };
  /** All of it, where it changed; `null`: there was none. */
  readonly crowded?: Crowded | null;
  readonly findings: { readonly [id: string]: Finding | null };
}

/** What takes a list back to what it was: entries that were added, by time and id, and those that were forgotten. */
export interface ListUndo {
  readonly added: readonly Stamp[];
  readonly gone: readonly Json[];
}

export const emptyDocument = (ref: ResourceRef): Document => ({
  kind: ref.kind,
  arn: ref.arn,
  name: ref.name,
  account: ref.account,
  region: ref.region,
  presence: 'referenced',
  facets: {},
  neighbours: {},
  findings: {},
  head: null,
  steps: 0,
});

export const facetOf = (document: Document, name: string): Facet<Json> => document.facets[name] ?? unknown('not-seen');

type Keyed = { readonly [key: string]: Json };
const keyed = (value: Json | undefined): Keyed =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Keyed) : {};

const without = <T>(from: { readonly [key: string]: T }, key: string): { readonly [key: string]: T } => {
  const { [key]: _, ...rest } = from;
  return rest;
};

const putAt = (value: Json | undefined, [key, ...rest]: readonly string[], leaf: Json): Json =>
  key === undefined ? leaf : { ...keyed(value), [key]: putAt(keyed(value)[key], rest, leaf) };

const removeAt = (value: Json | undefined, [key, ...rest]: readonly string[]): Json => {
  const members = keyed(value);
  if (key === undefined || !(key in members)) return members;
  if (rest.length === 0) return without(members, key);
  const inner = removeAt(members[key], rest);
  return Object.keys(keyed(inner)).length === 0 ? without(members, key) : { ...members, [key]: inner };
};

const edit = (facet: Facet<Json> | undefined, change: (value: Json | undefined) => Json): Facet<Json> => {
  if (!facet?.known) return partial(change(undefined), facet?.reason ?? 'not-seen');
  const value = change(facet.value);
  return facet.partial === undefined ? known(value) : partial(value, facet.partial);
};

const timeOf = (event: Json): string => String(keyed(event)['time'] ?? '');

const idOf = (event: Json): string => String(keyed(event)['id'] ?? '');

const statementsOf = (policy: Json | undefined): readonly Json[] => {
  const statement = keyed(policy)['Statement'];
  if (statement === undefined) return [];
  return Array.isArray(statement) ? statement : [statement as Json];
};

const withStatements = (policy: Json | undefined, sid: string, added: readonly JsonObject[]): Json => {
  const others = statementsOf(policy).filter((statement) => keyed(statement)['Sid'] !== sid);
  return { Version: '2012-10-17', ...keyed(policy), Statement: [...others, ...added] };
};

const withoutStatement = (policy: Json | undefined, sid: string): Json => {
  const rest = withStatements(policy, sid, []);
  return policy !== undefined && statementsOf(rest).length === 0 ? null : rest;
};

/** Negative where the first of two entries of a list comes first: by time, then by id. */
const compareEntries = (a: Json, b: Json): number => {
  const [left, right] = [timeOf(a), timeOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  const [idA, idB] = [idOf(a), idOf(b)];
  return idA === idB ? 0 : idA < idB ? -1 : 1;
};

/** A list in order with one more entry in its place; nearly always that is the end. */
const inserted = (entries: readonly Json[], entry: Json): readonly Json[] => {
  const last = entries.at(-1);
  if (last === undefined || compareEntries(last, entry) < 0) return [...entries, entry];
  const others = entries.filter((other) => compareEntries(other, entry) !== 0);
  return [...others, entry].sort(compareEntries);
};

/** The newest entries of a list in order: none that is older than a time, and no more than so many. */
const newest = (entries: readonly Json[], since: string, most: number): readonly Json[] => {
  const first = entries.findIndex((entry) => timeOf(entry) >= since);
  return first < 0 ? [] : entries.slice(Math.max(first, entries.length - most));
};

/** The document with these neighbours over a relation. */
export const withNeighbours = (document: Document, relation: string, all: Neighbours[string]): Document => {
  const { neighbours } = document;
  const next = Object.keys(all).length === 0 ? without(neighbours, relation) : { ...neighbours, [relation]: all };
  return { ...document, neighbours: next };
};

/** The document with what a neighbour says of itself over a relation; `null` where it has gone. */
export const hear = (document: Document, relation: string, arn: Arn, summary: Json): Document => {
  const others = document.neighbours[relation] ?? {};
  const next = summary === null ? without(others, arn) : { ...others, [arn]: summary };
  return withNeighbours(document, relation, next);
};

const applyOp = (document: Document, op: Op, previously: Presence): Document => {
  const { facets } = document;
  switch (op.op) {
    case 'create':
      return { ...document, presence: 'present', facets: {} };
    case 'ensure': {
      if (previously === 'present') return document;
      const made = Object.entries(op.facets).map(([name, value]) => [name, known(value)] as const);
      return { ...document, presence: 'present', facets: Object.fromEntries(made) };
    }
    case 'delete':
      return { ...document, presence: 'deleted' };
    case 'restore':
      return { ...document, presence: 'present' };
    case 'set': {
      const held = facets[op.facet];
      // What is as it was is no change: nobody is asked again, and no history says so.
      if (held?.known && held.partial === undefined && isDeepStrictEqual(held.value, op.value)) return document;
      return { ...document, facets: { ...facets, [op.facet]: known(op.value) } };
    }
    case 'identify': {
      const held = facets[op.facet];
      const entries = held?.known ? keyed(held.value) : undefined;
      if (
        entries !== undefined &&
        Object.keys(op.entries).every((key) => isDeepStrictEqual(entries[key], op.entries[key]))
      )
        return document;
      return { ...document, facets: { ...facets, [op.facet]: known(op.entries) } };
    }
    case 'put':
      return {
        ...document,
        facets: { ...facets, [op.facet]: edit(facets[op.facet], (value) => putAt(value, op.path, op.value)) },
      };
    case 'remove':
      return {
        ...document,
        facets: { ...facets, [op.facet]: edit(facets[op.facet], (value) => removeAt(value, op.path)) },
      };
    case 'collect': {
      const held = knownValue(facets[op.facet]);
      const list: readonly Json[] = Array.isArray(held) ? held : [];
      const { once } = op.value;
      if (once !== undefined && list.some((entry) => keyed(entry)['once'] === once)) return document;
      const entries = inserted(list, op.value);
      return { ...document, facets: { ...facets, [op.facet]: known(newest(entries, op.since, op.most)) } };
    }
    case 'allow':
    case 'disallow': {
      const policy = edit(facets[op.facet], (value) =>
        op.op === 'allow' ? withStatements(value, op.sid, [op.statement]) : withoutStatement(value, op.sid),
      );
      return { ...document, facets: { ...facets, [op.facet]: policy } };
    }
    case 'copy':
      return { ...document, facets: { ...facets, [op.facet]: facets[op.from] ?? unknown('not-seen') } };
    case 'unreadable':
      if (facets[op.facet]?.known) return document;
      return { ...document, facets: { ...facets, [op.facet]: unknown(op.reason, op.detail) } };
    case 'unknown':
      return { ...document, facets: { ...facets, [op.facet]: unknown(op.reason, op.detail) } };
    case 'neighbour':
      return hear(document, op.relation, op.arn, op.summary);
    case 'suppress':
    case 'resolve':
      return document;
  }
};

/** A call that changes a resource proves that it is there; a neighbour's word or a person's does not. */
const provesPresence = (change: ResourceChange): boolean => change.via === undefined && change.source !== 'trailwarden';

/**
 * CloudTrail tells time in whole seconds, and tools make a role and give it its policies within one. Which record of a
 * second came first is not known: what the same second put into a resource that nobody had seen before was put into
 * the one that was made.
 */
export const isSameSecond = (document: Document, change: ResourceChange): boolean =>
  document.head?.time === change.time;

/** Facets that were only ever added to, with what the making of the resource says of them. */
const withAdditions = (made: Document, before: Document): Document => {
  const facets = { ...made.facets };
  for (const [name, facet] of Object.entries(before.facets)) {
    if (!facet.known || facet.partial !== 'not-seen') continue;
    const base = facets[name];
    facets[name] =
      base?.known === true ? { ...base, value: { ...keyed(base.value), ...keyed(facet.value) } } : (base ?? facet);
  }
  return { ...made, facets };
};

/** Taking something from a resource does not bring it back: tools empty a role and delete it within one second. */
const onlyTakes = ({ ops }: ResourceChange): boolean => ops.every(({ op }) => op === 'remove' || op === 'disallow');

/** The document after a change; findings are the engine's business, not touched here. */
export const applyChange = (document: Document, change: ResourceChange): Document => {
  const appears = document.presence === 'deleted' ? !onlyTakes(change) : document.presence === 'referenced';
  const present: Document = appears && provesPresence(change) ? { ...document, presence: 'present' } : document;
  const applied = change.ops.reduce((state, op) => applyOp(state, op, document.presence), present);
  const made = change.ops.some(({ op }) => op === 'create');
  const whole =
    made && document.presence === 'present' && isSameSecond(document, change)
      ? withAdditions(applied, document)
      : applied;
  return { ...whole, head: { time: change.time, id: change.id } };
};

const difference = <T>(before: { readonly [key: string]: T }, after: { readonly [key: string]: T }) => {
  const previous: Record<string, T | null> = {};
  if (before === after) return previous;
  for (const key of Object.keys(after)) if (before[key] !== after[key]) previous[key] = before[key] ?? null;
  for (const key of Object.keys(before)) if (!(key in after)) previous[key] = before[key] ?? null;
  return previous;
};

const listOf = (facet: Facet<Json> | null | undefined): readonly Json[] | undefined =>
  facet?.known && facet.partial === undefined && Array.isArray(facet.value) ? facet.value : undefined;

const stampOf = (entry: Json): Stamp => ({ time: timeOf(entry), id: idOf(entry) });

/** What came and went between two lists that are in order; the entries that stayed are the same objects. */
const listUndo = (was: readonly Json[], is: readonly Json[]): ListUndo => {
  const added: Stamp[] = [];
  const gone: Json[] = [];
  let at = 0;
  for (const entry of is) {
    while (was[at] !== entry && at < was.length && compareEntries(was[at] ?? null, entry) <= 0) {
      gone.push(was[at] ?? null);
      at += 1;
    }
    if (was[at] === entry) at += 1;
    else added.push(stampOf(entry));
  }
  return { added, gone: [...gone, ...was.slice(at)] };
};

/** What came and went, of the facets that events were collected in. */
const listUndos = (
  facets: Undo['facets'],
  after: Document,
  collected: ReadonlySet<string>,
): { readonly [name: string]: ListUndo } => {
  const undos: Record<string, ListUndo> = {};
  for (const name of collected) {
    const [was, is] = [listOf(facets[name]), listOf(after.facets[name])];
    if (was === undefined || is === undefined) continue;
    undos[name] = listUndo(was, is);
  }
  return undos;
};

const collectedBy = (ops: readonly Op[]): ReadonlySet<string> =>
  new Set(ops.flatMap((op) => (op.op === 'collect' ? [op.facet] : [])));

/** What has to be put back to come from `after` to `before`, over these steps. */
export const undoBetween = (before: Document, after: Document, ops: readonly Op[]): Undo => {
  const facets = difference(before.facets, after.facets);
  const lists = listUndos(facets, after, collectedBy(ops));
  const names = Object.keys(lists);
  return {
    presence: before.presence,
    head: before.head,
    facets: names.length === 0 ? facets : names.reduce(without, facets),
    ...(names.length === 0 ? {} : { lists }),
    ...undoOfOthers(before, after),
  };
};

const undoOfNeighbours = (before: Neighbours, after: Neighbours): Undo['neighbours'] => {
  const previous: Record<string, { readonly [arn: string]: Json }> = {};
  for (const relation of Object.keys(difference(before, after)))
    previous[relation] = difference(before[relation] ?? {}, after[relation] ?? {});
  return previous;
};

const undoOfOthers = (before: Document, after: Document): Pick<Undo, 'neighbours' | 'crowded' | 'findings'> => ({
  neighbours: undoOfNeighbours(before.neighbours, after.neighbours),
  ...(before.crowded === after.crowded ? {} : { crowded: before.crowded ?? null }),
  findings: difference(before.findings, after.findings),
});

const restore = <T>(current: { readonly [key: string]: T }, previous: { readonly [key: string]: T | null }) => {
  const restored: Record<string, T> = { ...current };
  for (const [key, value] of Object.entries(previous)) {
    if (value === null) delete restored[key];
    else restored[key] = value;
  }
  return restored;
};

const restoreLists = (facets: Facets, lists: Undo['lists']): Facets => {
  if (lists === undefined) return facets;
  const restored: Record<string, Facet<Json>> = { ...facets };
  for (const [name, { added, gone }] of Object.entries(lists)) {
    const came = new Set(added.map(({ time, id }) => `${time} ${id}`));
    const kept = (listOf(facets[name]) ?? []).filter((entry) => !came.has(`${timeOf(entry)} ${idOf(entry)}`));
    restored[name] = known([...gone, ...kept].sort(compareEntries));
  }
  return restored;
};

const restoreNeighbours = (document: Document, { neighbours }: Undo): Document =>
  Object.entries(neighbours).reduce(
    (state, [relation, previous]) =>
      withNeighbours(state, relation, restore(state.neighbours[relation] ?? {}, previous)),
    document,
  );

const withCrowded = (document: Document, crowded: Crowded | null | undefined): Document => {
  if (crowded === undefined) return document;
  const { crowded: _, ...rest } = document;
  return crowded === null ? rest : { ...rest, crowded };
};

/** The first stamp of some entries. */
export const firstOf = (entries: readonly HistoryEntry[]): Stamp | undefined =>
  earliest(entries.map(({ change }) => change));

/** Entries from the last to the first. */
export const newestFirst = (a: HistoryEntry, b: HistoryEntry): number =>
  compareStamps(b.change, a.change) || b.order - a.order;

/** The document as it stood before the first of these entries; `entries` are all there are since then. */
export const rewind = (document: Document, entries: readonly HistoryEntry[]): Document => {
  let state = document;
  for (const { before, order } of [...entries].sort(newestFirst)) {
    state = {
      ...withCrowded(restoreNeighbours(state, before), before.crowded),
      presence: before.presence,
      head: before.head,
      steps: order,
      facets: restore(restoreLists(state.facets, before.lists), before.facets),
      findings: restore(state.findings, before.findings),
    };
  }
  return state;
};
