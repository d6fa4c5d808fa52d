import { applyChange, type Document, emptyDocument } from '../../shared/inventory/document.ts';
import { project } from '../../shared/inventory/projections.ts';
import type { Json } from '../../shared/json.ts';
import type { Change } from '../../shared/trail/change.ts';

/** The resources that changes leave behind, by ARN, in the order they were first touched. */
export const documentsAfter = (...changes: readonly Change[]): ReadonlyMap<string, Document> => {
  const documents = new Map<string, Document>();
  for (const change of changes.flatMap(project)) {
    documents.set(change.arn, applyChange(documents.get(change.arn) ?? emptyDocument(change), change));
  }
  return documents;
};

/** A facet in short: its value, `[value, reason]` where it is known in part, or `?reason`. */
const inShort = (facet: Document['facets'][string]): Json =>
  facet.known ? (facet.partial === undefined ? facet.value : [facet.value, facet.partial]) : `?${facet.reason}`;

/** The one resource that changes touch, with its facets in short. */
export const resourceAfter = (...changes: readonly Change[]) => {
  const [document, ...others] = documentsAfter(...changes).values();
  if (document === undefined || others.length > 0) throw new Error(`expected one resource, got ${others.length + 1}`);
  const { kind, arn, name, presence, facets } = document;
  return {
    kind,
    arn,
    name,
    presence,
    facets: Object.fromEntries(Object.entries(facets).map(([key, facet]) => [key, inShort(facet)])),
  };
};
