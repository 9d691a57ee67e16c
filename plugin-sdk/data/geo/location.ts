/** Where the rows of a frame lie: by shapes, by coordinates, by geohash, or by a name that a gazetteer knows. Pure. */
import { numberAt, rawAt } from '../display/values.ts';
import type { FieldData } from '../frame.ts';
import type { Gazetteer } from './gazetteer.ts';
import { pointOf, type Point } from './geometry.ts';

/** As dashboards store it. */
export interface Location {
  readonly mode?: 'auto' | 'coords' | 'geohash' | 'lookup';
  readonly latitude?: string;
  readonly longitude?: string;
  readonly geohash?: string;
  readonly lookup?: string;
  readonly gazetteer?: string;
}
export interface NamedField {
  readonly field: FieldData;
  readonly displayName: string;
}
/** Which columns say it. `guess`: no gazetteer was named, so that the names themselves have to tell which one knows them. */
export type Where =
  | { readonly by: 'geo'; readonly field: FieldData }
  | { readonly by: 'coords'; readonly latitude: FieldData; readonly longitude: FieldData }
  | { readonly by: 'geohash'; readonly field: FieldData }
  | { readonly by: 'lookup'; readonly field: FieldData; readonly gazetteer: string; readonly guess: boolean };

const names = {
  latitude: /^(lat|latitude)$/i,
  longitude: /^(lon|lng|long|longitude)$/i,
  geohash: /^geohash$/i,
  lookup: /^(lookup|country|state|place|location|region|code|name)$/i,
};

export function whereOf(fields: readonly NamedField[], location: Location = {}): Where | undefined {
  const { mode = 'auto' } = location;
  const named = (name: string | undefined, pattern: RegExp): FieldData | undefined =>
    (name
      ? fields.find(({ displayName, field }) => displayName === name || field.name === name)
      : fields.find(({ displayName, field }) => pattern.test(displayName) || pattern.test(field.name))
    )?.field;
  const geo = fields.find(({ field }) => field.type === 'geo');
  if (mode === 'auto' && geo) return { by: 'geo', field: geo.field };
  if (mode === 'auto' || mode === 'coords') {
    const latitude = named(mode === 'coords' ? location.latitude : undefined, names.latitude);
    const longitude = named(mode === 'coords' ? location.longitude : undefined, names.longitude);
    if (latitude && longitude) return { by: 'coords', latitude, longitude };
  }
  if (mode === 'auto' || mode === 'geohash') {
    const field = named(mode === 'geohash' ? location.geohash : undefined, names.geohash);
    if (field) return { by: 'geohash', field };
  }
  if (mode !== 'auto' && mode !== 'lookup') return;
  const field = named(location.lookup, names.lookup) ?? fields.find((each) => each.field.type === 'string')?.field;
  if (!field) return;
  return { by: 'lookup', field, gazetteer: location.gazetteer ?? 'countries', guess: mode === 'auto' && !location.gazetteer };
}

/** Names of the first rows, enough to tell which gazetteer they are of. */
export function firstKeys(field: FieldData, length: number): string[] {
  return Array.from({ length: Math.min(length, 50) }, (_, row) => String(rawAt(field, row) ?? ''));
}

/** One point a row, longitude first; null where the row lies nowhere. */
export function pointsOf(where: Where, length: number, gazetteer?: Gazetteer): (Point | null)[] {
  return Array.from({ length }, (_, row) => pointAt(where, row, gazetteer));
}

function pointAt(where: Where, row: number, gazetteer: Gazetteer | undefined): Point | null {
  if (where.by === 'geo') return pointOf(rawAt(where.field, row));
  if (where.by === 'geohash') return pointOfHash(rawAt(where.field, row));
  if (where.by === 'coords') {
    const [latitude, longitude] = [numberAt(where.latitude, row), numberAt(where.longitude, row)];
    return latitude === null || longitude === null || Math.abs(latitude) > 90 ? null : [longitude, latitude];
  }
  const place = gazetteer?.find(String(rawAt(where.field, row) ?? ''));
  return place ? [place.longitude, place.latitude] : null;
}

const letters = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The middle of the cell that the hash names. */
export function pointOfHash(hash: unknown): Point | null {
  if (typeof hash !== 'string' || hash === '') return null;
  const span = { west: -180, east: 180, south: -90, north: 90 };
  let isLongitude = true;
  for (const letter of hash.toLowerCase()) {
    const bits = letters.indexOf(letter);
    if (bits < 0) return null;
    for (let bit = 16; bit >= 1; bit /= 2) {
      const [low, high] = isLongitude ? (['west', 'east'] as const) : (['south', 'north'] as const);
      const middle = (span[low] + span[high]) / 2;
      span[bits & bit ? low : high] = middle;
      isLongitude = !isLongitude;
    }
  }
  return [(span.west + span.east) / 2, (span.south + span.north) / 2];
}
