/**
 * Where nodes lie. Every algorithm is a generator that pauses after a little work, so that thousands of nodes are laid out between the
 * frames of the page and not instead of them. Repeatable: the same graph lies the same way each time. Pure.
 */
import type { Layout } from './options.ts';

export interface LayoutGraph {
  readonly count: number;
  readonly edges: readonly { readonly source: number; readonly target: number }[];
}
/** Pairs of x and y. */
export type Positions = Float64Array;

const across = 180;
const down = 130;

export function layoutOf(kind: Layout, graph: LayoutGraph): Generator<undefined, Positions> {
  if (kind === 'grid') return grid(graph);
  if (kind === 'force') return force(graph);
  return layered(graph);
}

// biome-ignore lint/correctness/useYield: at once, and still a layout like the others.
function* grid({ count }: LayoutGraph): Generator<undefined, Positions> {
  const positions = new Float64Array(count * 2);
  const columns = Math.max(1, Math.ceil(Math.sqrt(count * 1.6)));
  for (let index = 0; index < count; index++) {
    positions[index * 2] = (index % columns) * across;
    positions[index * 2 + 1] = Math.floor(index / columns) * down;
  }
  return positions;
}

/** Callers left of the called: longest ways from the roots, then neighbours brought beside each other. */
function* layered({ count, edges }: LayoutGraph): Generator<undefined, Positions> {
  const outgoing = listsOf(count, edges, 'source', 'target');
  const incoming = listsOf(count, edges, 'target', 'source');
  const layer = yield* ranks(count, outgoing, incoming);
  const layers: number[][] = [];
  for (let node = 0; node < count; node++) {
    const at = layer[node] as number;
    layers[at] ??= [];
    layers[at]?.push(node);
  }
  const place = new Float64Array(count);
  for (const list of layers) list?.forEach((node, index) => (place[node] = index));
  for (let sweep = 0; sweep < 8; sweep++) {
    const forward = sweep % 2 === 0;
    const neighbours = forward ? incoming : outgoing;
    for (const list of forward ? layers : layers.toReversed()) {
      if (!list) continue;
      const wish = new Map(list.map((node) => [node, median(neighbours[node] as number[], place) ?? (place[node] as number)]));
      list.sort((one, other) => (wish.get(one) as number) - (wish.get(other) as number) || one - other);
      list.forEach((node, index) => (place[node] = index));
      yield;
    }
  }
  const positions = new Float64Array(count * 2);
  const tallest = Math.max(1, ...layers.map((list) => list?.length ?? 0));
  // A layer that is much taller than the picture is folded into several columns.
  const most = Math.max(12, Math.ceil(Math.sqrt(count) * 1.5));
  let x = 0;
  for (const list of layers) {
    if (!list) continue;
    const columns = Math.ceil(list.length / most);
    const rows = Math.ceil(list.length / columns);
    list.forEach((node, index) => {
      positions[node * 2] = x + Math.floor(index / rows) * across;
      positions[node * 2 + 1] = ((index % rows) - (Math.min(rows, list.length) - 1) / 2) * down;
    });
    x += columns * across + (tallest > 1 ? 20 : 0);
  }
  return positions;
}

function* ranks(count: number, outgoing: readonly number[][], incoming: readonly number[][]): Generator<undefined, Int32Array> {
  const layer = new Int32Array(count);
  const state = new Uint8Array(count);
  const order: number[] = [];
  // Depth first without recursion; an edge back to where the walk stands closes a circle and does not count.
  const back = new Set<string>();
  const starts = [...Array(count).keys()].sort(
    (one, other) => Math.min(1, incoming[one]?.length ?? 0) - Math.min(1, incoming[other]?.length ?? 0) || one - other,
  );
  for (const start of starts) {
    if (state[start] !== 0) continue;
    const stack: [node: number, next: number][] = [[start, 0]];
    state[start] = 1;
    while (stack.length > 0) {
      const top = stack.at(-1) as [number, number];
      const next = outgoing[top[0]]?.[top[1]++];
      if (next === undefined) {
        state[top[0]] = 2;
        order.push(top[0]);
        stack.pop();
      } else if (state[next] === 1) back.add(`${top[0]} ${next}`);
      else if (state[next] === 0) {
        state[next] = 1;
        stack.push([next, 0]);
      }
    }
    if (order.length % 512 === 0) yield;
  }
  for (const node of order.toReversed())
    for (const next of outgoing[node] as number[])
      if (!back.has(`${node} ${next}`)) layer[next] = Math.max(layer[next] as number, (layer[node] as number) + 1);
  return layer;
}

function median(nodes: readonly number[], place: Float64Array): number | undefined {
  if (nodes.length === 0) return;
  const places = nodes.map((node) => place[node] as number).sort((one, other) => one - other);
  const middle = places.length >> 1;
  return places.length % 2 ? (places[middle] as number) : ((places[middle - 1] as number) + (places[middle] as number)) / 2;
}

function listsOf(count: number, edges: LayoutGraph['edges'], from: 'source' | 'target', to: 'source' | 'target'): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) if (edge.source !== edge.target) lists[edge[from]]?.push(edge[to]);
  return lists;
}

/** Nodes push each other away, edges pull: a cell that is far off pushes as one. */
function* force({ count, edges }: LayoutGraph): Generator<undefined, Positions> {
  const positions = new Float64Array(count * 2);
  // A spiral: nobody begins on another's place.
  for (let index = 0; index < count; index++) {
    const [radius, angle] = [60 * Math.sqrt(index + 0.5), index * 2.399_963];
    positions[index * 2] = Math.cos(angle) * radius;
    positions[index * 2 + 1] = Math.sin(angle) * radius;
  }
  const velocity = new Float64Array(count * 2);
  const degree = new Int32Array(count);
  for (const { source, target } of edges) {
    degree[source] = (degree[source] as number) + 1;
    degree[target] = (degree[target] as number) + 1;
  }
  const rounds = count > 2_000 ? 80 : count > 500 ? 150 : 300;
  const reach = 600;
  for (let round = 0; round < rounds; round++) {
    const heat = 1 - round / rounds;
    const cells = new Map<string, number[]>();
    for (let node = 0; node < count; node++) {
      const key = `${Math.floor((positions[node * 2] as number) / reach)} ${Math.floor((positions[node * 2 + 1] as number) / reach)}`;
      const cell = cells.get(key);
      if (cell) cell.push(node);
      else cells.set(key, [node]);
    }
    for (let node = 0; node < count; node++) {
      const [x, y] = [positions[node * 2] as number, positions[node * 2 + 1] as number];
      let [fx, fy] = [-x * 0.01, -y * 0.014];
      const [column, row] = [Math.floor(x / reach), Math.floor(y / reach)];
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) {
          const cell = cells.get(`${column + dx} ${row + dy}`) ?? [];
          const every = Math.max(1, Math.floor(cell.length / 60));
          for (let at = (node + round) % every; at < cell.length; at += every) {
            const other = cell[at] as number;
            if (other === node) continue;
            const [ax, ay] = [x - (positions[other * 2] as number), y - (positions[other * 2 + 1] as number)];
            const square = Math.max(100, ax * ax + ay * ay);
            const push = (every * 60_000) / square / Math.sqrt(square);
            fx += ax * push;
            fy += ay * push;
          }
        }
      velocity[node * 2] = ((velocity[node * 2] as number) + fx) * 0.6;
      velocity[node * 2 + 1] = ((velocity[node * 2 + 1] as number) + fy) * 0.6;
      if (node % 200 === 199) yield;
    }
    for (const { source, target } of edges) {
      if (source === target) continue;
      const [ax, ay] = [
        (positions[target * 2] as number) - (positions[source * 2] as number),
        (positions[target * 2 + 1] as number) - (positions[source * 2 + 1] as number),
      ];
      const length = Math.max(1, Math.hypot(ax, ay));
      const pull = ((length - 150) / length) * 0.25;
      const [near, far] = [1 / Math.max(1, degree[source] as number), 1 / Math.max(1, degree[target] as number)];
      velocity[source * 2] = (velocity[source * 2] as number) + ax * pull * near;
      velocity[source * 2 + 1] = (velocity[source * 2 + 1] as number) + ay * pull * near;
      velocity[target * 2] = (velocity[target * 2] as number) - ax * pull * far;
      velocity[target * 2 + 1] = (velocity[target * 2 + 1] as number) - ay * pull * far;
    }
    const most = 60 * heat + 2;
    for (let at = 0; at < positions.length; at++)
      positions[at] = (positions[at] as number) + Math.max(-most, Math.min(most, velocity[at] as number));
    yield;
  }
  return positions;
}
