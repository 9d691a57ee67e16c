/** Calculations along a field: sums and means up to each row, and over a window around it. */
import { type FieldData, type FrameData, fieldMatcher, rawAt } from '@orrery/plugin-sdk/data';
import type { CalculateField } from './options.ts';
import { slidingVariances } from './variance.ts';

function chosen(name: string | undefined, frame: FrameData, frames: readonly FrameData[]): FieldData | undefined {
  const matches = fieldMatcher(name ? { id: 'byNames', options: { names: [name] } } : { id: 'numeric' });
  return frame.fields.find((field) => matches(field, frame, frames));
}

export function cumulativeValues({ cumulative }: CalculateField, frame: FrameData, frames: readonly FrameData[]): unknown[] | undefined {
  const { reducer = 'sum', field: name } = cumulative ?? {};
  if (reducer !== 'sum' && reducer !== 'mean') throw new Error(`"${reducer}" cannot be calculated from row to row; sum and mean can.`);
  const field = chosen(name, frame, frames);
  if (!field) return;
  let total = 0;
  return Array.from({ length: frame.length }, (_, row) => {
    total += (rawAt(field, row) ?? 0) as number;
    return reducer === 'sum' ? total : total / (row + 1);
  });
}

const windowReducers = new Set(['mean', 'stdDev', 'variance']);

export function windowValues({ window }: CalculateField, frame: FrameData, frames: readonly FrameData[]): unknown[] | undefined {
  const { reducer = 'mean', windowAlignment = 'trailing', windowSizeMode = 'percentage', windowSize = 0.1, field: name } = window ?? {};
  if (windowSize <= 0) throw new Error(`A window has to be larger than 0; it is ${windowSize}.`);
  const field = chosen(name, frame, frames);
  if (!field) return;
  if (!windowReducers.has(reducer)) throw new Error(`"${reducer}" cannot be calculated over a window; mean, stdDev and variance can.`);
  const size = Math.ceil(windowSize * (windowSizeMode === 'percentage' ? frame.length : 1));
  const cell = (row: number): number | null | undefined => rawAt(field, row) as number | null | undefined;
  const { length } = field.values;
  const centered = windowAlignment === 'centered';
  const before = centered ? Math.floor(size / 2) : size - 1;
  const after = centered ? Math.ceil(size / 2) - 1 : 0;
  if (reducer === 'mean') return centered ? centeredMeans(cell, length, before, after) : trailingMeans(cell, length, size);
  const variances = slidingVariances(cell, length, before, after);
  const found = Array.from({ length: frame.length }, (_, row) => variances[row] ?? 0);
  return reducer === 'variance' ? found : found.map(Math.sqrt);
}

/** What leaves the window leaves the sum only where the row itself has a value: a quirk that charts made elsewhere show. */
function trailingMeans(cell: (row: number) => number | null | undefined, length: number, size: number): number[] {
  let [sum, count] = [0, 0];
  return Array.from({ length }, (_, row) => {
    const value = cell(row);
    if (value !== null && value !== undefined) {
      count++;
      sum += value;
      const leaving = row > size - 1 ? cell(row - size) : undefined;
      if (leaving !== null && leaving !== undefined) {
        sum -= leaving;
        count--;
      }
    }
    return count === 0 ? 0 : sum / count;
  });
}

function centeredMeans(cell: (row: number) => number | null | undefined, length: number, before: number, after: number): number[] {
  let [sum, count] = [0, 0];
  const enter = (row: number, sign: 1 | -1): void => {
    const value = row >= 0 && row < length ? cell(row) : undefined;
    if (value === null || value === undefined) return;
    sum += sign * value;
    count += sign;
  };
  for (let row = 0; row < after; row++) enter(row, 1);
  return Array.from({ length }, (_, row) => {
    enter(row + after, 1);
    enter(row - before - 1, -1);
    return count === 0 ? 0 : sum / count;
  });
}
