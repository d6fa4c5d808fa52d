import { type ActionFacts, levelOf, numbered, prefixOf, serviceOf } from './action-facts.ts';
import { accessLevels, serviceActions, servicePrefixes } from './action-table.ts';
import type { Statement } from './document.ts';
import { arnCovers } from './pattern.ts';
import type { HeldStatement, Holdings } from './reach.ts';

/** Number of actions by access level. */
export interface Access {
  readonly read: number;
  readonly list: number;
  readonly write: number;
  readonly permissions: number;
  readonly tagging: number;
}

/** How much is granted, altogether and service by service. */
export interface Granted {
  readonly access: Access;
  /** Access levels by service, as letters (`r`, `l`, `w`, `p`, `t`); the one entry `*` where it is every service. */
  readonly services: { readonly [prefix: string]: string };
}

/** A set of actions: those listed, or all but those listed. */
interface Selection {
  readonly allBut: boolean;
  readonly ids: ReadonlySet<number>;
}

const nothing: Selection = { allBut: false, ids: new Set() };

const namedBy = (all: readonly ActionFacts[]): Selection => {
  const ids = new Set<number>();
  for (const facts of all) {
    if (facts.everything) return { allBut: true, ids: new Set() };
    for (const id of facts.ids) ids.add(id);
  }
  return { allBut: false, ids };
};

const complement = ({ allBut, ids }: Selection): Selection => ({ allBut: !allBut, ids });

const filtered = (ids: ReadonlySet<number>, keep: (id: number) => boolean): ReadonlySet<number> => {
  const kept = new Set<number>();
  for (const id of ids) if (keep(id)) kept.add(id);
  return kept;
};

const both = (a: Selection, b: Selection): Selection => {
  if (a.allBut && b.allBut) return { allBut: true, ids: new Set([...a.ids, ...b.ids]) };
  if (a.allBut) return { allBut: false, ids: filtered(b.ids, (id) => !a.ids.has(id)) };
  return { allBut: false, ids: filtered(a.ids, (id) => b.ids.has(id) !== b.allBut) };
};

const either = (a: Selection, b: Selection): Selection => complement(both(complement(a), complement(b)));
const without = (a: Selection, b: Selection): Selection => both(a, complement(b));

/** The actions a statement speaks of. */
const selectionOf = ({ statement: { actions, notActions }, facts }: HeldStatement): Selection =>
  actions ? namedBy(facts) : notActions ? complement(namedBy(facts)) : nothing;

const coversResources = (deny: Statement, allow: Statement): boolean => {
  if (!deny.resources) return false;
  if (deny.resources.includes('*')) return true;
  return allow.resources?.every((inner) => deny.resources?.some((outer) => arnCovers(outer, inner)) ?? false) ?? false;
};

const isUnconditional = ({ statement: { conditions } }: HeldStatement): boolean => conditions.length === 0;
const isEverywhere = ({ statement: { resources, notResources } }: HeldStatement): boolean =>
  !notResources && (!resources || resources.includes('*'));

/** What statements allow, whatever the resource, less what their unconditional denies take off wholly. */
const allowedBy = ({ allows, denies }: Holdings): Selection => {
  const certain = denies.filter(isUnconditional);
  const somewhere = certain.filter((deny) => !isEverywhere(deny));
  let total = nothing;
  for (const allow of allows) {
    let selection = selectionOf(allow);
    for (const deny of somewhere)
      if (coversResources(deny.statement, allow.statement)) selection = without(selection, selectionOf(deny));
    total = either(total, selection);
  }
  for (const deny of certain) if (isEverywhere(deny)) total = without(total, selectionOf(deny));
  return total;
};

const letters = accessLevels.map((level) => level[0]);

const accessFrom = ([read = 0, list = 0, write = 0, permissions = 0, tagging = 0]: readonly number[]): Access => ({
  read,
  list,
  write,
  permissions,
  tagging,
});

let everything: readonly number[] | undefined;
const totals = (): readonly number[] => {
  if (everything) return everything;
  const sums = accessLevels.map(() => 0);
  for (const prefix of servicePrefixes())
    serviceActions(prefix)?.counts.forEach((count, level) => {
      sums[level] = (sums[level] ?? 0) + count;
    });
  everything = sums;
  return sums;
};

// Marks of the set that is being counted: an action is in it where its mark is the current round. No set is made.
let marks = new Uint32Array(4096);
let round = 0;

const lettersOf = (seen: number): string => letters.filter((_, level) => seen & (1 << level)).join('');

interface Counter {
  readonly sums: number[];
  /** Access levels by number of the service, as bits. */
  readonly seen: Map<number, number>;
}

const newCounter = (): Counter => {
  round++;
  return { sums: accessLevels.map(() => 0), seen: new Map() };
};

const add = (counter: Counter, ids: Iterable<number>): void => {
  if (marks.length < numbered()) {
    const larger = new Uint32Array(numbered() * 2);
    larger.set(marks);
    marks = larger;
  }
  for (const id of ids) {
    if (marks[id] === round) continue;
    marks[id] = round;
    const level = levelOf(id);
    counter.sums[level] = (counter.sums[level] ?? 0) + 1;
    const service = serviceOf(id);
    counter.seen.set(service, (counter.seen.get(service) ?? 0) | (1 << level));
  }
};

const granted = ({ sums, seen }: Counter): Granted => {
  const services: Record<string, string> = {};
  const named = [...seen].map(([service, levels]) => [prefixOf(service), levels] as const);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [prefix, levels] of named) services[prefix] = lettersOf(levels);
  return { access: accessFrom(sums), services };
};

const count = ({ allBut, ids }: Selection): Granted => {
  const counter = newCounter();
  add(counter, ids);
  if (!allBut) return granted(counter);
  return {
    access: accessFrom(totals().map((total, level) => total - (counter.sums[level] ?? 0))),
    services: { '*': letters.join('') },
  };
};

/** Counts the actions that a holder is granted by all policies together. */
export const accessOf = (holdings: Holdings): Granted => {
  const { allows, denies, boundary } = holdings;
  if (boundary) return count(both(allowedBy(holdings), allowedBy(boundary)));
  if (denies.some(isUnconditional) || !allows.every(({ statement }) => statement.actions))
    return count(allowedBy(holdings));
  const counter = newCounter();
  for (const { facts } of allows)
    for (const { everything: whole, ids } of facts) {
      if (whole) return { access: accessFrom(totals()), services: { '*': letters.join('') } };
      add(counter, ids);
    }
  return granted(counter);
};
