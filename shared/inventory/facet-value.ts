import { knownValue } from '../engine/facet.ts';
import type { Document } from './document.ts';
import type { FacetName, FacetsByKind, Kind } from './kinds.ts';

/** The value of a facet, where it is known. */
export const facetValue = <K extends Kind, F extends FacetName<K>>(
  document: Document & { readonly kind: K },
  name: F,
): FacetsByKind[K][F] | undefined => knownValue(document.facets[name]) as FacetsByKind[K][F] | undefined;

/** A document of a kind, for readers of its facets. */
export const asKind = <K extends Kind>(document: Document, kind: K): (Document & { readonly kind: K }) | undefined =>
  document.kind === kind ? (document as Document & { readonly kind: K }) : undefined;
