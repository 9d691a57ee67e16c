import { describe, expect, test } from 'vitest';
import { layoutOf, type LayoutGraph } from './layout.ts';
import type { Layout } from './options.ts';

function laid(kind: Layout, graph: LayoutGraph): { positions: Float64Array; pauses: number } {
  const work = layoutOf(kind, graph);
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done) return { positions: step.value, pauses };
  }
}
const ring: LayoutGraph = { count: 4, edges: [0, 1, 2, 3].map((source) => ({ source, target: (source + 1) % 4 })) };
const tree: LayoutGraph = {
  count: 400,
  edges: Array.from({ length: 399 }, (_, index) => ({ source: Math.floor(index / 3), target: index + 1 })),
};

describe.each(['layered', 'force', 'grid'] as const)('the %s layout', (kind) => {
  test.each([
    ['a ring', ring],
    ['a tree', tree],
    ['nothing', { count: 0, edges: [] }],
    ['a node that calls itself', { count: 1, edges: [{ source: 0, target: 0 }] }],
  ] as const)('gives every node of %s a place of its own', (_name, graph) => {
    const { positions } = laid(kind, graph);
    const places = new Set(
      Array.from({ length: graph.count }, (_, node) => `${positions[node * 2]?.toFixed(1)} ${positions[node * 2 + 1]?.toFixed(1)}`),
    );
    expect(places.size).toBe(graph.count);
    expect([...positions].every(Number.isFinite)).toBe(true);
  });

  test('lies the same way each time', () => {
    expect(laid(kind, tree).positions).toEqual(laid(kind, tree).positions);
  });
});

test('layers put callers left of the called', () => {
  const { positions } = laid('layered', tree);
  expect(tree.edges.every(({ source, target }) => (positions[source * 2] as number) < (positions[target * 2] as number))).toBe(true);
});

test('forces pause all along, so that thousands of nodes hold nobody up', () => {
  expect(laid('force', tree).pauses).toBeGreaterThan(300);
});
