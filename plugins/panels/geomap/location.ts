/** Where the rows of a frame lie: by coordinates, by geohash, or by a name that a gazetteer knows. */
import { type FrameData, numberAt, rawAt, type ResolvedField } from '@orrery/plugin-sdk/data';
import { type Gazetteer, loadGazetteer } from './gazetteer/load.ts';
import type { Location } from './options.ts';
import { project, type Spot } from './projection.ts';

const names = {
  latitude: /^(lat|latitude)$/i,
  longitude: /^(lon|lng|long|longitude)$/i,
  geohash: /^geohash$/i,
  lookup: /^(lookup|country|state|place|location|region|code|name)$/i,
};
const nowhere: Spot = { x: Number.NaN, y: Number.NaN };

export interface Places {
  readonly spots: readonly Spot[];
  /** Why nothing could be placed. */
  readonly missing?: 'fields' | 'gazetteer';
}

/** One spot a row; NaN where the row lies nowhere. */
export async function placesOf(fields: readonly ResolvedField[], location: Location = {}): Promise<Places> {
  const frame = fields[0]?.frame;
  if (!frame) return { spots: [], missing: 'fields' };
  const named = (name: string | undefined, pattern: RegExp): ResolvedField | undefined =>
    name
      ? fields.find(({ displayName, field }) => displayName === name || field.name === name)
      : fields.find(({ displayName, field }) => pattern.test(displayName) || pattern.test(field.name));
  const { mode = 'auto' } = location;
  const latitude = named(mode === 'coords' ? location.latitude : undefined, names.latitude);
  const longitude = named(mode === 'coords' ? location.longitude : undefined, names.longitude);
  const geo = fields.find(({ field }) => field.type === 'geo');
  if (mode === 'auto' && geo) return { spots: rows(frame, (row) => pointOf(rawAt(geo.field, row))) };
  if ((mode === 'auto' || mode === 'coords') && latitude && longitude) {
    return {
      spots: rows(frame, (row) => {
        const [lat, lon] = [numberAt(latitude.field, row), numberAt(longitude.field, row)];
        return lat === null || lon === null || Math.abs(lat) > 90 ? nowhere : project(lon, lat);
      }),
    };
  }
  const hashes = named(mode === 'geohash' ? location.geohash : undefined, names.geohash);
  if ((mode === 'auto' || mode === 'geohash') && hashes) return { spots: rows(frame, (row) => spotOfHash(rawAt(hashes.field, row))) };
  if (mode !== 'auto' && mode !== 'lookup') return { spots: rows(frame, () => nowhere), missing: 'fields' };
  const keys = named(location.lookup, names.lookup) ?? fields.find(({ field }) => field.type === 'string');
  if (!keys) return { spots: rows(frame, () => nowhere), missing: 'fields' };
  const gazetteer = await gazetteerFor(location.gazetteer, mode === 'auto', keys, frame);
  if (!gazetteer) return { spots: rows(frame, () => nowhere), missing: 'gazetteer' };
  return { spots: rows(frame, (row) => gazetteer.find(String(rawAt(keys.field, row) ?? '')) ?? nowhere) };
}

/** Without a name, the gazetteer that knows most of the first rows. */
async function gazetteerFor(
  path: string | undefined,
  guesses: boolean,
  keys: ResolvedField,
  frame: FrameData,
): Promise<Gazetteer | undefined> {
  if (path) return loadGazetteer(path);
  if (!guesses) return loadGazetteer('countries');
  const all = await Promise.all(['countries', 'usa-states'].map(loadGazetteer));
  const known = (gazetteer: Gazetteer | undefined): number => {
    let count = 0;
    for (let row = 0; row < Math.min(frame.length, 50); row++) if (gazetteer?.find(String(rawAt(keys.field, row) ?? ''))) count++;
    return count;
  };
  return all.reduce((best, one) => (known(one) > known(best) ? one : best));
}

function rows(frame: FrameData, spotAt: (row: number) => Spot): Spot[] {
  return Array.from({ length: frame.length }, (_, row) => spotAt(row));
}

/** A point in GeoJSON or in well-known text; of other shapes their first point. */
function pointOf(value: unknown): Spot {
  if (typeof value === 'string') {
    const [, longitude, latitude] = /^\s*POINT\s*\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)/i.exec(value) ?? [];
    return longitude ? project(Number(longitude), Number(latitude)) : nowhere;
  }
  let inner: unknown = (value as { coordinates?: unknown } | null)?.coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  const [longitude, latitude] = Array.isArray(inner) ? inner : [];
  return typeof longitude === 'number' && typeof latitude === 'number' ? project(longitude, latitude) : nowhere;
}

const letters = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The middle of the cell that the hash names. */
export function spotOfHash(hash: unknown): Spot {
  if (typeof hash !== 'string' || hash === '') return nowhere;
  const span = { west: -180, east: 180, south: -90, north: 90 };
  let isLongitude = true;
  for (const letter of hash.toLowerCase()) {
    const bits = letters.indexOf(letter);
    if (bits < 0) return nowhere;
    for (let bit = 16; bit >= 1; bit /= 2) {
      const [low, high] = isLongitude ? (['west', 'east'] as const) : (['south', 'north'] as const);
      const middle = (span[low] + span[high]) / 2;
      span[bits & bit ? low : high] = middle;
      isLongitude = !isLongitude;
    }
  }
  return project((span.west + span.east) / 2, (span.south + span.north) / 2);
}
