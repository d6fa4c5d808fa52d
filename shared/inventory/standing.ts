import type { Facet } from '../engine/facet.ts';
import type { BlastRadius } from '../engine/finding.ts';
import { type PowerLevel, powerInWords, powerLevel } from '../policy/power-level.ts';
import { type Document, facetOf } from './document.ts';
import { asKind } from './facet-value.ts';
import type { Environment } from './kinds/lambda.ts';
import { derivedFacet, type RolePower } from './links.ts';

/** The power of the role behind a resource, and whether all of it is known. */
export interface Behind {
  readonly value: RolePower;
  readonly whole: boolean;
}

/** What is known of the role behind a resource, or of a role or user itself. */
export const rolePowerBehind = (document: Document): Behind | undefined => {
  const facet = derivedFacet(document, 'power');
  if (!facet?.known) return undefined;
  return { value: facet.value as RolePower, whole: facet.partial === undefined };
};

/**
 * How strong what stands behind a resource is. What is not wholly known is never called weak: only its strong levels
 * are told.
 */
export const powerBehind = (document: Document): PowerLevel | undefined => {
  const found = rolePowerBehind(document);
  if (found === undefined) return undefined;
  const level = powerLevel(found.value.power);
  return found.whole || level === 'admin' || level === 'escalation' ? level : undefined;
};

/** The facets beside its role that say what a function holds. */
export const heldFacets = ['environment', 'vpc', 'fileSystems'] as const;

const isEmpty = <T>(facet: Facet<T>, test: (value: T) => boolean): boolean | undefined => {
  if (!facet.known) return undefined;
  if (!test(facet.value)) return false;
  return facet.partial === undefined ? true : undefined;
};

/**
 * Whether a function gives nothing to who gets into it: its role is known in full and writes logs only, and it is known
 * to be in no VPC, to have no file system and no environment value that looks like a secret. `undefined` where a part
 * of that is not known.
 */
export const holdsNothing = (document: Document): boolean | undefined => {
  const fn = asKind(document, 'function');
  const behind = rolePowerBehind(document);
  if (fn === undefined || behind === undefined) return undefined;
  const parts = [
    behind.whole ? powerLevel(behind.value.power) === 'logs-only' : undefined,
    isEmpty(facetOf(fn, 'environment') as Facet<Environment>, ({ secretLike }) => secretLike.length === 0),
    isEmpty(facetOf(fn, 'vpc'), (vpc) => vpc === null),
    isEmpty(facetOf(fn, 'fileSystems') as Facet<readonly string[]>, (mounted) => mounted.length === 0),
  ];
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
};

/** What stands behind a resource; `null` where nothing is known of it. */
export const blastRadiusOf = (document: Document): BlastRadius | null => {
  const role = facetOf(document, 'role');
  const found = rolePowerBehind(document);
  const roleArn =
    document.kind === 'role' ? document.arn : role.known && typeof role.value === 'string' ? role.value : null;
  if (found === undefined) return roleArn === null || document.kind === 'role' ? null : { role: roleArn, power: null };
  const { power, reached, usedBy, users } = found.value;
  return {
    role: roleArn,
    power: powerInWords(power),
    level: powerLevel(power),
    complete: found.whole,
    ...(reached === undefined ? {} : { secrets: { ...reached.secrets }, data: { ...reached.data } }),
    sharedBy: [...usedBy],
    users: users ?? usedBy.length,
  };
};

/** The owner that a resource's tags name; `null` where there is none or the tags are not known. */
export const ownerOf = (document: Document, ownerTag: string): string | null => {
  const tags = facetOf(document, 'tags');
  if (!tags.known || typeof tags.value !== 'object' || tags.value === null) return null;
  const owner = (tags.value as { readonly [key: string]: unknown })[ownerTag];
  return typeof owner === 'string' ? owner : null;
};
