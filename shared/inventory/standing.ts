import type { BlastRadius } from '../engine/finding.ts';
import { type PowerLevel, powerInWords, powerLevel } from '../policy/power-level.ts';
import { type Document, facetOf } from './document.ts';
import { derivedFacet, type RolePower } from './links.ts';

const rolePowerOf = (document: Document): { value: RolePower; whole: boolean } | undefined => {
  const facet = derivedFacet(document, 'power');
  if (!facet?.known) return undefined;
  return { value: facet.value as RolePower, whole: facet.partial === undefined };
};

/**
 * How strong what stands behind a resource is. What is not wholly known is never called weak: only its strong levels
 * are told.
 */
export const powerBehind = (document: Document): PowerLevel | undefined => {
  const found = rolePowerOf(document);
  if (found === undefined) return undefined;
  const level = powerLevel(found.value.power);
  return found.whole || level === 'admin' || level === 'escalation' ? level : undefined;
};

/** What stands behind a resource; `null` where nothing is known of it. */
export const blastRadiusOf = (document: Document): BlastRadius | null => {
  const role = facetOf(document, 'role');
  const found = rolePowerOf(document);
  const roleArn =
    document.kind === 'role' ? document.arn : role.known && typeof role.value === 'string' ? role.value : null;
  if (found === undefined) return roleArn === null || document.kind === 'role' ? null : { role: roleArn, power: null };
  return {
    role: roleArn,
    power: powerInWords(found.value.power),
    level: powerLevel(found.value.power),
    complete: found.whole,
    sharedBy: [...found.value.usedBy],
  };
};

/** The owner that a resource's tags name; `null` where there is none or the tags are not known. */
export const ownerOf = (document: Document, ownerTag: string): string | null => {
  const tags = facetOf(document, 'tags');
  if (!tags.known || typeof tags.value !== 'object' || tags.value === null) return null;
  const owner = (tags.value as { readonly [key: string]: unknown })[ownerTag];
  return typeof owner === 'string' ? owner : null;
};
