/**
 * Makes the lists of places of maps anew: `node test/tools/gazetteer.ts`. Where a place is shown is the middle of its largest
 * piece of land, so that France does not lie in the Atlantic.
 */
import { writeFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import us from 'us-atlas/states-10m.json' with { type: 'json' };
import world from 'world-atlas/countries-50m.json' with { type: 'json' };

const out = new URL('../../plugin-sdk/data/geo/', import.meta.url);
type Ring = readonly (readonly [number, number])[];
type Shape = { readonly type: string; readonly coordinates: unknown };

function middle({ type, coordinates }: Shape): [number, number] {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly (readonly Ring[])[];
  let best: [number, number] = [0, 0];
  let largest = -1;
  for (const [ring = []] of polygons) {
    let [area, x, y] = [0, 0, 0];
    ring.forEach(([x0, y0], index) => {
      const [x1, y1] = ring[(index + 1) % ring.length] as readonly [number, number];
      const cross = x0 * y1 - x1 * y0;
      area += cross;
      x += (x0 + x1) * cross;
      y += (y0 + y1) * cross;
    });
    if (Math.abs(area) <= largest || area === 0) continue;
    largest = Math.abs(area);
    best = [Math.round((x / (3 * area)) * 100) / 100, Math.round((y / (3 * area)) * 100) / 100];
  }
  return best;
}

function placed(topology: unknown, object: string) {
  const atlas = topology as Topology<Record<string, GeometryCollection<{ name: string }>>>;
  return feature(atlas, atlas.objects[object] as GeometryCollection<{ name: string }>).features.map(({ id, properties, geometry }) => ({
    id: String(id ?? ''),
    name: properties.name,
    at: middle(geometry as Shape),
  }));
}

/** Names that the outlines cut short, or have under another flag. */
const own = { Kosovo: ['XK', 'XKX'] } as const;
const english = (await import('i18n-iso-countries/langs/en.json', { with: { type: 'json' } })).default.countries as Record<
  string,
  string | string[]
>;
const german = (await import('i18n-iso-countries/langs/de.json', { with: { type: 'json' } })).default.countries as Record<
  string,
  string | string[]
>;
const listed = (names: string | string[] | undefined): string[] => (names === undefined ? [] : [names].flat());

const rows = placed(world, 'countries').flatMap(({ id, name, at }) => {
  const short = own[name as keyof typeof own]?.[0] ?? countries.numericToAlpha2(id) ?? '';
  const long = own[name as keyof typeof own]?.[1] ?? countries.alpha2ToAlpha3(short) ?? '';
  if (!short) return [];
  const names = [...new Set([...listed(english[short]), name, ...listed(german[short])])];
  return [[short, long, ...at, ...names]];
});
rows.sort((one, other) => String(one[0]).localeCompare(String(other[0])));

const codes =
  '01 AL 02 AK 04 AZ 05 AR 06 CA 08 CO 09 CT 10 DE 11 DC 12 FL 13 GA 15 HI 16 ID 17 IL 18 IN 19 IA 20 KS 21 KY 22 LA 23 ME 24 MD 25 MA 26 MI 27 MN 28 MS 29 MO 30 MT 31 NE 32 NV 33 NH 34 NJ 35 NM 36 NY 37 NC 38 ND 39 OH 40 OK 41 OR 42 PA 44 RI 45 SC 46 SD 47 TN 48 TX 49 UT 50 VT 51 VA 53 WA 54 WV 55 WI 56 WY 60 AS 66 GU 69 MP 72 PR 78 VI';
const shortOf = new Map([...codes.matchAll(/(\d\d) ([A-Z]{2})/g)].map(([, id = '', short = '']) => [id, short]));
const states = placed(us, 'states').map(({ id, name, at }) => [shortOf.get(id) ?? id, ...at, name]);
states.sort((one, other) => String(one[0]).localeCompare(String(other[0])));

const lines = (list: unknown[]): string => `[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
writeFileSync(new URL('countries.json', out), lines(rows));
writeFileSync(new URL('usa-states.json', out), lines(states));
