/** Where everything lies: layers by dagre. Pure. */
import dagre from '@dagrejs/dagre';
import type { Diagram, Edge, Node } from './parse.ts';

export interface PlacedNode extends Node {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly (Edge & {
    readonly points: readonly { readonly x: number; readonly y: number }[];
    readonly at?: { readonly x: number; readonly y: number };
  })[];
  readonly groups: readonly {
    readonly id: string;
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

const letter = 7.6;
const lineHeight = 17;

/** `under`: a further line of a node, its value. */
export function place({ direction, nodes, edges, groups }: Diagram, under: (id: string) => string | undefined): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: direction, nodesep: 28, ranksep: 56, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of groups) graph.setNode(`group ${id}`, {});
  for (const { id, parent } of groups) if (parent !== undefined) graph.setParent(`group ${id}`, `group ${parent}`);
  const lines = new Map<string, string[]>();
  for (const node of nodes) {
    const value = under(node.id);
    const all = [...node.text.split('\n'), ...(value === undefined ? [] : [value])];
    lines.set(node.id, all);
    let width = Math.max(48, Math.max(...all.map((line) => line.length)) * letter + 28);
    let height = all.length * lineHeight + 18;
    if (node.shape === 'diamond') [width, height] = [width * 1.35, height * 1.7];
    if (node.shape === 'circle') width = height = Math.max(width, height);
    if (node.shape === 'store') height += 14;
    graph.setNode(node.id, { width, height });
    if (node.group !== undefined) graph.setParent(node.id, `group ${node.group}`);
  }
  edges.forEach(({ from, to, text }, index) => {
    graph.setEdge(from, to, { width: text ? text.length * 6.6 + 8 : 0, height: text ? 16 : 0, labelpos: 'c' }, String(index));
  });
  dagre.layout(graph);
  const box = (id: string): { x: number; y: number; width: number; height: number } => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as { x?: number; y?: number; width?: number; height?: number };
    return { x, y, width, height };
  };
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.max(1, width),
    height: Math.max(1, height),
    nodes: nodes.map((node) => ({ ...node, ...box(node.id), lines: lines.get(node.id) ?? [] })),
    edges: edges.map((edge, index) => {
      const {
        points = [],
        x,
        y,
      } = graph.edge(edge.from, edge.to, String(index)) as { points?: { x: number; y: number }[]; x?: number; y?: number };
      return { ...edge, points, ...(edge.text && x !== undefined && y !== undefined && { at: { x, y } }) };
    }),
    groups: groups.map(({ id, text }) => ({ id, text, ...box(`group ${id}`) })),
  };
}
