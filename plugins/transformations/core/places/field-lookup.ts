/** What a list of places knows of the names in a column: code, name and coordinates, as columns after it. */
import { type FieldData, fieldMatcher, rawAt } from '@orrery/plugin-sdk/data';
import { gazetteer, gazetteerNames } from '@orrery/plugin-sdk/data/geo/lists';
import type { Place } from '@orrery/plugin-sdk/data/geo/gazetteer';
import { column, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';

interface FieldLookup {
  readonly lookupField?: string;
  readonly gazetteer?: string;
}

export const fieldLookup = defineTransformation<FieldLookup>({
  apply: (frames, { lookupField, gazetteer: path }) => {
    if (!lookupField) return frames;
    const list = gazetteer(path ?? 'countries');
    if (!list) throw new Error(`"${path}" is no list of places that is here; there are ${gazetteerNames.join(', ')}.`);
    const matches = fieldMatcher({ id: 'byName', options: lookupField });
    return frames.map((frame) => ({
      ...frame,
      fields: frame.fields.flatMap((field) => {
        if (!matches(field, frame, frames)) return [field];
        const found = Array.from({ length: frame.length }, (_, row) => list.find(String(rawAt(field, row) ?? '')));
        const of = (name: string, type: 'string' | 'number', part: (place: Place) => unknown): FieldData =>
          column(
            name,
            type,
            found.map((place) => (place ? part(place) : undefined)),
          );
        return [
          field,
          of('id', 'string', ({ id }) => id),
          of('name', 'string', ({ name }) => name),
          of('lng', 'number', ({ longitude }) => longitude),
          of('lat', 'number', ({ latitude }) => latitude),
        ];
      }),
    }));
  },
});
