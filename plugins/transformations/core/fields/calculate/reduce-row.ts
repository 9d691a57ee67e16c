import { type FrameData, fieldMatcher, rawAt, reduceField, reducerId, reducerInfo } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import type { CalculateField } from './options.ts';

/** One value a row over several fields. Nulls count, unless they are to be passed over. */
export function reduceRowValues({ reduce }: CalculateField, frame: FrameData, frames: readonly FrameData[]): unknown[] {
  const { reducer = 'sum', include = [], nullValueMode } = reduce ?? {};
  if (!own(reducerInfo, reducerId(reducer)) && !/^p\d+$/.test(reducer)) throw new Error(`There is no calculation "${reducer}".`);
  const matches = fieldMatcher(include.length > 0 ? { id: 'byNames', options: { names: include } } : { id: 'numeric' });
  const columns = frame.fields.filter((field) => matches(field, frame, frames));
  const mode = nullValueMode === 'connected' || nullValueMode === 'null as zero' ? nullValueMode : 'null';
  const quick = sums[reducerId(reducer)];
  if (quick && mode === 'null' && columns.every(({ kind, nulls }) => kind === 'float64' && !nulls))
    return quick(
      columns.map(({ values }) => values as Float64Array),
      frame.length,
    );
  return Array.from({ length: frame.length }, (_, row) => {
    const values = columns.map((field) => rawAt(field, row));
    if (values.length === 0)
      return reduceField(
        { name: '', type: 'number', kind: 'json.RawMessage', values: [undefined], config: { nullValueMode: 'connected' } },
        reducer,
      );
    return reduceField({ name: '', type: 'number', kind: 'json.RawMessage', values, config: { nullValueMode: mode } }, reducer);
  });
}

type Quick = (columns: readonly Float64Array[], length: number) => (number | null)[];

/** The usual ones over columns without gaps: no object a row. What is no number is passed over. */
function folded(start: number, step: (sum: number, value: number) => number, end: (sum: number, count: number) => number | null): Quick {
  return (columns, length) =>
    Array.from({ length }, (_, row) => {
      let [sum, count] = [start, 0];
      for (const values of columns) {
        const value = values[row]!;
        if (Number.isNaN(value)) continue;
        sum = step(sum, value);
        count++;
      }
      return end(sum, count);
    });
}
const orNull = (sum: number, count: number): number | null => (count > 0 ? sum : null);
const sums: Readonly<Record<string, Quick>> = {
  sum: folded(
    0,
    (sum, value) => sum + value,
    (sum) => sum,
  ),
  mean: folded(
    0,
    (sum, value) => sum + value,
    (sum, count) => (count > 0 ? sum / count : null),
  ),
  min: folded(Number.POSITIVE_INFINITY, Math.min, orNull),
  max: folded(Number.NEGATIVE_INFINITY, Math.max, orNull),
};
