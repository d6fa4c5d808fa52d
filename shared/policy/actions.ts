import { closest } from 'fastest-levenshtein';
import {
  type AccessLevel,
  accessLevels,
  type ServiceActions,
  serviceActions,
  servicePrefixes,
} from './action-table.ts';
import { hasWildcard, wildcardMatch } from './pattern.ts';

export type { AccessLevel } from './action-table.ts';

const split = (action: string): readonly [service: string, name: string] => {
  const colon = action.indexOf(':');
  return colon < 0
    ? ['', action.toLowerCase()]
    : [action.slice(0, colon).toLowerCase(), action.slice(colon + 1).toLowerCase()];
};

const find = (action: string): readonly [ServiceActions, number] | undefined => {
  const [prefix, name] = split(action);
  const service = serviceActions(prefix);
  const place = service?.index.get(name);
  return service && place !== undefined ? [service, place] : undefined;
};

/** True where IAM knows `service:Action`; case does not matter. */
export const isKnownAction = (action: string): boolean => find(action) !== undefined;

export const isKnownService = (prefix: string): boolean => serviceActions(prefix.toLowerCase()) !== undefined;

/** The access level of one action; `undefined` where IAM knows no such action. */
export const accessLevelOf = (action: string): AccessLevel | undefined => {
  const [service, place] = find(action) ?? [];
  return service && place !== undefined ? accessLevels[service.levels[place] ?? 0] : undefined;
};

/** The known action that is written most alike, of the same service where that is known. */
export const nearestAction = (action: string): string | undefined => {
  const [prefix, name] = split(action);
  const service = serviceActions(prefix) ?? serviceActions(closest(prefix, [...servicePrefixes()]));
  if (!service) return undefined;
  const place = service.keys.indexOf(closest(name, service.keys));
  return `${service.prefix}:${service.names[place]}`;
};

/** Places of the actions of a service that a pattern (in lower case) matches. */
export const matchingPlaces = (service: ServiceActions, pattern: string): readonly number[] => {
  if (!hasWildcard(pattern)) {
    const place = service.index.get(pattern);
    return place === undefined ? [] : [place];
  }
  const places: number[] = [];
  for (let place = 0; place < service.keys.length; place++)
    if (wildcardMatch(pattern, service.keys[place] ?? '')) places.push(place);
  return places;
};

/** Every known action that `pattern` (`s3:Get*`, `*`) matches, as IAM writes it. */
export const expandAction = (pattern: string): readonly string[] => {
  const whole = pattern === '*' ? '*:*' : pattern;
  const [servicePattern, name] = split(whole);
  const prefixes = hasWildcard(servicePattern)
    ? [...servicePrefixes()].filter((prefix) => wildcardMatch(servicePattern, prefix))
    : [servicePattern];
  return prefixes.flatMap((prefix) => {
    const service = serviceActions(prefix);
    return service ? matchingPlaces(service, name).map((place) => `${prefix}:${service.names[place]}`) : [];
  });
};
