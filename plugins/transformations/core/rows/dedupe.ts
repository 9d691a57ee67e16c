import { fieldMatcher } from '@orrery/plugin-sdk/data';
import { defineTransformation, takeFrameRows } from '@orrery/plugin-sdk/data/transform/index';
import { groupRows } from './groups.ts';

interface Dedupe {
  readonly fields?: readonly string[];
}

/** The first row of each combination of values; of all fields when none are named. */
export const dedupe = defineTransformation<Dedupe>({
  defaults: { fields: [] },
  apply: (frames, { fields: names = [] }) => {
    const matches = names.length > 0 ? fieldMatcher({ id: 'byNames', options: { names } }) : () => true;
    return frames.map((frame) => {
      const keys = frame.fields.filter((field) => matches(field, frame, frames));
      return keys.length > 0 ? takeFrameRows(frame, groupRows(keys, frame.length).firstRows) : frame;
    });
  },
});
