import { type Severity, severities } from '../engine/severity.ts';
import type { Exposure } from '../policy/exposure-order.ts';
import type { MapEdge, MapModel, MapNode } from './model.ts';
import { reachable } from './neighbourhood.ts';

export const groupings = ['application', 'owner', 'stack', 'account'] as const;
export type Grouping = (typeof groupings)[number];

/** What a person asked to see. */
export interface View {
  readonly grouping: Grouping;
  /** Resources whose name, kind or ARN has this in it. */
  readonly search: string;
  /** Exposures to show; empty: any. */
  readonly exposures: ReadonlySet<Exposure>;
  /** Only what has an active finding at or above it. */
  readonly severity: Severity | null;
  /** Only what changed at or after this time. */
  readonly since: string | null;
  /** Only flow that was seen in the trail. */
  readonly observedOnly: boolean;
  /** Only a resource with its neighbourhood, so many steps far. */
  readonly focus: string | null;
  readonly depth: number;
}

export const everything: View = {
  grouping: 'application',
  search: '',
  exposures: new Set(),
  severity: null,
  since: null,
  observedOnly: false,
  focus: null,
  depth: Number.POSITIVE_INFINITY,
};

/** The part of a map that is shown; `matches` is what was asked for, the rest is next to it. */
export interface Shown {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly matches: ReadonlySet<string>;
  readonly isFiltered: boolean;
}

/** The group of a resource under a grouping. */
export const groupOf = (node: MapNode, grouping: Grouping): string => {
  switch (grouping) {
    case 'application':
      return node.application;
    case 'owner':
      return node.owner ?? 'owner not known';
    case 'stack':
      return node.stack ?? 'in no known stack';
    case 'account':
      return [node.account === '' ? 'no account' : node.account, node.region].filter((part) => part !== '').join(' ');
  }
};

const rankOf = (severity: Severity | null): number => (severity === null ? -1 : severities.indexOf(severity));

/** `a` before `b` where it is worse, then larger, then by name. */
export const groupsInOrder = (nodes: readonly MapNode[], grouping: Grouping): readonly string[] => {
  const groups = new Map<string, { worst: number; size: number }>();
  for (const node of nodes) {
    const group = groups.get(groupOf(node, grouping)) ?? { worst: -1, size: 0 };
    group.worst = Math.max(group.worst, rankOf(node.worst));
    group.size += 1;
    groups.set(groupOf(node, grouping), group);
  }
  return [...groups]
    .sort(([a, left], [b, right]) => right.worst - left.worst || right.size - left.size || (a < b ? -1 : 1))
    .map(([group]) => group);
};

const matchesText = (node: MapNode, words: readonly string[]): boolean => {
  const text = `${node.kind} ${node.name} ${node.id} ${node.application} ${node.owner ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

const isAsked = (node: MapNode, view: View, words: readonly string[]): boolean =>
  matchesText(node, words) &&
  (view.exposures.size === 0 || (node.exposure !== null && view.exposures.has(node.exposure))) &&
  (view.severity === null || rankOf(node.worst) >= rankOf(view.severity)) &&
  (view.since === null || (node.changed !== null && node.changed >= view.since));

/** What of a map a view shows: the focus, then what was asked for in it, with its direct neighbours. */
export const shownOf = (model: MapModel, view: View): Shown => {
  const edges = view.observedOnly ? model.edges.filter(({ seen }) => seen !== null) : model.edges;
  const within =
    view.focus === null
      ? undefined
      : new Set([
          view.focus,
          ...reachable(edges, view.focus, 'upstream', view.depth).keys(),
          ...reachable(edges, view.focus, 'downstream', view.depth).keys(),
        ]);
  const linked = view.observedOnly ? new Set(edges.flatMap(({ from, to }) => [from, to])) : undefined;
  const candidates = model.nodes.filter(({ id }) => (within?.has(id) ?? true) && (linked?.has(id) ?? true));
  const words = view.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isFiltered = words.length > 0 || view.exposures.size > 0 || view.severity !== null || view.since !== null;
  const matches = new Set(candidates.filter((node) => isAsked(node, view, words)).map(({ id }) => id));
  const around = isFiltered
    ? new Set(
        edges.filter(({ from, to }) => matches.has(from) || matches.has(to)).flatMap(({ from, to }) => [from, to]),
      )
    : undefined;
  const nodes = candidates.filter(({ id }) => matches.has(id) || around === undefined || around.has(id));
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)), matches, isFiltered };
};
