/** Outlines of land and borders as paths in units of the world: coarse at once, finer where one is near. */
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { tellPath } from '@orrery/plugin-sdk/ui/known-path.ts';
import { project } from './projection.ts';

export interface Outlines {
  readonly land: Path2D;
  readonly borders: Path2D;
}
type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
type Line = readonly (readonly number[])[];

/** From here the coarse outlines look it. */
export const finerFrom = 3;

const worlds = {
  coarse: async () => (await import('world-atlas/countries-110m.json')).default as unknown as World,
  fine: async () => (await import('world-atlas/countries-50m.json')).default as unknown as World,
};
const made = new Map<string, Promise<Outlines>>();

export function loadOutlines(detail: keyof typeof worlds): Promise<Outlines> {
  let known = made.get(detail);
  if (!known) {
    known = worlds[detail]().then(outlinesOf);
    made.set(detail, known);
  }
  return known;
}

/** Countries as GeoJSON, for layers that colour them. */
export async function countriesAsFeatures(): Promise<unknown> {
  const world = await worlds.coarse();
  return feature(world, world.objects.countries);
}

function outlinesOf(world: World): Outlines {
  const land = new Path2D();
  for (const { geometry } of feature(world, world.objects.land).features) {
    const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : [];
    for (const polygon of polygons) for (const ring of polygon) trace(land, ring, true);
  }
  const borders = new Path2D();
  for (const line of mesh(world, world.objects.countries as never, (one, other) => one !== other).coordinates) trace(borders, line, false);
  return { land, borders };
}

export function trace(path: Path2D, line: Line, closed: boolean): void {
  eachPoint(line, (x, y, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  if (closed) path.closePath();
  tellPath(path, () => {
    const parts: string[] = [];
    // The world is 1 wide: seven places are a pixel at the closest zoom.
    eachPoint(line, (x, y, index) => parts.push(`${index === 0 ? 'M' : 'L'}${+x.toFixed(7)} ${+y.toFixed(7)}`));
    return parts.join('') + (closed ? 'Z' : '');
  });
}

function eachPoint(line: Line, draw: (x: number, y: number, index: number) => void): void {
  let turns = 0;
  let before = 0;
  line.forEach(([longitude = 0, latitude = 0], index) => {
    // Across the date line it goes on beyond the edge; only around the pole the edge itself is meant.
    if (index > 0 && Math.abs(longitude - before) > 180 && Math.abs(latitude) < 89) turns += longitude < before ? 1 : -1;
    before = longitude;
    const { x, y } = project(longitude, latitude);
    draw(x + turns, y, index);
  });
}
