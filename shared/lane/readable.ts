import type { Hydrating } from '../account/hydrate.ts';
import type { Document } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';

/**
 * What reading an account can tell of each kind. It is said here as well as by the readers, so that whether something
 * is lacking can be answered without loading them and their SDK clients: most batches lack nothing.
 */
export const readableFacets = {
  function: [
    'role',
    'runtime',
    'handler',
    'packageType',
    'layers',
    'code',
    'kmsKey',
    'deadLetterTarget',
    'tracing',
    'logging',
    'fileSystems',
    'vpc',
    'environment',
    'aliases',
    'resourcePolicy',
    'urls',
    'destinations',
    'reservedConcurrency',
    'codeSigning',
    'runtimeUpdates',
    'recursiveLoop',
    'tags',
    'stack',
  ],
  role: ['trustPolicy', 'boundary', 'path', 'tags', 'inlinePolicies', 'attachedPolicies'],
  'managed-policy': ['versions', 'defaultVersion'],
} as const satisfies { readonly [K in Kind]?: readonly string[] };

export type ReadableKind = keyof typeof readableFacets;

/** Where reading is possible: one account, and of regional resources one Region. */
export interface Readable {
  readonly account: string;
  readonly region: string;
}

const isLacking = (document: Document, facet: string): boolean => {
  const held = document.facets[facet];
  return held === undefined || !held.known || held.partial !== undefined;
};

/** Readers of a kind that are loaded when something is lacking, and not asked about what lies elsewhere. */
export const whenLacking = (
  kind: ReadableKind,
  { account, region }: Readable,
  load: () => Promise<Hydrating>,
): Hydrating => {
  const readable: readonly string[] = readableFacets[kind];
  return {
    lacks: (document, facets) =>
      document.account === account &&
      (document.region === '' || document.region === region) &&
      readable.some((facet) => facets.includes(facet) && isLacking(document, facet)),
    read: async (document, facets, readAt) => (await load()).read(document, facets, readAt),
  };
};
