import type { Document } from './document.ts';
import type { Edge } from './edge.ts';
import { edgesByKind } from './edges-by-kind.ts';

const cache = new WeakMap<Document['facets'], readonly Edge[]>();

/** What a resource points at. */
export const edgesOf = (document: Document): readonly Edge[] => {
  const remembered = cache.get(document.facets);
  if (remembered) return remembered;
  const edges = edgesByKind[document.kind]?.(document as never) ?? [];
  const unique = [...new Map(edges.map((edge) => [`${edge.relation} ${edge.target}`, edge])).values()];
  cache.set(document.facets, unique);
  return unique;
};
