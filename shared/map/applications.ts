import type { MapEdge, MapNode } from './model.ts';

/** What belongs to nobody in particular, or to several. */
export const shared = 'shared';

const prefixOf = (name: string): string => name.split(/[-_./]/)[0] ?? name;

/** A beginning that only one function has says nothing. */
const leastFunctions = 2;

/**
 * Gives an application to every resource that does not name one: to functions by the beginning of their names where
 * several share it, to what surrounds them by the functions it is linked with. What serves several is `shared`.
 */
export const withApplications = (nodes: readonly MapNode[], edges: readonly MapEdge[]): readonly MapNode[] => {
  const applications = new Map(nodes.map(({ id, application }) => [id, application]));
  const functions = nodes.filter(({ layer }) => layer === 'function');
  const prefixes = new Map<string, number>();
  for (const { name } of functions) prefixes.set(prefixOf(name), (prefixes.get(prefixOf(name)) ?? 0) + 1);
  for (const { id, name, application } of functions) {
    if (application !== '') continue;
    const prefix = prefixOf(name);
    applications.set(id, (prefixes.get(prefix) ?? 0) >= leastFunctions ? prefix : shared);
  }

  const linked = new Map<string, Set<string>>();
  const link = (id: string, other: string): void => {
    const others = linked.get(id) ?? new Set<string>();
    linked.set(id, others);
    others.add(other);
  };
  for (const { from, to } of edges) {
    link(from, to);
    link(to, from);
  }
  // Triggers and roles stand next to functions, sources next to triggers, data next to roles and sources of sources.
  for (let round = 0; round < 3; round += 1) {
    const found = nodes.flatMap(({ id }) => {
      if (applications.get(id) !== '') return [];
      const around = new Set([...(linked.get(id) ?? [])].map((other) => applications.get(other) ?? ''));
      around.delete('');
      around.delete(shared);
      const [only] = around;
      return only === undefined ? [] : [[id, around.size === 1 ? only : shared] as const];
    });
    for (const [id, application] of found) applications.set(id, application);
  }
  return nodes.map((node) => ({ ...node, application: applications.get(node.id) || shared }));
};
