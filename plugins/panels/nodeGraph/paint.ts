/** The graph on a canvas: edges below, then nodes; words only where they can be read. */
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import type { Positions } from './layout.ts';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}
export interface Pointed {
  readonly node?: number;
  readonly edge?: number;
}

export function paint(
  canvas: HTMLCanvasElement,
  graph: Graph,
  positions: Positions,
  view: View,
  pointed: Pointed,
  theme: PanelTheme,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.max(1, Math.round(view.width * ratio)), Math.max(1, Math.round(view.height * ratio))];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
  const seen = {
    left: -view.x / view.scale,
    top: -view.y / view.scale,
    right: (view.width - view.x) / view.scale,
    bottom: (view.height - view.y) / view.scale,
  };
  const near = neighbours(graph, pointed.node);
  graph.edges.forEach((edge, index) => {
    const faded = pointed.node !== undefined && edge.source !== pointed.node && edge.target !== pointed.node;
    drawEdge(context, graph, edge, positions, seen, theme, index === pointed.edge || edge.highlighted, faded, view.scale);
  });
  graph.nodes.forEach((node, index) => {
    const [x, y] = [positions[index * 2] as number, positions[index * 2 + 1] as number];
    if (x + 90 < seen.left || x - 90 > seen.right || y + 90 < seen.top || y - 60 > seen.bottom) return;
    drawNode(context, node, x, y, theme, view.scale, near !== undefined && !near.has(index));
  });
}

function neighbours({ edges }: Graph, node: number | undefined): ReadonlySet<number> | undefined {
  if (node === undefined) return;
  const found = new Set([node]);
  for (const { source, target } of edges) {
    if (source === node) found.add(target);
    if (target === node) found.add(source);
  }
  return found;
}

interface Seen {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function drawEdge(
  context: CanvasRenderingContext2D,
  { nodes }: Graph,
  edge: GraphEdge,
  positions: Positions,
  seen: Seen,
  theme: PanelTheme,
  strong: boolean,
  faded: boolean,
  scale: number,
): void {
  const [sx, sy] = [positions[edge.source * 2] as number, positions[edge.source * 2 + 1] as number];
  const [tx, ty] = [positions[edge.target * 2] as number, positions[edge.target * 2 + 1] as number];
  if (Math.max(sx, tx) < seen.left || Math.min(sx, tx) > seen.right || Math.max(sy, ty) < seen.top || Math.min(sy, ty) > seen.bottom)
    return;
  const { tokens } = theme;
  context.globalAlpha = faded ? 0.2 : 1;
  context.strokeStyle = strong ? (tokens['accent-text'] ?? '#58f') : (edge.color ?? tokens['border-control'] ?? '#888');
  context.lineWidth = edge.thickness + (strong ? 1 : 0);
  context.setLineDash(
    edge.dash
      .split(/[\s,]+/)
      .map(Number)
      .filter((length) => length > 0),
  );
  context.beginPath();
  if (edge.source === edge.target) {
    const radius = nodes[edge.source]?.radius ?? 40;
    context.arc(sx + radius, sy - radius, radius * 0.6, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    return;
  }
  const length = Math.hypot(tx - sx, ty - sy) || 1;
  const [ux, uy] = [(tx - sx) / length, (ty - sy) / length];
  const [from, to] = [(nodes[edge.source]?.radius ?? 40) + 4, (nodes[edge.target]?.radius ?? 40) + 6];
  const [ax, ay, bx, by] = [sx + ux * from, sy + uy * from, tx - ux * to, ty - uy * to];
  context.moveTo(ax, ay);
  context.lineTo(bx, by);
  context.stroke();
  context.setLineDash([]);
  const head = 5 + edge.thickness * 1.5;
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.moveTo(bx + ux * 4, by + uy * 4);
  context.lineTo(bx - ux * head + uy * head * 0.5, by - uy * head - ux * head * 0.5);
  context.lineTo(bx - ux * head - uy * head * 0.5, by - uy * head + ux * head * 0.5);
  context.fill();
  const words = [edge.main, edge.secondary].filter(Boolean);
  if (words.length > 0 && (scale > 0.55 || strong)) {
    context.font = `11px ${theme.fontSans}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    words.forEach((text, index) => {
      const y = my + (index - (words.length - 1) / 2) * 13;
      context.lineWidth = 4;
      context.strokeStyle = theme.background;
      context.strokeText(text, mx, y);
      context.fillStyle = tokens['text-secondary'] ?? theme.text;
      context.fillText(text, mx, y);
    });
  }
  context.globalAlpha = 1;
}

function drawNode(
  context: CanvasRenderingContext2D,
  node: GraphNode,
  x: number,
  y: number,
  theme: PanelTheme,
  scale: number,
  faded: boolean,
): void {
  const { tokens } = theme;
  const { radius } = node;
  context.globalAlpha = faded ? 0.25 : 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = tokens['bg-raised'] ?? theme.background;
  context.fill();
  const ring = Math.max(2, radius / 10);
  context.lineWidth = ring;
  if (!node.instrumented) context.setLineDash([4, 4]);
  if (node.arcs.length === 0 || node.color) {
    context.strokeStyle = node.color ?? tokens['border-control'] ?? '#888';
    context.stroke();
  } else {
    let from = -Math.PI / 2;
    for (const { share, color } of node.arcs) {
      const to = from + share * 2 * Math.PI;
      context.beginPath();
      context.arc(x, y, radius, from, to);
      context.strokeStyle = color;
      context.stroke();
      from = to;
    }
  }
  context.setLineDash([]);
  if (node.highlighted) {
    context.beginPath();
    context.arc(x, y, radius + ring + 2, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = tokens['accent-text'] ?? '#58f';
    context.stroke();
  }
  if (radius * scale > 9) {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = theme.text;
    const size = Math.max(9, Math.min(14, radius / 3));
    context.font = `600 ${size}px ${theme.fontSans}`;
    const room = radius * 1.7;
    if (node.main) context.fillText(fitted(context, node.main, room), x, y - (node.secondary ? size * 0.6 : 0));
    context.font = `${size - 1}px ${theme.fontSans}`;
    context.fillStyle = tokens['text-secondary'] ?? theme.text;
    if (node.secondary) context.fillText(fitted(context, node.secondary, room), x, y + size * 0.7);
  }
  if (scale > 0.3) {
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.font = `12px ${theme.fontSans}`;
    context.fillStyle = theme.text;
    context.fillText(fitted(context, node.title, 150), x, y + radius + 6);
    context.fillStyle = tokens['text-tertiary'] ?? theme.text;
    if (node.subtitle && scale > 0.5) context.fillText(fitted(context, node.subtitle, 150), x, y + radius + 21);
  }
  context.globalAlpha = 1;
}

function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}
