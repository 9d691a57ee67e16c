/** The lists of places that are here; nothing is fetched from elsewhere. `node test/tools/gazetteer.ts` made them. */
import countries from './countries.json' with { type: 'json' };
import { type Gazetteer, gazetteerName, gazetteerOf, type GazetteerRow } from './gazetteer.ts';
import states from './usa-states.json' with { type: 'json' };

const sources = new Map<string, readonly GazetteerRow[]>([
  ['countries', countries as readonly GazetteerRow[]],
  ['usa-states', states as readonly GazetteerRow[]],
]);
const made = new Map<string, Gazetteer>();

export const gazetteerNames: readonly string[] = [...sources.keys()];

/** Named as dashboards do: `public/gazetteer/usa-states.json`. Undefined for one that there is not. */
export function gazetteer(path: string): Gazetteer | undefined {
  const name = gazetteerName(path);
  const source = sources.get(name);
  if (source && !made.has(name)) made.set(name, gazetteerOf(source));
  return made.get(name);
}

/** The list that knows most of these names. */
export function guessGazetteer(keys: readonly string[]): Gazetteer | undefined {
  const known = (one: Gazetteer | undefined): number => keys.filter((key) => one?.find(key)).length;
  const all = gazetteerNames.map(gazetteer);
  return all.reduce((best, one) => (known(one) > known(best) ? one : best));
}
