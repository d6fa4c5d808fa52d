import { levelOf, numbered, prefixOf, serviceOf } from './action-facts.ts';
import { accessLevels, serviceActions, servicePrefixes } from './action-table.ts';
import type { Statement } from './document.ts';
import { arnCovers } from './pattern.ts';
import type { HeldStatement, Holdings } from './reach.ts';
import { both, complement, either, everyAction, mark, noActions, type Selection } from './selection.ts';

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

const coversResources = (deny: Statement, allow: Statement): boolean => {
  if (!deny.resources) return false;
  if (deny.resources.includes('*')) return true;
  return allow.resources?.every((inner) => deny.resources?.some((outer) => arnCovers(outer, inner)) ?? false) ?? false;
};

const isUnconditional = ({ statement: { conditions } }: HeldStatement): boolean => conditions.length === 0;
const isEverywhere = ({ statement: { resources, notResources } }: HeldStatement): boolean =>
  !notResources && (!resources || resources.includes('*'));

/** The actions a statement speaks of. */
const selectionOf = ({ statement: { actions, notActions }, facts }: HeldStatement): Selection => {
  const selection = actions || !notActions ? noActions() : everyAction();
  mark(selection, facts, actions !== undefined);
  return selection;
};

/** What statements allow, whatever the resource, less what their unconditional denies take off wholly. */
const allowedBy = ({ allows, denies }: Holdings): Selection => {
  const certain = denies.filter(isUnconditional);
  const somewhere = certain.filter((deny) => !isEverywhere(deny));
  let total = noActions();
  for (const allow of allows) {
    const covering = somewhere.filter((deny) => coversResources(deny.statement, allow.statement));
    if (covering.length === 0 && allow.statement.actions) {
      mark(total, allow.facts, true);
      continue;
    }
    let selection = selectionOf(allow);
    for (const deny of covering) selection = both(selection, complement(selectionOf(deny)));
    total = either(total, selection);
  }
  for (const deny of certain) {
    if (!isEverywhere(deny)) continue;
    if (deny.statement.actions) mark(total, deny.facts, false);
    else total = both(total, complement(selectionOf(deny)));
  }
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

const addOne = (counter: Counter, id: number): void => {
  const level = levelOf(id);
  counter.sums[level] = (counter.sums[level] ?? 0) + 1;
  const service = serviceOf(id);
  counter.seen.set(service, (counter.seen.get(service) ?? 0) | (1 << level));
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
    addOne(counter, id);
  }
};

const granted = ({ sums, seen }: Counter): Granted => {
  const services: Record<string, string> = {};
  const named = [...seen].map(([service, levels]) => [prefixOf(service), levels] as const);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [prefix, levels] of named) services[prefix] = lettersOf(levels);
  return { access: accessFrom(sums), services };
};

const count = ({ allBut, bits }: Selection): Granted => {
  const counter = newCounter();
  for (let id = 0; id < bits.length; id++) if (bits[id] === 1) addOne(counter, id);
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
