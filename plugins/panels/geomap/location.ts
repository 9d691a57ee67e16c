/** Where the rows of a frame lie on the map. How a dashboard says it is the SDK's to read, as transformations do too. */
import type { ResolvedField } from '@orrery/plugin-sdk/data';
import type { Gazetteer } from '@orrery/plugin-sdk/data/geo/gazetteer';
import { firstKeys, type Location, pointsOf, type Where, whereOf } from '@orrery/plugin-sdk/data/geo/location';
import { project, type Spot } from './projection.ts';

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
  const none = (missing: Places['missing']): Places => ({
    spots: Array.from({ length: frame.length }, () => nowhere),
    ...(missing && { missing }),
  });
  const where = whereOf(fields, location);
  if (!where) return none('fields');
  const gazetteer = where.by === 'lookup' ? await gazetteerFor(where, frame.length) : undefined;
  if (where.by === 'lookup' && !gazetteer) return none('gazetteer');
  return { spots: pointsOf(where, frame.length, gazetteer).map((point) => (point ? project(...point) : nowhere)) };
}

/** The lists load with the first map that looks a name up. */
async function gazetteerFor(
  { field, gazetteer: name, guess }: Extract<Where, { by: 'lookup' }>,
  length: number,
): Promise<Gazetteer | undefined> {
  const { gazetteer, guessGazetteer } = await import('@orrery/plugin-sdk/data/geo/lists');
  return guess ? guessGazetteer(firstKeys(field, length)) : gazetteer(name);
}
