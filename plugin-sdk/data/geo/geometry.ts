/** Shapes on the Earth as GeoJSON has them, in degrees: where they are, how long, how large. Pure. */
export type Point = readonly [longitude: number, latitude: number];
export interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: readonly Geometry[];
}

/** Metres: the mean radius. */
const earth = 6_371_008.8;
const radians = Math.PI / 180;

/** A point in GeoJSON or in well-known text; of other shapes their first point. */
export function pointOf(value: unknown): Point | null {
  if (typeof value === 'string') {
    const [, longitude, latitude] = /^\s*POINT\s*\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)/i.exec(value) ?? [];
    return longitude ? [Number(longitude), Number(latitude)] : null;
  }
  return pointsIn(value)[0] ?? null;
}

/** The middle of what a shape covers; a point is its own. */
export function middleOf(value: unknown): Point | null {
  if (typeof value === 'string') return pointOf(value);
  const points = pointsIn(value);
  if (points.length < 2) return points[0] ?? null;
  const between = (axis: 0 | 1): number =>
    (points.reduce((low, point) => Math.min(low, point[axis]), Infinity) +
      points.reduce((high, point) => Math.max(high, point[axis]), -Infinity)) /
    2;
  return [between(0), between(1)];
}

/** Metres along its lines and edges; 0 for points. */
export function lengthOf(value: unknown): number {
  return sum(value, ({ type }, line) => (type === 'Point' || type === 'MultiPoint' ? 0 : lineLength(line)));
}

/** Square metres; 0 for what encloses nothing. Holes are taken off. */
export function areaOf(value: unknown): number {
  return sum(value, ({ type }, ring, index) => (/Polygon$/.test(type) ? Math.abs(ringArea(ring)) * (index === 0 ? 1 : -1) : 0));
}

export function distanceBetween([lon1, lat1]: Point, [lon2, lat2]: Point): number {
  const half = Math.sin(((lat2 - lat1) * radians) / 2) ** 2;
  const across = Math.sin(((lon2 - lon1) * radians) / 2) ** 2 * Math.cos(lat1 * radians) * Math.cos(lat2 * radians);
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half + across)));
}

function pointsIn(value: unknown): Point[] {
  const { coordinates, geometries } = (value ?? {}) as Partial<Geometry>;
  if (geometries) return geometries.flatMap(pointsIn);
  const found: Point[] = [];
  const walk = (inner: unknown): void => {
    if (!Array.isArray(inner)) return;
    if (typeof inner[0] === 'number' && typeof inner[1] === 'number') found.push([inner[0], inner[1]]);
    else inner.forEach(walk);
  };
  walk(coordinates);
  return found;
}

/** Over each line or ring of a shape; `index` is its place in its polygon. */
function sum(value: unknown, of: (shape: Geometry, line: readonly Point[], index: number) => number): number {
  const shape = value as Geometry | null;
  if (!shape || typeof shape !== 'object') return 0;
  if (shape.geometries) return shape.geometries.reduce((total, each) => total + sum(each, of), 0);
  const lines = (inner: unknown, index: number): number => {
    if (!Array.isArray(inner) || inner.length === 0) return 0;
    if (!Array.isArray(inner[0])) return 0;
    if (typeof (inner[0] as unknown[])[0] === 'number') return of(shape, inner as unknown as readonly Point[], index);
    return inner.reduce((total: number, each, at) => total + lines(each, at), 0);
  };
  return lines(shape.coordinates, 0);
}

function lineLength(line: readonly Point[]): number {
  let length = 0;
  for (let at = 1; at < line.length; at++) length += distanceBetween(line[at - 1] as Point, line[at] as Point);
  return length;
}

/** Of a ring on the sphere, by its edges' spherical excess over the equator. */
function ringArea(ring: readonly Point[]): number {
  let area = 0;
  for (let at = 0; at < ring.length; at++) {
    const [lon1, lat1] = ring[at] as Point;
    const [lon2, lat2] = ring[(at + 1) % ring.length] as Point;
    area += (lon2 - lon1) * radians * (2 + Math.sin(lat1 * radians) + Math.sin(lat2 * radians));
  }
  return (area * earth * earth) / 2;
}
