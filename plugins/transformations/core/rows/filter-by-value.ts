import { fieldDisplayName } from '@orrery/plugin-sdk/data';
import { defineTransformation, type MatcherRule, takeFrameRows } from '@orrery/plugin-sdk/data/transform/index';
import { rowTest } from './value-matchers.ts';

interface FilterByValue {
  readonly filters?: readonly { readonly fieldName: string; readonly config: MatcherRule }[];
  readonly type: 'include' | 'exclude';
  readonly match: 'any' | 'all';
}

/** Rows that pass the tests, or those that do not. A field that is not there passes none. */
export const filterByValue = defineTransformation<FilterByValue>({
  defaults: { filters: [], type: 'include', match: 'any' },
  apply: (frames, { filters = [], type, match }) => {
    if (!Array.isArray(filters) || filters.length === 0) return frames;
    const include = type === 'include';
    return frames.map((frame) => {
      const byName = new Map(frame.fields.map((field) => [fieldDisplayName(field, frame, frames), field]));
      const tests = filters.map(({ fieldName, config }) => {
        const field = byName.get(fieldName);
        return field ? rowTest(config, field) : () => false;
      });
      const passes = match === 'all' ? (row: number) => tests.every((test) => test(row)) : (row: number) => tests.some((test) => test(row));
      const rows: number[] = [];
      for (let row = 0; row < frame.length; row++) if (passes(row) === include) rows.push(row);
      return takeFrameRows(frame, rows);
    });
  },
});
