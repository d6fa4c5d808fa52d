import { type Facet, known, unknown } from '../engine/facet.ts';
import { type Document, facetOf } from './document.ts';
import type { Relation } from './edge.ts';
import { asKind, facetValue } from './facet-value.ts';
import type { PublicAccessBlock } from './kinds/data.ts';

/**
 * Block Public Access of a bucket and of its account together. What the account has switched on is sure to be on, even
 * where the bucket's own setting is not known.
 */
export const effectiveBlock = (document: Document): Facet<PublicAccessBlock | null> => {
  const bucket = asKind(document, 'bucket');
  if (!bucket) return unknown('not-seen');
  const own = facetOf(bucket, 'publicAccessBlock');
  const [ofAccount] = Object.values(bucket.neighbours['belongs-to'] ?? {}) as readonly (PublicAccessBlock | null)[];
  const mine = facetValue(bucket, 'publicAccessBlock') ?? null;
  const on = (name: keyof PublicAccessBlock): boolean => (mine?.[name] ?? false) || (ofAccount?.[name] ?? false);
  const together: PublicAccessBlock = {
    blockPublicAcls: on('blockPublicAcls'),
    ignorePublicAcls: on('ignorePublicAcls'),
    blockPublicPolicy: on('blockPublicPolicy'),
    restrictPublicBuckets: on('restrictPublicBuckets'),
  };
  if (!own.known) return Object.values(together).every(Boolean) ? known(together) : own;
  return known(mine === null && !ofAccount ? null : together);
};

/** The names that whatever uses a resource goes by. */
export const namesOver =
  (relation: Relation) =>
  (document: Document): Facet<readonly string[]> =>
    known(
      Object.values(document.neighbours[relation] ?? {})
        .filter((name) => typeof name === 'string')
        .sort(),
    );
