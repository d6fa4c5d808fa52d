import type { MapEdge, MapModel } from './model.ts';

export type Direction = 'upstream' | 'downstream';

const adjacency = (edges: readonly MapEdge[], direction: Direction): ReadonlyMap<string, readonly string[]> => {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const [here, there] = direction === 'downstream' ? [from, to] : [to, from];
    const known = next.get(here);
    if (known === undefined) next.set(here, [there]);
    else known.push(there);
  }
  return next;
};

/**
 * What can be reached from a resource along the flow, or can reach it against it, each with the number of steps; the
 * resource itself is not part of it.
 */
export const reachable = (
  edges: readonly MapEdge[],
  start: string,
  direction: Direction,
  farthest = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, number> => {
  const next = adjacency(edges, direction);
  const steps = new Map([[start, 0]]);
  let frontier = [start];
  for (let step = 1; step <= farthest && frontier.length > 0; step += 1) {
    const found: string[] = [];
    for (const here of frontier) {
      for (const there of next.get(here) ?? []) {
        if (steps.has(there)) continue;
        steps.set(there, step);
        found.push(there);
      }
    }
    frontier = found;
  }
  steps.delete(start);
  return steps;
};

/** One shortest way along the flow, both ends included; empty where there is none. */
export const pathBetween = (edges: readonly MapEdge[], from: string, to: string): readonly string[] => {
  const next = adjacency(edges, 'downstream');
  const cameFrom = new Map<string, string | null>([[from, null]]);
  const waiting = [from];
  for (const here of waiting) {
    if (here === to) break;
    for (const there of next.get(here) ?? []) {
      if (cameFrom.has(there)) continue;
      cameFrom.set(there, here);
      waiting.push(there);
    }
  }
  if (!cameFrom.has(to)) return [];
  const path: string[] = [];
  for (let here: string | null = to; here !== null; here = cameFrom.get(here) ?? null) path.unshift(here);
  return path;
};

/** The part of a map with these resources, and the flow among them. */
export const only = ({ nodes, edges }: MapModel, ids: ReadonlySet<string>): MapModel => ({
  nodes: nodes.filter(({ id }) => ids.has(id)),
  edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
});

/** A resource with everything up- and downstream of it. */
export const focusedOn = (model: MapModel, id: string, farthest = Number.POSITIVE_INFINITY): MapModel =>
  only(
    model,
    new Set([
      id,
      ...reachable(model.edges, id, 'upstream', farthest).keys(),
      ...reachable(model.edges, id, 'downstream', farthest).keys(),
    ]),
  );

/** What changed at or after a time, with its direct neighbours. */
export const changedSince = (model: MapModel, time: string): MapModel => {
  const changed = new Set(
    model.nodes.filter((node) => node.changed !== null && node.changed >= time).map(({ id }) => id),
  );
  const around = model.edges.filter(({ from, to }) => changed.has(from) || changed.has(to));
  return only(model, new Set([...changed, ...around.flatMap(({ from, to }) => [from, to])]));
};

/** The resources that a person means by a name or an ARN; functions first. */
export const named = ({ nodes }: MapModel, name: string): readonly string[] => {
  const found = nodes.filter((node) => node.id === name || node.name === name);
  const functions = found.filter(({ layer }) => layer === 'function');
  return (functions.length > 0 ? functions : found).map(({ id }) => id);
};
