import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Document } from '../document.ts';
import type { Edge } from '../edge.ts';
import { edgesOf } from '../edges.ts';
import { edgeEndOf } from './index-keys.ts';
import { edgeItem, findingItem, findingKey } from './table.ts';
import type { Writing } from './writing.ts';

/** What stands beside a state: edges that have not ended, and the ids of findings. */
export interface Beside {
  readonly edges: readonly Edge[];
  readonly findings: readonly string[];
}

/** Edges and findings of a document as the items that the indexes show; what is no more ends, or goes. */
export const besideItems = (
  { stored, state: { document } }: Writing,
  between: readonly Edge[],
  left: Beside,
): readonly WriteRequest[] => {
  const { arn, findings } = document;
  const before = stored?.document;
  const current = document.presence === 'deleted' ? [] : edgesOf(document);
  const kept = new Set(current.map(({ relation, target }) => `${relation} ${target}`));
  const ended = new Map(
    [...(before === undefined ? [] : edgesOf(before)), ...between, ...left.edges]
      .map((edge) => [`${edge.relation} ${edge.target}`, edge] as const)
      .filter(([key]) => !kept.has(key)),
  );
  const gone = new Set([...Object.keys(before?.findings ?? {}), ...left.findings].filter((id) => !(id in findings)));
  const items = [
    ...current.map((edge) => edgeItem(document, edge, undefined)),
    ...[...ended.values()].map((edge) => edgeItem(document, edge, document.head?.time)),
    ...Object.values(findings).map((finding) => findingItem(arn, finding)),
  ];
  return [
    ...items.map((Item) => ({ PutRequest: { Item } })),
    ...[...gone].map((id) => ({ DeleteRequest: { Key: findingKey(arn, id) } })),
  ];
};

/** The edges of a document as their items would say them, without the items. */
const edgeTexts = (document: Document | undefined): ReadonlyMap<string, string> =>
  new Map(
    document === undefined || document.presence === 'deleted'
      ? []
      : edgesOf(document).map((edge) => [`${edge.relation} ${edge.target}`, JSON.stringify(edgeEndOf(document, edge))]),
  );

export const sameEdges = (before: Document | undefined, after: Document, between: readonly Edge[]): boolean => {
  const isTouched =
    before?.facets !== after.facets || before.neighbours !== after.neighbours || before.presence !== after.presence;
  if (!isTouched) return true;
  const [was, is] = [edgeTexts(before), edgeTexts(after)];
  return (
    was.size === is.size &&
    [...is].every(([key, text]) => was.get(key) === text) &&
    between.every(({ relation, target }) => is.has(`${relation} ${target}`))
  );
};

export const sameFindings = (before: Document | undefined, after: Document): boolean =>
  JSON.stringify(before?.findings ?? {}) === JSON.stringify(after.findings);
