import type { MapEdge, MapNode } from '../shared/map/model.ts';

export const exposureWords: Readonly<Record<string, string>> = {
  internet: 'open to the internet',
  'any-aws-account': 'open to any AWS account',
  'other-account': 'open to another account',
  organization: 'open to the organization',
  account: 'inside the account',
  none: 'nobody by policy',
  unknown: 'exposure not known',
};

export const powerWords: Readonly<Record<string, string>> = {
  admin: 'administrator',
  escalation: 'can become administrator',
  sensitive: 'reaches data or credentials',
  wide: 'a whole service, everywhere',
  ordinary: 'ordinary',
  'logs-only': 'writes its logs only',
};

/** Exposures that reach beyond the account, and what could. */
export const isWide = ({ exposure }: MapNode): boolean =>
  exposure === 'internet' || exposure === 'any-aws-account' || exposure === 'other-account';

export const kindWords = (kind: string): string => kind.replaceAll('-', ' ');

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The exposure with how far it is known: what was read in part may hide more. */
export const exposureOf = (node: MapNode): string | null => {
  if (node.exposure === null) return null;
  const words = exposureWords[node.exposure] ?? node.exposure;
  return node.isExposurePartial && node.exposure !== 'unknown' ? `at least ${words} (known in part)` : words;
};

/** Everything that the drawing says of a resource, for whoever does not see it. */
export const inWords = (node: MapNode): string =>
  [
    `${kindWords(node.kind)} ${node.name}`,
    exposureOf(node),
    node.power === null ? null : `power: ${powerWords[node.power] ?? node.power}`,
    node.worst === null ? null : `${counted(node.findings, 'finding')}, worst ${node.worst}`,
    node.isReferenced ? 'only known by what points at it' : null,
  ]
    .filter((part) => part !== null)
    .join('; ');

export const seenWords = ({ origin, seen }: MapEdge): string => {
  if (seen === null) return 'configured';
  const times = `seen ${seen.count === 1 ? 'once' : `${seen.count} times`}, last ${seen.last}`;
  return origin === 'observed' ? `${times}, configured nowhere that was read` : times;
};
