/** From frames to values of countries and places. Pure. */
import { type FieldData, type FrameData, isNull, numberAt, type ResolvedField } from '@orrery/plugin-sdk/data';
import { iso31661 } from 'iso-3166/1.js';

export interface Place {
  /** Numeric ISO code of a country, as the map has them; or where it is. */
  readonly country?: string;
  readonly at?: readonly [longitude: number, latitude: number];
  readonly name: string;
  readonly value: number;
  readonly color: string;
  readonly text: string;
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]|[^\p{L}]/gu, '')
    .toLowerCase();

let known: Map<string, string> | undefined;
/** Codes of two and three letters, numbers, and names in English and in the reader's language. */
function countries(locale: string): Map<string, string> {
  if (known) return known;
  known = new Map();
  const namers = [...new Set(['en', locale])].map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  for (const { alpha2, alpha3, numeric, name } of iso31661)
    for (const key of [alpha2, alpha3, name, name.split(/[,(]/, 1)[0] ?? '', ...namers.map((namer) => namer.of(alpha2) ?? '')])
      if (key && !known.has(plain(key))) known.set(plain(key), numeric);
  for (const [other, numeric] of others) known.set(other, numeric);
  return known;
}
const others: readonly (readonly [string, string])[] = [
  ['uk', '826'],
  ['usa', '840'],
  ['russia', '643'],
  ['southkorea', '410'],
  ['northkorea', '408'],
  ['czechrepublic', '203'],
];

export function countryOf(text: string, locale: string): string | undefined {
  if (/^\d{1,3}$/.test(text)) return text.padStart(3, '0');
  return countries(locale).get(plain(text)) ?? countries(locale).get(plain(text.replace(/\(.*?\)/g, '')));
}

const isLatitude = /^lat(itude)?$/i;
const isLongitude = /^(lon|lng|long|longitude)$/i;
const isCountry = /country|nation|iso|land/i;

/** `resolved`: the number fields with their unit and colour, by frame and field index. */
export function placesOf(
  frames: readonly FrameData[],
  resolved: readonly ResolvedField[],
  { countryField, locale }: { readonly countryField: string; readonly locale: string },
): { readonly places: readonly Place[]; readonly unknown: readonly string[] } {
  const places: Place[] = [];
  const unknown: string[] = [];
  const add = (name: string, field: ResolvedField, row: number, at?: readonly [number, number]): void => {
    const value = numberAt(field.field, row);
    if (value === null || value === undefined || Number.isNaN(value)) return;
    const shown = field.display(value);
    const country = at ? undefined : countryOf(name, locale);
    if (!at && country === undefined) return void unknown.push(name);
    places.push({
      ...(country !== undefined && { country }),
      ...(at && { at }),
      name: name || (at ? `${at[1]}, ${at[0]}` : ''),
      value,
      color: shown.color ?? '',
      text: `${shown.prefix ?? ''}${shown.text}${shown.suffix ?? ''}`,
    });
  };
  frames.forEach((frame, index) => {
    const find = (test: (field: FieldData) => boolean): FieldData | undefined => frame.fields.find(test);
    const [lat, lon] = [find(({ name }) => isLatitude.test(name)), find(({ name }) => isLongitude.test(name))];
    const names =
      find(({ name }) => name === countryField) ??
      find(({ name, type }) => type === 'string' && isCountry.test(name)) ??
      find(({ type }) => type === 'string');
    const numbers = resolved.filter(
      ({ frameIndex, field }) =>
        frameIndex === index && field.type === 'number' && !isLatitude.test(field.name) && !isLongitude.test(field.name),
    );
    const isSeries = find(({ type }) => type === 'time') !== undefined && !names;
    for (const number of isSeries ? numbers : numbers.slice(0, 1)) {
      if (isSeries) {
        let row = frame.length - 1;
        while (row > 0 && isNull(number.field, row)) row--;
        const labels = number.field.labels ?? {};
        const label =
          labels[countryField] ??
          Object.entries(labels).find(([key]) => isCountry.test(key))?.[1] ??
          Object.values(labels)[0] ??
          number.field.name;
        if (row >= 0) add(label, number, row);
      } else
        for (let row = 0; row < frame.length; row++) {
          if (isNull(number.field, row)) continue;
          const name = names && !isNull(names, row) ? String(names.values[row]) : '';
          const at =
            lat && lon && !isNull(lat, row) && !isNull(lon, row)
              ? ([numberAt(lon, row) ?? 0, numberAt(lat, row) ?? 0] as const)
              : undefined;
          if (at || name) add(name, number, row, at);
        }
    }
  });
  return { places, unknown };
}
