import { describe, expect, it } from 'vitest';
import { type LayoutEdge, type LayoutNode, layoutOf, sizes, spread } from '../../shared/map/layout.ts';
import { layers } from '../../shared/map/model.ts';

const nodes: readonly LayoutNode[] = Array.from({ length: 60 }, (_, index) => ({
  id: `n${index}`,
  layer: layers[index % layers.length] ?? 'function',
  group: `g${index % 3}`,
}));
const edges: readonly LayoutEdge[] = nodes.map(({ id }, index) => ({ from: id, to: `n${(index * 7 + 1) % 60}` }));
const groups = ['g0', 'g1', 'g2'];

describe('the layout', () => {
  it('puts no two resources on each other', () => {
    const places = [...layoutOf(nodes, edges, groups, new Set()).nodes.values()];
    expect(places).toHaveLength(60);
    for (const [index, a] of places.entries()) {
      for (const b of places.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= sizes.node.width || Math.abs(a.y - b.y) >= sizes.node.height;
        expect(apart).toBe(true);
      }
    }
  });

  it('keeps the layers of a group from left to right, inside its box', () => {
    const { nodes: places, boxes } = layoutOf(nodes, edges, groups, new Set());
    for (const { group, x, y, width, height } of boxes) {
      const own = nodes.filter((node) => node.group === group);
      for (const { id } of own) {
        const place = places.get(id) ?? { x: Number.NaN, y: Number.NaN };
        expect(Math.abs(place.x - x) + sizes.node.width / 2).toBeLessThanOrEqual(width / 2);
        expect(Math.abs(place.y - y) + sizes.node.height / 2).toBeLessThanOrEqual(height / 2);
      }
      const columns = layers.map((layer) =>
        own.filter((node) => node.layer === layer).map(({ id }) => places.get(id)?.x ?? 0),
      );
      for (const [index, column] of columns.entries()) {
        const next = columns[index + 1];
        if (next !== undefined) expect(Math.max(...column)).toBeLessThan(Math.min(...next));
      }
    }
  });

  it('shows a collapsed group as one card and none of its resources', () => {
    const { nodes: places, boxes } = layoutOf(nodes, edges, groups, new Set(['g1']));
    expect(boxes.find(({ group }) => group === 'g1')).toMatchObject({ isCollapsed: true, size: 20, ...sizes.card });
    expect(nodes.filter(({ group, id }) => group === 'g1' && places.has(id))).toEqual([]);
  });

  it('is the same every time', () => {
    const once = layoutOf(nodes, edges, groups, new Set());
    expect(layoutOf([...nodes].reverse(), edges, groups, new Set()).boxes).toEqual(once.boxes);
  });

  it('fits the shape of the screen', () => {
    const many = Array.from(
      { length: 100 },
      (_, index): LayoutNode => ({ id: `f${index}`, layer: 'function', group: `c${index}` }),
    );
    const names = many.map(({ group }) => group);
    const { boxes } = layoutOf(many, [], names, new Set(names), 2);
    const width = Math.max(...boxes.map((box) => box.x + box.width / 2));
    const height = Math.max(...boxes.map((box) => box.y + box.height / 2));
    expect(width / height).toBeGreaterThan(1.4);
    expect(width / height).toBeLessThan(2.8);
  });
});

describe('spreading', () => {
  it('keeps the order and the distance, and moves nobody who has room', () => {
    expect(spread([0, 100, 200], 48)).toEqual([0, 100, 200]);
    expect(spread([10, 10, 10], 40)).toEqual([-30, 10, 50]);
  });
});
