import { accessLevels, serviceActions, servicePrefixes } from './action-table.ts';
import { matchingPlaces } from './actions.ts';
import type { Statement } from './document.ts';
import { arnCovers, hasWildcard, wildcardMatch } from './pattern.ts';

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

/** A set of actions: services that are not listed are in it wholly (`base` 1) or not at all (0). */
interface Selection {
  base: 0 | 1;
  readonly services: Map<string, Uint8Array>;
}

const sizes = new Map<string, number>();
const sizeOf = (prefix: string): number => {
  const known = sizes.get(prefix);
  if (known !== undefined) return known;
  const size = serviceActions(prefix)?.keys.length ?? 0;
  sizes.set(prefix, size);
  return size;
};

const of = ({ base, services }: Selection, prefix: string): Uint8Array => {
  const kept = services.get(prefix);
  if (kept) return kept;
  const fresh = new Uint8Array(sizeOf(prefix)).fill(base);
  services.set(prefix, fresh);
  return fresh;
};

type Expansion = readonly (readonly [prefix: string, places: readonly number[] | 'all'])[];

const expansions = new Map<string, Expansion>();

const expandIn = (prefix: string, name: string): Expansion => {
  const service = serviceActions(prefix);
  if (!service) return [];
  if (name === '*') return [[prefix, 'all']];
  const places = matchingPlaces(service, name);
  return places.length === 0 ? [] : [[prefix, places]];
};

const expand = (pattern: string): Expansion => {
  const kept = expansions.get(pattern);
  if (kept) return kept;
  const colon = pattern.indexOf(':');
  const prefix = pattern.slice(0, colon);
  const name = pattern.slice(colon + 1);
  const expansion =
    colon < 0
      ? []
      : hasWildcard(prefix)
        ? [...servicePrefixes()]
            .filter((known) => wildcardMatch(prefix, known))
            .flatMap((known) => expandIn(known, name))
        : expandIn(prefix, name);
  // The patterns of real documents are few; the bound keeps hostile input from growing the table.
  if (expansions.size < 20_000) expansions.set(pattern, expansion);
  return expansion;
};

const mark = (selection: Selection, patterns: readonly string[], value: 0 | 1): void => {
  for (const raw of patterns) {
    const pattern = raw.toLowerCase();
    if (pattern === '*' || pattern === '*:*') {
      selection.base = value;
      selection.services.clear();
      continue;
    }
    for (const [prefix, places] of expand(pattern)) {
      const bits = of(selection, prefix);
      if (places === 'all') bits.fill(value);
      else for (const place of places) bits[place] = value;
    }
  }
};

/** The actions a statement speaks of. */
const selectionOf = ({ actions, notActions }: Statement): Selection => {
  const selection: Selection = { base: notActions && !actions ? 1 : 0, services: new Map() };
  if (actions) mark(selection, actions, 1);
  else if (notActions) mark(selection, notActions, 0);
  return selection;
};

const combine = (into: Selection, other: Selection, pick: (a: number, b: number) => number): void => {
  const prefixes = new Set([...into.services.keys(), ...other.services.keys()]);
  for (const prefix of prefixes) {
    const bits = of(into, prefix);
    const others = other.services.get(prefix);
    for (let place = 0; place < bits.length; place++)
      bits[place] = pick(bits[place] ?? 0, others ? (others[place] ?? 0) : other.base);
  }
  into.base = pick(into.base, other.base) as 0 | 1;
};

const or = (a: number, b: number): number => a | b;
const and = (a: number, b: number): number => a & b;
const without = (a: number, b: number): number => a & (b ^ 1);

const coversResources = (deny: Statement, allow: Statement): boolean => {
  if (!deny.resources) return false;
  if (deny.resources.includes('*')) return true;
  return allow.resources?.every((inner) => deny.resources?.some((outer) => arnCovers(outer, inner)) ?? false) ?? false;
};

/** What statements allow, whatever the resource, less what their unconditional denies take off wholly. */
const allowedBy = (statements: readonly Statement[]): Selection => {
  const total: Selection = { base: 0, services: new Map() };
  const denies = statements.filter(({ effect, conditions }) => effect === 'Deny' && conditions.length === 0);
  const everywhere = denies.filter(({ resources }) => !resources || resources.includes('*'));
  const somewhere = denies.filter(({ resources }) => resources && !resources.includes('*'));
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    const covering = somewhere.filter((deny) => coversResources(deny, statement));
    if (covering.length === 0 && statement.actions) {
      mark(total, statement.actions, 1);
      continue;
    }
    const selection = selectionOf(statement);
    for (const deny of covering) combine(selection, selectionOf(deny), without);
    combine(total, selection, or);
  }
  for (const deny of everywhere) {
    if (deny.notResources) continue;
    if (deny.actions) mark(total, deny.actions, 0);
    else combine(total, selectionOf(deny), without);
  }
  return total;
};

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

const letters = accessLevels.map((level) => level[0]);

const count = ({ base, services }: Selection): Granted => {
  const sums = base === 1 ? [...totals()] : accessLevels.map(() => 0);
  const byService: Record<string, string> = base === 1 ? { '*': letters.join('') } : {};
  for (const prefix of [...services.keys()].sort()) {
    const service = serviceActions(prefix);
    const bits = services.get(prefix);
    if (!service || !bits) continue;
    const { levels, counts } = service;
    if (base === 1)
      counts.forEach((number, level) => {
        sums[level] = (sums[level] ?? 0) - number;
      });
    let seen = 0;
    for (let place = 0; place < bits.length; place++)
      if (bits[place] === 1) {
        const level = levels[place] ?? 0;
        sums[level] = (sums[level] ?? 0) + 1;
        seen |= 1 << level;
      }
    if (base === 0 && seen > 0) byService[prefix] = letters.filter((_, level) => seen & (1 << level)).join('');
  }
  const [read = 0, list = 0, write = 0, permissions = 0, tagging = 0] = sums;
  return { access: { read, list, write, permissions, tagging }, services: byService };
};

/** Counts the actions that statements grant together, within a boundary where there is one. */
export const accessOf = (statements: readonly Statement[], boundary?: readonly Statement[]): Granted => {
  const total = allowedBy(statements);
  if (boundary) combine(total, allowedBy(boundary), and);
  return count(total);
};
