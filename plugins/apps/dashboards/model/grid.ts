/** The geometry of the grid: what is moved pushes others down, and everything falls up as far as it can. Pure. */
import type { GridPos } from './types.ts';

const columns = 24;

export interface OnGrid {
  readonly key: string;
  readonly at: GridPos;
}

function overlaps(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/**
 * Top to bottom, each as high as those before it leave room. `first` goes before others at the same height. What lay below something
 * as wide as the grid (a row above all) stays below it.
 */
export function compacted<Item extends OnGrid>(items: readonly Item[], first?: string): Item[] {
  const order = [...items].sort((a, b) => a.at.y - b.at.y || Number(b.key === first) - Number(a.key === first) || a.at.x - b.at.x);
  const settled: Item[] = [];
  const places = new Map<string, Item>();
  let floor = 0;
  for (const item of order) {
    let y = Math.max(item.at.y, floor);
    const hits = (at: number): Item | undefined => settled.find((other) => overlaps({ ...item.at, y: at }, other.at));
    for (let hit = hits(y); hit; hit = hits(y)) y = hit.at.y + hit.at.h;
    while (y > floor && !hits(y - 1)) y--;
    const placed = y === item.at.y ? item : { ...item, at: { ...item.at, y } };
    settled.push(placed);
    places.set(item.key, placed);
    if (item.at.w >= columns) floor = y + item.at.h;
  }
  return items.map((item) => places.get(item.key) as Item);
}

/** One item at another place or of another size, inside the grid; the others make room. */
export function moved<Item extends OnGrid>(items: readonly Item[], key: string, to: GridPos): Item[] {
  const w = Math.max(1, Math.min(to.w, columns));
  const at = { w, h: Math.max(1, to.h), x: Math.max(0, Math.min(to.x, columns - w)), y: Math.max(0, to.y) };
  return compacted(
    items.map((item) => (item.key === key ? { ...item, at } : item)),
    key,
  );
}

/** The first free place for something of this size, from the top. */
export function freePlace(taken: readonly GridPos[], w: number, h: number): GridPos {
  const bottom = Math.max(0, ...taken.map(({ y, h: height }) => y + height));
  for (let y = 0; y < bottom; y++)
    for (let x = 0; x + w <= columns; x++) if (!taken.some((other) => overlaps({ x, y, w, h }, other))) return { x, y, w, h };
  return { x: 0, y: bottom, w, h };
}
