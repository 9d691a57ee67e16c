/** The moment that is counted to or from: written down, or told by the data. Pure. */
import { isNull, numberAt, type FrameData } from '@orrery/plugin-sdk/data';
import type { Source } from './options.ts';

export function momentOf(
  source: Source,
  written: string,
  frames: readonly FrameData[],
  { queryField, queryCalculation }: { readonly queryField: string; readonly queryCalculation: string },
): number | undefined {
  if (source === 'input') {
    const time = Date.parse(written);
    return Number.isNaN(time) ? undefined : time;
  }
  for (const frame of frames)
    for (const field of frame.fields) {
      if (queryField ? field.name !== queryField : field.type !== 'number' && field.type !== 'time') continue;
      const values: number[] = [];
      for (let row = 0; row < frame.length; row++)
        if (!isNull(field, row)) values.push(timeOf(field.type === 'string' ? (field.values[row] as string) : numberAt(field, row)));
      const known = values.filter((value) => !Number.isNaN(value));
      if (known.length === 0) continue;
      if (queryCalculation === 'first' || queryCalculation === 'firstNotNull') return known[0];
      if (queryCalculation === 'min') return Math.min(...known);
      if (queryCalculation === 'max') return Math.max(...known);
      return known.at(-1);
    }
  return undefined;
}

/** Numbers are epoch milliseconds; small ones seconds. */
function timeOf(value: string | number | null | undefined): number {
  if (typeof value === 'string') return Date.parse(value);
  if (value === null || value === undefined) return Number.NaN;
  return Math.abs(value) < 1e11 ? value * 1000 : value;
}
