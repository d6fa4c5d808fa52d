import type { JsonObject } from '../json.ts';
import { ordered } from '../ordered.ts';
import type { Document } from './document.ts';
import { edgesOf } from './edges.ts';

/** One resource of an exported inventory: the whole document, and what it points at. */
export const resourceJson = (document: Document): JsonObject => ({
  kind: document.kind,
  arn: document.arn,
  name: document.name,
  account: document.account,
  region: document.region,
  presence: document.presence,
  head: document.head === null ? null : { time: document.head.time, id: document.head.id },
  facets: ordered(document.facets as unknown as JsonObject),
  edges: edgesOf(document)
    .map(({ relation, target }) => ({ relation, target }))
    .sort((a, b) => (`${a.relation} ${a.target}` < `${b.relation} ${b.target}` ? -1 : 1)),
  neighbours: ordered(document.neighbours),
  findings: ordered(document.findings as unknown as JsonObject),
});

/**
 * An inventory as JSON, piece by piece: the resources by ARN, one a line, so that the same inventory is the same text.
 */
export const exportInventory = function* (documents: Iterable<Document>, asOf: string | null): Generator<string> {
  yield `{"version":1,"asOf":${JSON.stringify(asOf)},"resources":[`;
  const byArn = [...documents].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  let separator = '\n';
  for (const document of byArn) {
    yield `${separator}${JSON.stringify(resourceJson(document))}`;
    separator = ',\n';
  }
  yield '\n]}\n';
};
