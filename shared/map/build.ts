import { emptyContext } from '../engine/context.ts';
import type { Document } from '../inventory/document.ts';
import type { Relation } from '../inventory/edge.ts';
import { edgesOf } from '../inventory/edges.ts';
import { withApplications } from './applications.ts';
import { dataOf } from './data.ts';
import type { Layer, MapEdge, MapModel, MapNode } from './model.ts';
import { layerOfKind, nodeOf, referencedNode } from './node.ts';
import type { ObservedFlow } from './observed.ts';

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

const layerAt = (relation: MapEdge['relation'], end: 'from' | 'to', id: string): Layer => {
  if (id.startsWith('service:')) return 'trigger';
  if (id.includes(':function:')) return 'function';
  if (/^arn:[^:]*:iam:/.test(id)) return 'role';
  if (end === 'from') return 'source';
  if (relation === 'triggers' || relation === 'invokes') return 'function';
  return relation === 'runs-as' || relation === 'assumes' ? 'role' : 'data';
};

const configuredEdges = (document: Document): readonly MapEdge[] => {
  const edge = (from: string, to: string, relation: MapEdge['relation'], label: string): MapEdge => ({
    from,
    to,
    relation,
    origin: 'configured',
    label,
    seen: null,
  });
  const flows = edgesOf(document).filter(({ relation }) => !notFlow.has(relation));
  return [
    ...flows.map(({ relation, target }) =>
      againstTheArrow.has(relation)
        ? edge(target, document.arn, relation, relation.replaceAll('-', ' '))
        : edge(document.arn, target, relation, relation.replaceAll('-', ' ')),
    ),
    ...(document.kind === 'role'
      ? dataOf(document).map(({ resource, access }) => edge(document.arn, resource, 'uses', access))
      : []),
  ];
};

/** A flow that was seen confirms the configured edge between the same two, or stands as one of its own. */
const withObserved = (configured: readonly MapEdge[], observed: readonly ObservedFlow[]): readonly MapEdge[] => {
  const seenBetween = new Map(observed.map((flow) => [`${flow.from} ${flow.to}`, flow]));
  const confirmed = configured.map((edge): MapEdge => {
    const flow = seenBetween.get(`${edge.from} ${edge.to}`);
    return flow === undefined ? edge : { ...edge, seen: flow.seen };
  });
  const explained = new Set(configured.map(({ from, to }) => `${from} ${to}`));
  const alone = observed
    .filter(({ from, to }) => !explained.has(`${from} ${to}`))
    .map((flow): MapEdge => ({ ...flow, origin: 'observed' }));
  return [...confirmed, ...alone];
};

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
const keyOf = ({ from, to, relation }: MapEdge): string => `${from} ${to} ${relation}`;

/**
 * How information flows through an inventory: sources → triggers → functions → roles → what the roles reach, as
 * configured and, where a trail was read, as observed. Resources that take no part in a flow are left out, unless they
 * are functions or have findings.
 */
export const mapOf = (
  documents: Iterable<Document>,
  observed: readonly ObservedFlow[] = [],
  ownerTag: string = emptyContext.ownerTag,
): MapModel => {
  const nodes = new Map<string, MapNode>();
  const configured = new Map<string, MapEdge>();
  for (const document of documents) {
    const layer = layerOfKind(document.kind);
    if (layer === undefined || document.presence === 'deleted') continue;
    nodes.set(document.arn, nodeOf(document, layer, ownerTag));
    for (const edge of configuredEdges(document)) if (edge.from !== edge.to) configured.set(keyOf(edge), edge);
  }
  const edges = withObserved([...configured.values()], observed);
  for (const { from, to, relation } of edges) {
    if (!nodes.has(from)) nodes.set(from, referencedNode(from, layerAt(relation, 'from', from)));
    if (!nodes.has(to)) nodes.set(to, referencedNode(to, layerAt(relation, 'to', to)));
  }
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const shown = [...nodes.values()].filter(
    ({ id, layer, findings }) => used.has(id) || layer === 'function' || findings > 0,
  );
  return {
    nodes: withApplications(shown.sort(byId), edges),
    edges: [...edges].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
};
