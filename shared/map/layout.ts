import { type Layer, layers } from './model.ts';

export interface LayoutNode {
  readonly id: string;
  readonly layer: Layer;
  readonly group: string;
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

export interface Box {
  readonly group: string;
  readonly isCollapsed: boolean;
  /** Resources in it. */
  readonly size: number;
  /** The middle, like the place of a node. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  /** The middle of every resource that is not in a collapsed group. */
  readonly nodes: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly boxes: readonly Box[];
}

/** Sizes in the units of the drawing. */
export const sizes = {
  node: { width: 176, height: 36 },
  column: 236,
  row: 48,
  card: { width: 236, height: 84 },
  padding: 24,
  title: 30,
  gap: 44,
} as const;

/** A column with more rows is laid side by side, so that a group stays in sight. */
const mostRows = 28;
const sweeps = 4;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The places nearest to the wanted ones that keep the order and a distance of one row (isotonic regression by pooling
 * neighbours that would overlap).
 */
export const spread = (wanted: readonly number[], distance: number): readonly number[] => {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((value, index) => {
    pools.push({ sum: value - index * distance, count: 1 });
    for (;;) {
      const last = pools.at(-1);
      const previous = pools.at(-2);
      if (!last || !previous || previous.sum / previous.count <= last.sum / last.count) break;
      previous.sum += last.sum;
      previous.count += last.count;
      pools.pop();
    }
  });
  return pools
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((value, index) => value + index * distance);
};

type Columns = string[][];

/** Orders each column by where its neighbours stand, to and fro, so that few lines cross. */
const untangle = (columns: Columns, neighbours: ReadonlyMap<string, readonly string[]>): void => {
  const rank = new Map<string, number>();
  const rankColumn = (column: readonly string[]): void => {
    column.forEach((id, index) => {
      rank.set(id, (index + 0.5) / column.length);
    });
  };
  columns.forEach(rankColumn);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const centres = new Map(
        column.map((id) => {
          const ranks = (neighbours.get(id) ?? []).flatMap((other) => rank.get(other) ?? []);
          return [id, ranks.length === 0 ? (rank.get(id) ?? 0) : mean(ranks)];
        }),
      );
      column.sort((a, b) => (centres.get(a) ?? 0) - (centres.get(b) ?? 0) || (a < b ? -1 : 1));
      rankColumn(column);
    }
  }
};

/** Puts the fullest column evenly and the others next to what they are linked with. */
const heights = (columns: Columns, neighbours: ReadonlyMap<string, readonly string[]>): Map<string, number> => {
  const placed = new Map<string, number>();
  const fullest = columns.reduce(
    (best, column, index) => (column.length > (columns[best]?.length ?? 0) ? index : best),
    0,
  );
  columns[fullest]?.forEach((id, index) => {
    placed.set(id, index * sizes.row);
  });
  const middle = (((columns[fullest]?.length ?? 1) - 1) * sizes.row) / 2;
  const byDistance = columns
    .map((column, index) => ({ column, distance: Math.abs(index - fullest) }))
    .filter(({ distance }) => distance > 0)
    .sort((a, b) => a.distance - b.distance);
  for (const { column } of byDistance) {
    const wanted = column.map((id) => {
      const around = (neighbours.get(id) ?? []).flatMap((other) => placed.get(other) ?? []);
      return { id, y: around.length === 0 ? middle : mean(around) };
    });
    wanted.sort((a, b) => a.y - b.y);
    spread(
      wanted.map(({ y }) => y),
      sizes.row,
    ).forEach((y, index) => {
      placed.set(wanted[index]?.id ?? '', y);
    });
  }
  return placed;
};

interface Inside {
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly width: number;
  readonly height: number;
}

/** One group: a column a layer, places relative to its upper left corner. */
const inside = (nodes: readonly LayoutNode[], neighbours: ReadonlyMap<string, readonly string[]>): Inside => {
  const byLayer = layers
    .map((layer) => nodes.filter((node) => node.layer === layer).map(({ id }) => id))
    .filter((column) => column.length > 0);
  untangle(byLayer, neighbours);
  const columns = byLayer.flatMap((column) => {
    const parts = Math.ceil(column.length / mostRows);
    const rows = Math.ceil(column.length / parts);
    return Array.from({ length: parts }, (_, part) => column.slice(part * rows, (part + 1) * rows));
  });
  const y = heights(columns, neighbours);
  const top = Math.min(...y.values());
  const bottom = Math.max(...y.values());
  const left = sizes.padding + sizes.node.width / 2;
  const above = sizes.padding + sizes.title + sizes.node.height / 2;
  return {
    places: new Map(
      columns.flatMap((column, index) =>
        column.map((id) => [id, { x: left + index * sizes.column, y: above + (y.get(id) ?? 0) - top }] as const),
      ),
    ),
    width: 2 * sizes.padding + sizes.node.width + (columns.length - 1) * sizes.column,
    height: 2 * sizes.padding + sizes.title + sizes.node.height + bottom - top,
  };
};

const neighboursOf = (edges: readonly LayoutEdge[]): ReadonlyMap<string, readonly string[]> => {
  const neighbours = new Map<string, string[]>();
  const link = (id: string, other: string): void => {
    const others = neighbours.get(id);
    if (others === undefined) neighbours.set(id, [other]);
    else others.push(other);
  };
  for (const { from, to } of edges) {
    link(from, to);
    link(to, from);
  }
  return neighbours;
};

interface Packing {
  /** The upper left corner of each box. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

/** Boxes in rows, none wider than `across`. */
const packed = (boxes: readonly { readonly width: number; readonly height: number }[], across: number): Packing => {
  let x = 0;
  let y = 0;
  let tallest = 0;
  let used = 0;
  const corners = boxes.map(({ width, height }) => {
    if (x > 0 && x + width > across) {
      x = 0;
      y += tallest + sizes.gap;
      tallest = 0;
    }
    const corner = { x, y };
    x += width + sizes.gap;
    used = Math.max(used, x - sizes.gap);
    tallest = Math.max(tallest, height);
    return corner;
  });
  return { corners, width: used, height: y + tallest };
};

/**
 * Lays a map out: every group is a box with a column for each layer, or a card where it is collapsed; boxes stand in
 * rows, in the order of `groups`, in about the shape of a screen.
 */
export const layoutOf = (
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  groups: readonly string[],
  collapsed: ReadonlySet<string>,
  aspect = 1.6,
): Layout => {
  const members = new Map<string, LayoutNode[]>(groups.map((group) => [group, []]));
  for (const node of nodes) members.get(node.group)?.push(node);
  const neighbours = neighboursOf(edges);
  const none: Inside['places'] = new Map();
  const boxes = groups.flatMap((group) => {
    const own = members.get(group) ?? [];
    if (own.length === 0) return [];
    const isCollapsed = collapsed.has(group);
    const box = isCollapsed ? { places: none, ...sizes.card } : inside(own, neighbours);
    return [{ group, isCollapsed, size: own.length, ...box }];
  });
  const area = boxes.reduce((sum, { width, height }) => sum + (width + sizes.gap) * (height + sizes.gap), 0);
  const widest = Math.max(0, ...boxes.map(({ width }) => width));
  // Boxes leave gaps in their rows: of a few widths, the one that fits the screen best.
  const packings = [0.9, 1, 1.15, 1.3, 1.5, 1.8, 2.2].map((factor) =>
    packed(boxes, Math.max(widest, factor * Math.sqrt(area * aspect))),
  );
  const scaleNeeded = ({ width, height }: Packing): number => Math.max(width / aspect, height);
  const best = packings.reduce((a, b) => (scaleNeeded(b) < scaleNeeded(a) ? b : a));

  const placed = new Map<string, { x: number; y: number }>();
  const drawn = boxes.map(({ places, group, isCollapsed, size, width, height }, index): Box => {
    const { x, y } = best.corners[index] ?? { x: 0, y: 0 };
    for (const [id, place] of places) placed.set(id, { x: x + place.x, y: y + place.y });
    return { group, isCollapsed, size, width, height, x: x + width / 2, y: y + height / 2 };
  });
  return { nodes: placed, boxes: drawn };
};
