import { type Arn, isArn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import type { Json } from '../json.ts';
import type { Document } from './document.ts';
import type { FacetName, FacetsByKind, Kind } from './kinds.ts';

/** A typed pointer from one resource to another, worked out from facets: never stored apart from what it follows from. */
export interface Edge {
  readonly relation: Relation;
  readonly target: Arn;
}

/**
 * - `runs-as` function → role
 * - `uses-layer` function → layer version
 * - `sends-to` whatever hands results, failures or messages on → where to
 * - `signed-by` function → code signing configuration
 * - `encrypted-with` → key
 * - `code-from` function → bucket
 * - `reads-from` event source mapping → queue, stream, table
 * - `triggers` event source mapping, rule, API, topic, bucket … → function
 * - `has-policy` role → managed policy
 * - `bounded-by` role → managed policy
 */
export type Relation =
  | 'runs-as'
  | 'uses-layer'
  | 'sends-to'
  | 'signed-by'
  | 'encrypted-with'
  | 'code-from'
  | 'reads-from'
  | 'triggers'
  | 'has-policy'
  | 'bounded-by';

/** The value of a facet, where it is known. */
export const facetValue = <K extends Kind, F extends FacetName<K>>(
  document: Document & { readonly kind: K },
  name: F,
): FacetsByKind[K][F] | undefined => knownValue(document.facets[name]) as FacetsByKind[K][F] | undefined;

/** A document of a kind, for readers of its facets. */
export const asKind = <K extends Kind>(document: Document, kind: K): (Document & { readonly kind: K }) | undefined =>
  document.kind === kind ? (document as Document & { readonly kind: K }) : undefined;

const to = (relation: Relation, ...targets: readonly (Json | undefined)[]): readonly Edge[] =>
  targets
    .filter((target) => typeof target === 'string')
    .filter(isArn)
    .map((target) => ({ relation, target }));

const edgesByKind: { readonly [K in Kind]?: (document: Document & { readonly kind: K }) => readonly Edge[] } = {
  function: (document) => [
    ...to('runs-as', facetValue(document, 'role')),
    ...to('uses-layer', ...(facetValue(document, 'layers') ?? [])),
    ...to('signed-by', facetValue(document, 'codeSigning') ?? undefined),
    ...to('encrypted-with', facetValue(document, 'kmsKey') ?? undefined),
    ...to('sends-to', facetValue(document, 'deadLetterTarget') ?? undefined),
    ...to(
      'sends-to',
      ...Object.values(facetValue(document, 'destinations') ?? {}).flatMap(({ onSuccess, onFailure }) => [
        onSuccess,
        onFailure,
      ]),
    ),
  ],
  'event-source-mapping': (document) => [
    ...to('triggers', facetValue(document, 'function')),
    ...to('reads-from', facetValue(document, 'eventSource') ?? undefined),
    ...to('sends-to', facetValue(document, 'onFailure') ?? undefined),
  ],
  role: (document) => [
    ...to('has-policy', ...Object.keys(facetValue(document, 'attachedPolicies') ?? {})),
    ...to('bounded-by', facetValue(document, 'boundary') ?? undefined),
  ],
  user: (document) => to('has-policy', ...Object.keys(facetValue(document, 'attachedPolicies') ?? {})),
};

const cache = new WeakMap<Document['facets'], readonly Edge[]>();

/** What a resource points at. */
export const edgesOf = (document: Document): readonly Edge[] => {
  const remembered = cache.get(document.facets);
  if (remembered) return remembered;
  const edges = (edgesByKind[document.kind] as ((document: Document) => readonly Edge[]) | undefined)?.(document) ?? [];
  const unique = [...new Map(edges.map((edge) => [`${edge.relation} ${edge.target}`, edge])).values()];
  cache.set(document.facets, unique);
  return unique;
};
