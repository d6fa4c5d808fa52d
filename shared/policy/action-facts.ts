import { serviceActions, servicePrefixes } from './action-table.ts';
import { escalationPaths } from './escalation-paths.ts';
import { hasWildcard, wildcardMatch } from './pattern.ts';
import { credentialActions, dataExfiltrationActions } from './sensitive-actions.ts';

/** What one action pattern of a policy comes to; worked out once, as most policies are written with the same ones. */
export interface ActionFacts {
  readonly wild: boolean;
  /** Every action of every service. */
  readonly everything: boolean;
  /** Numbers of the known actions it matches; see `levelOf`, `serviceOf`. */
  readonly ids: readonly number[];
  /** Those of them (in lower case) that some escalation path takes or that are sensitive by themselves. */
  readonly telling: readonly string[];
}

// Actions get numbers as their services are first asked for, so that sets of them need no names.
const offsets = new Map<string, number>();
const prefixes: string[] = [];
const levels: number[] = [];
const owners: number[] = [];

const offsetOf = (prefix: string): number => {
  const kept = offsets.get(prefix);
  if (kept !== undefined) return kept;
  const offset = levels.length;
  offsets.set(prefix, offset);
  const service = prefixes.push(prefix) - 1;
  for (const level of serviceActions(prefix)?.levels ?? []) {
    levels.push(level);
    owners.push(service);
  }
  return offset;
};

/** Place of an action's access level in `accessLevels`. */
export const levelOf = (id: number): number => levels[id] ?? 0;
/** Number of an action's service. */
export const serviceOf = (id: number): number => owners[id] ?? 0;
export const prefixOf = (service: number): string => prefixes[service] ?? '';
/** How many actions have a number so far. */
export const numbered = (): number => levels.length;

const telling: ReadonlyMap<string, readonly string[]> = (() => {
  const services = new Map<string, Set<string>>();
  const add = (action: string): void => {
    const key = action.toLowerCase();
    const service = key.slice(0, key.indexOf(':'));
    const actions = services.get(service) ?? new Set();
    actions.add(key);
    services.set(service, actions);
  };
  for (const { steps } of escalationPaths) for (const { action } of steps) add(action);
  dataExfiltrationActions.forEach(add);
  credentialActions.forEach(add);
  return new Map([...services].map(([service, actions]) => [service, [...actions]]));
})();

const allTelling: readonly string[] = [...telling.values()].flat();
const tellingSet: ReadonlySet<string> = new Set(allTelling);

const idsIn = (prefix: string, name: string): readonly number[] => {
  const service = serviceActions(prefix);
  if (!service) return [];
  const offset = offsetOf(prefix);
  if (!hasWildcard(name)) {
    const place = service.index.get(name);
    return place === undefined ? [] : [offset + place];
  }
  const ids: number[] = [];
  for (let place = 0; place < service.keys.length; place++)
    if (wildcardMatch(name, service.keys[place] ?? '')) ids.push(offset + place);
  return ids;
};

const workOut = (pattern: string): ActionFacts => {
  if (/^\*+(?::\*+)?$/.test(pattern)) return { wild: true, everything: true, ids: [], telling: allTelling };
  const colon = pattern.indexOf(':');
  const prefix = colon < 0 ? '' : pattern.slice(0, colon);
  const name = pattern.slice(colon + 1);
  const wild = hasWildcard(pattern);
  if (prefix === '') return { wild, everything: false, ids: [], telling: [] };
  if (!wild)
    return { wild, everything: false, ids: idsIn(prefix, name), telling: tellingSet.has(pattern) ? [pattern] : [] };
  const open = hasWildcard(prefix);
  const services = open ? [...servicePrefixes()].filter((known) => wildcardMatch(prefix, known)) : [prefix];
  return {
    wild,
    everything: false,
    ids: services.flatMap((service) => idsIn(service, name)),
    telling: (open ? allTelling : (telling.get(prefix) ?? [])).filter((action) => wildcardMatch(pattern, action)),
  };
};

const facts = new Map<string, ActionFacts>();

export const factsOf = (raw: string): ActionFacts => {
  const kept = facts.get(raw);
  if (kept) return kept;
  const fresh = workOut(raw.toLowerCase());
  // The patterns of real documents are few; the bound keeps hostile input from growing the table.
  if (facts.size < 30_000) facts.set(raw, fresh);
  return fresh;
};

/** Every action that tells of power, in lower case. */
export const tellingActions: readonly string[] = allTelling;
