import type { MapEdge, MapModel, MapNode } from './model.ts';

const shapes: Readonly<Record<string, readonly [string, string]>> = {
  function: ['[[', ']]'],
  source: ['[(', ')]'],
  trigger: ['>', ']'],
  role: ['([', '])'],
  data: ['[(', ')]'],
};

const marks = (node: MapNode): string => {
  const words = [
    node.exposure !== null && ['internet', 'any-aws-account', 'other-account'].includes(node.exposure)
      ? `open to ${node.exposure}`
      : '',
    node.power === 'admin' || node.power === 'escalation' ? node.power : '',
    node.worst === null ? '' : `${node.findings} finding${node.findings === 1 ? '' : 's'}, ${node.worst}`,
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
};

const quoted = (text: string): string => text.replaceAll('"', "'");

const ids = (model: MapModel): ReadonlyMap<string, string> =>
  new Map(model.nodes.map(({ id }, index) => [id, `n${index}`]));

const groups = (model: MapModel): ReadonlyMap<string, readonly MapNode[]> => {
  const grouped = new Map<string, MapNode[]>();
  for (const node of model.nodes) grouped.set(node.application, [...(grouped.get(node.application) ?? []), node]);
  return new Map([...grouped].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** The map as a Mermaid flow chart, as Markdown viewers draw it. */
export const mermaid = (model: MapModel): string => {
  const names = ids(model);
  const line = (node: MapNode): string => {
    const [open, close] = shapes[node.layer] ?? ['[', ']'];
    return `    ${names.get(node.id)}${open}"${quoted(`${node.kind}: ${node.name}${marks(node)}`)}"${close}`;
  };
  const arrow = ({ from, to, label, origin }: MapEdge): string =>
    `  ${names.get(from)} ${origin === 'observed' ? '-.->' : '-->'}|${quoted(label)}| ${names.get(to)}`;
  const severe = model.nodes.filter(({ worst }) => worst === 'critical' || worst === 'high');
  return [
    'flowchart LR',
    ...[...groups(model)].flatMap(([group, nodes], index) => [
      `  subgraph g${index}["${quoted(group === '' ? 'others' : group)}"]`,
      ...nodes.map(line),
      '  end',
    ]),
    ...model.edges.map(arrow),
    '  classDef severe stroke:#c62828,stroke-width:3px',
    ...(severe.length === 0 ? [] : [`  class ${severe.map(({ id }) => names.get(id)).join(',')} severe`]),
    '',
  ].join('\n');
};

/** The map in the language of Graphviz. */
export const dot = (model: MapModel): string => {
  const names = ids(model);
  const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return [
    'digraph trailwarden {',
    '  rankdir=LR; node [shape=box, style=rounded, fontname="sans-serif"];',
    ...[...groups(model)].flatMap(([group, nodes], index) => [
      `  subgraph cluster_${index} { label="${escaped(group)}";`,
      ...nodes.map((node) => {
        const colour = node.worst === 'critical' || node.worst === 'high' ? ', color="#c62828", penwidth=2' : '';
        return `    ${names.get(node.id)} [label="${escaped(`${node.kind}\n${node.name}${marks(node)}`).replaceAll('\n', '\\n')}"${colour}];`;
      }),
      '  }',
    ]),
    ...model.edges.map(
      ({ from, to, label, origin }) =>
        `  ${names.get(from)} -> ${names.get(to)} [label="${escaped(label)}"${origin === 'observed' ? ', style=dashed' : ''}];`,
    ),
    '}',
    '',
  ].join('\n');
};
