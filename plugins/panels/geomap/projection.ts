/** Web Mercator: the world is a square from 0 to 1, north up. Pure. */
import { distanceBetween } from '@orrery/plugin-sdk/data/geo/geometry';

export interface Spot {
  readonly x: number;
  readonly y: number;
}
/** What is seen: the world's point in the middle, and the zoom at which the world is 256 px wide at 0. */
export interface MapView extends Spot {
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

const mostLatitude = 85.0511287798;

export function project(longitude: number, latitude: number): Spot {
  const angle = (Math.max(-mostLatitude, Math.min(mostLatitude, latitude)) * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: (1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2 };
}

export function unproject({ x, y }: Spot): { longitude: number; latitude: number } {
  return { longitude: (((x % 1) + 1) % 1) * 360 - 180, latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

export function scaleOf({ zoom }: { readonly zoom: number }): number {
  return 256 * 2 ** zoom;
}

/** Where a point of the world lies in the view; of its many copies the one nearest to the middle. */
export function toScreen(view: MapView, x: number, y: number): Spot {
  const scale = scaleOf(view);
  const away = x - view.x;
  return { x: (away - Math.round(away)) * scale + view.width / 2, y: (y - view.y) * scale + view.height / 2 };
}

export function toWorld(view: MapView, x: number, y: number): Spot {
  const scale = scaleOf(view);
  return { x: view.x + (x - view.width / 2) / scale, y: view.y + (y - view.height / 2) / scale };
}

/** Zooms so that what lies under the point stays there. */
export function zoomedAt(view: MapView, zoom: number, x: number, y: number): MapView {
  const before = toWorld(view, x, y);
  const after = toWorld({ ...view, zoom }, x, y);
  return { ...view, zoom, x: view.x + before.x - after.x, y: Math.max(0, Math.min(1, view.y + before.y - after.y)) };
}

export interface Bounds {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/** The tightest box around points that may lie on both sides of the date line. */
export function boundsOf(spots: readonly Spot[]): Bounds | undefined {
  const seen = spots.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  if (seen.length === 0) return;
  const across = seen.map(({ x }) => ((x % 1) + 1) % 1).sort((one, other) => one - other);
  // The box leaves out the widest gap between neighbours.
  let [gap, west] = [1 - (across.at(-1) as number) + (across[0] as number), across[0] as number];
  for (let index = 1; index < across.length; index++) {
    const here = (across[index] as number) - (across[index - 1] as number);
    if (here > gap) [gap, west] = [here, across[index] as number];
  }
  const down = seen.map(({ y }) => y);
  let [north, south] = [1, 0];
  for (const y of down) {
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  return { west, east: west + 1 - gap, north, south };
}

/** The view that shows all of a box, with `padding` percent free. */
export function fitted(
  bounds: Bounds,
  { width, height }: { readonly width: number; readonly height: number },
  padding: number,
  mostZoom: number,
): Pick<MapView, 'x' | 'y' | 'zoom'> {
  const free = 1 - Math.min(80, Math.max(0, padding)) / 100;
  const across = Math.max(bounds.east - bounds.west, 1e-9);
  const down = Math.max(bounds.south - bounds.north, 1e-9);
  // Signs at the edge are seen whole.
  const [wide, high] = [width, height].map((length) => Math.max(length / 4, length * free - 40)) as [number, number];
  const zoom = Math.min(Math.log2(wide / across / 256), Math.log2(high / down / 256), mostZoom);
  return { x: (bounds.west + bounds.east) / 2, y: (bounds.north + bounds.south) / 2, zoom };
}

/** Metres a pixel stands for in the middle of the view. */
export function metresPerPixel(view: MapView): number {
  const { latitude } = unproject(view);
  return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / scaleOf(view);
}

export function distance(one: Spot, other: Spot): number {
  const [a, b] = [unproject(one), unproject(other)];
  return distanceBetween([a.longitude, a.latitude], [b.longitude, b.latitude]);
}
