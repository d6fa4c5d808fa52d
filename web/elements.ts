import type { ElementDefinition } from 'cytoscape';
import { severities } from '../shared/engine/severity.ts';
import { type Box, type Layout, sizes } from '../shared/map/layout.ts';
import type { MapEdge, MapNode } from '../shared/map/model.ts';
import { groupOf, type Shown, type View } from '../shared/map/view.ts';
import { counted, isWide, kindWords } from './words.ts';

const longestName = 25;

const longestTitle = 18;

/** Both ends of a name say more than its beginning alone. */
const shortened = (name: string, longest = longestName): string => {
  const head = Math.ceil(longest * 0.6);
  return name.length <= longest ? name : `${name.slice(0, head)}…${name.slice(head + 1 - longest)}`;
};

const classesOf = (node: MapNode, { matches, isFiltered }: Shown): string =>
  [
    node.layer,
    `exposure-${node.exposure ?? 'no'}`,
    node.isReferenced ? 'referenced' : '',
    isFiltered && !matches.has(node.id) ? 'context' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');

const resourceElements = (node: MapNode, place: { x: number; y: number }, shown: Shown): ElementDefinition[] => {
  const context = shown.isFiltered && !shown.matches.has(node.id) ? ' context' : '';
  const badge = (id: string, label: string, classes: string, dx: number, dy: number): ElementDefinition => ({
    group: 'nodes',
    data: { id: `${id} ${node.id}`, label },
    position: { x: place.x + dx, y: place.y + dy },
    classes: `badge ${classes}${context}`,
  });
  const right = sizes.node.width / 2;
  const top = sizes.node.height / 2;
  return [
    {
      group: 'nodes',
      data: { id: node.id, label: `${shortened(node.name)}\n${kindWords(node.kind)}` },
      position: place,
      classes: `resource ${classesOf(node, shown)}`,
    },
    ...(node.worst === null
      ? []
      : [badge('findings', String(node.findings), `findings ${node.worst}`, right - 4, -top + 2)]),
    ...(node.layer === 'role' && (node.power === 'admin' || node.power === 'escalation')
      ? [badge('power', node.power === 'admin' ? 'ADMIN' : 'ESCALATES', 'power', right - 34, top)]
      : []),
  ];
};

const cardOf = (box: Box, members: readonly MapNode[]): ElementDefinition[] => {
  const functions = members.filter(({ layer }) => layer === 'function').length;
  const findings = members.reduce((sum, node) => sum + node.findings, 0);
  const worst = severities.toReversed().find((severity) => members.some((node) => node.worst === severity));
  const open = members.filter(isWide).length;
  const lines = [
    shortened(box.group, longestTitle),
    functions === 0 ? counted(members.length, 'resource') : counted(functions, 'function'),
    findings === 0 ? 'no findings' : `${counted(findings, 'finding')}, ${worst}`,
  ];
  const card: ElementDefinition = {
    group: 'nodes',
    data: { id: `group ${box.group}`, label: lines.join('\n'), group: box.group },
    position: { x: box.x, y: box.y },
    classes: `card ${worst ?? ''}`,
  };
  const badge: ElementDefinition = {
    group: 'nodes',
    data: { id: `open group ${box.group}`, label: `${open} OPEN` },
    position: { x: box.x + box.width / 2 - 30, y: box.y - box.height / 2 },
    classes: 'badge open',
  };
  return open === 0 ? [card] : [card, badge];
};

const boxOf = (box: Box): ElementDefinition => ({
  group: 'nodes',
  data: {
    id: `group ${box.group}`,
    label: `${box.group} (${box.size})`,
    group: box.group,
    width: box.width,
    height: box.height,
  },
  position: { x: box.x, y: box.y },
  classes: 'box',
});

/** What is linked with more groups than this (the default bus, say) is linked with everything: no news to draw. */
const mostLinks = 12;

interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly edges: MapEdge[];
}

/** Edges between drawn ends; those of collapsed groups are bundled. */
const edgeElements = (edges: readonly MapEdge[], endOf: (id: string) => string): ElementDefinition[] => {
  const bundles = new Map<string, Bundle>();
  for (const edge of edges) {
    const [from, to] = [endOf(edge.from), endOf(edge.to)];
    if (from === to) continue;
    const key = `${from} → ${to}`;
    const bundle = bundles.get(key) ?? { from, to, edges: [] };
    bundles.set(key, bundle);
    bundle.edges.push(edge);
  }
  const links = new Map<string, number>();
  for (const { from, to } of bundles.values())
    for (const end of [from, to]) if (end.startsWith('group ')) links.set(end, (links.get(end) ?? 0) + 1);
  const isHub = (id: string): boolean => (links.get(id) ?? 0) > mostLinks;
  return [...bundles].map(([key, { from, to, edges: bundled }]) => {
    const isBundle = from.startsWith('group ') || to.startsWith('group ');
    const labels = [...new Set(bundled.map(({ label }) => label))];
    const origin = bundled.every((edge) => edge.origin === 'observed') ? 'observed' : 'configured';
    const seen = bundled.some((edge) => edge.seen !== null) ? 'seen' : '';
    return {
      group: 'edges',
      data: {
        id: `edge ${key}`,
        source: from,
        target: to,
        label: isBundle ? counted(bundled.length, 'flow') : labels.join(', '),
        weight: Math.min(6, 1 + Math.log2(bundled.length)),
      },
      classes: `${origin} ${seen} ${isBundle ? 'bundle' : ''} ${isHub(from) || isHub(to) ? 'hub' : ''}`,
    };
  });
};

/** What is drawn for a layout of what is shown. */
export const elementsOf = (shown: Shown, layout: Layout, view: View): ElementDefinition[] => {
  const members = new Map<string, MapNode[]>();
  const groups = new Map<string, string>();
  for (const node of shown.nodes) {
    const group = groupOf(node, view.grouping);
    groups.set(node.id, group);
    members.set(group, [...(members.get(group) ?? []), node]);
  }
  const endOf = (id: string): string => (layout.nodes.has(id) ? id : `group ${groups.get(id) ?? ''}`);
  return [
    ...layout.boxes.flatMap((box) => (box.isCollapsed ? cardOf(box, members.get(box.group) ?? []) : [boxOf(box)])),
    ...edgeElements(shown.edges, endOf),
    ...shown.nodes.flatMap((node) => {
      const place = layout.nodes.get(node.id);
      return place === undefined ? [] : resourceElements(node, { ...place }, shown);
    }),
  ];
};
