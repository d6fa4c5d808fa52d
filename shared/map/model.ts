import { knownValue } from '../engine/facet.ts';
import { compareSeverity, type Severity } from '../engine/severity.ts';
import { type Document, facetOf } from '../inventory/document.ts';
import type { Relation } from '../inventory/edge.ts';
import { edgesOf } from '../inventory/edges.ts';
import type { Kind } from '../inventory/kinds.ts';
import { derivedFacet, refOfArn } from '../inventory/links.ts';
import type { Reach } from '../inventory/reach.ts';
import { ownerOf, powerBehind } from '../inventory/standing.ts';
import type { Exposure } from '../policy/exposure.ts';
import { dataOf } from './data.ts';

/** Where a resource stands in the flow of information, from left to right. */
export const layers = ['source', 'trigger', 'function', 'role', 'data'] as const;
export type Layer = (typeof layers)[number];

export interface MapNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly layer: Layer;
  /** The application: what the tags or the stack say, else the beginning of the name. */
  readonly group: string;
  readonly owner: string | null;
  /** Only known because something points at it. */
  readonly isReferenced: boolean;
  readonly exposure: Exposure | null;
  /** How strong the role behind it is, where that is known. */
  readonly power: string | null;
  readonly findings: number;
  readonly worst: Severity | null;
  /** The last change, ISO 8601. */
  readonly changed: string | null;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation | 'uses';
  /** Configured somewhere, or seen happening in the trail. */
  readonly origin: 'configured' | 'observed';
  readonly label: string;
}

export interface MapModel {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

const layerOf: { readonly [K in Kind]?: Layer } = {
  function: 'function',
  'state-machine': 'function',
  role: 'role',
  user: 'role',
  api: 'trigger',
  'graphql-api': 'trigger',
  'user-pool': 'trigger',
  'identity-pool': 'trigger',
  'event-rule': 'trigger',
  schedule: 'trigger',
  pipe: 'trigger',
  'event-source-mapping': 'trigger',
  'iot-rule': 'trigger',
  invoker: 'trigger',
  topic: 'source',
  queue: 'source',
  'event-bus': 'source',
  bucket: 'source',
  table: 'source',
  stream: 'source',
  'log-group': 'source',
  key: 'data',
  secret: 'data',
  parameter: 'data',
  repository: 'data',
  'api-destination': 'data',
};

/** Relations that say how things are built rather than how information flows. */
const notFlow: ReadonlySet<Relation> = new Set([
  'has-policy',
  'bounded-by',
  'uses-layer',
  'signed-by',
  'encrypted-with',
]);

/** Information flows from the queue to the mapping that reads it, though the mapping points at the queue. */
const againstTheArrow: ReadonlySet<Relation> = new Set(['reads-from', 'listens-on', 'authorized-by']);

const groupOf = (document: Document): string => {
  const tags = knownValue(facetOf(document, 'tags')) as { readonly [key: string]: string } | undefined;
  const tagged = tags?.['application'] ?? tags?.['app'] ?? tags?.['service'] ?? tags?.['aws:cloudformation:stack-name'];
  if (tagged !== undefined) return tagged;
  const stack = knownValue(facetOf(document, 'stack'));
  if (typeof stack === 'string') return stack;
  return document.name.split(/[-_./]/)[0] ?? document.name;
};

const exposureOf = (document: Document): Exposure | null => {
  const reach = derivedFacet(document, 'reach');
  return reach?.known ? (reach.value as Reach).exposure : null;
};

const nodeOf = (document: Document, layer: Layer): MapNode => {
  const open = Object.values(document.findings).filter(
    ({ status, verdict }) => status === 'active' && verdict === 'fail',
  );
  const worst =
    open
      .map(({ severity }) => severity)
      .sort(compareSeverity)
      .at(-1) ?? null;
  return {
    id: document.arn,
    kind: document.kind,
    name: document.name,
    account: document.account,
    region: document.region,
    layer,
    group: groupOf(document),
    owner: ownerOf(document, 'owner'),
    isReferenced: document.presence === 'referenced',
    exposure: exposureOf(document),
    power: powerBehind(document) ?? null,
    findings: open.length,
    worst,
    changed: document.head?.time ?? null,
  };
};

const unknownNode = (id: string, layer: Layer): MapNode => {
  const ref = refOfArn(id as Document['arn'], 'function');
  return {
    id,
    kind: id.split(':')[2] ?? 'resource',
    name: ref?.name ?? id,
    account: ref?.account ?? '',
    region: ref?.region ?? '',
    layer,
    group: '',
    owner: null,
    isReferenced: true,
    exposure: null,
    power: null,
    findings: 0,
    worst: null,
    changed: null,
  };
};

/**
 * How information flows through an inventory: sources → triggers → functions → roles → what the roles reach. Resources
 * that take no part in a flow are left out, unless they are functions or have findings.
 */
export const mapOf = (documents: Iterable<Document>): MapModel => {
  const nodes = new Map<string, MapNode>();
  const edges = new Map<string, MapEdge>();
  const connect = (from: string, to: string, relation: MapEdge['relation'], label: string): void => {
    if (from === to) return;
    edges.set(`${from} ${to} ${relation}`, { from, to, relation, origin: 'configured', label });
  };
  for (const document of documents) {
    const layer = layerOf[document.kind];
    if (layer === undefined || document.presence === 'deleted') continue;
    nodes.set(document.arn, nodeOf(document, layer));
    for (const { relation, target } of edgesOf(document)) {
      if (notFlow.has(relation)) continue;
      if (againstTheArrow.has(relation)) connect(target, document.arn, relation, relation.replaceAll('-', ' '));
      else connect(document.arn, target, relation, relation.replaceAll('-', ' '));
    }
    if (document.kind === 'role') {
      for (const { resource, access } of dataOf(document)) connect(document.arn, resource, 'uses', access);
    }
  }
  const used = new Set([...edges.values()].flatMap(({ from, to }) => [from, to]));
  for (const { from, to, relation } of edges.values()) {
    if (!nodes.has(from)) nodes.set(from, unknownNode(from, 'source'));
    if (!nodes.has(to))
      nodes.set(to, unknownNode(to, relation === 'triggers' ? 'function' : relation === 'runs-as' ? 'role' : 'data'));
  }
  const shown = [...nodes.values()].filter(
    ({ id, layer, findings }) => used.has(id) || layer === 'function' || findings > 0,
  );
  const ids = new Set(shown.map(({ id }) => id));
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    nodes: shown.sort(byId),
    edges: [...edges.values()]
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)),
  };
};
