/** Names of places and where they lie. Loaded when a layer first asks for one; nothing is fetched from elsewhere. */
import { project, type Spot } from '../projection.ts';

export interface Gazetteer {
  /** By code or name, whatever its case. */
  find(key: string): Spot | undefined;
}
type Row = readonly (string | number)[];

const sources: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  countries: async () => (await import('./countries.json')).default as readonly Row[],
  'usa-states': async () => (await import('./usa-states.json')).default as readonly Row[],
};
const loaded = new Map<string, Promise<Gazetteer | undefined>>();

/** Named as dashboards do: `public/gazetteer/usa-states.json`. Undefined for one that there is not. */
export function loadGazetteer(path: string): Promise<Gazetteer | undefined> {
  const [, name = ''] = /([\w-]+)(?:\.json)?$/.exec(path) ?? [];
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source) return Promise.resolve(undefined);
  let known = loaded.get(name);
  if (!known) {
    known = source().then(gazetteerOf);
    loaded.set(name, known);
  }
  return known;
}

/** Codes first, then longitude and latitude, then names. */
function gazetteerOf(list: readonly Row[]): Gazetteer {
  const spots = new Map<string, Spot>();
  for (const row of list) {
    const [longitude = 0, latitude = 0] = row.filter((cell) => typeof cell === 'number');
    const spot = project(longitude, latitude);
    for (const cell of row) if (typeof cell === 'string' && !spots.has(cell.toLowerCase())) spots.set(cell.toLowerCase(), spot);
  }
  return { find: (key) => spots.get(key.trim().toLowerCase()) };
}
