/** Stacking: running sums a group, positive and negative values apart. */
import type { Column } from './align.ts';

export interface StackInput {
  readonly column: Column;
  /** Series of one group are stacked on each other; absent: not stacked. */
  readonly group?: string;
  readonly mode: 'normal' | 'percent';
  readonly negative: boolean;
}

export interface StackBand {
  readonly outer: number;
  readonly inner: number;
  readonly negative: boolean;
}
export interface Stacked {
  readonly columns: readonly Column[];
  /** Indexes into `columns` to be filled between: `outer` lies farther from zero, below it where `negative`. */
  readonly bands: readonly StackBand[];
}

export function stack(inputs: readonly StackInput[], length: number): Stacked {
  const sums = new Map<string, Float64Array>();
  const totals = percentTotals(inputs, length);
  const below = new Map<string, number>();
  const bands: StackBand[] = [];
  const columns = inputs.map(({ column, group, mode, negative }, index) => {
    if (group === undefined) return column;
    const key = `${group}/${negative}`;
    let sum = sums.get(key);
    if (!sum) {
      sum = new Float64Array(length);
      sums.set(key, sum);
    }
    const total = mode === 'percent' ? totals.get(group) : undefined;
    const stacked: (number | null | undefined)[] = new Array(length);
    for (let row = 0; row < length; row++) {
      const value = column[row];
      if (typeof value !== 'number') {
        // A missing part counts as nothing, so that what lies above does not fall.
        stacked[row] = value === null ? null : (sum[row] as number);
        continue;
      }
      const part = total ? (total[row] === 0 ? 0 : value / (total[row] as number)) : value;
      sum[row] = (sum[row] as number) + part;
      stacked[row] = sum[row] as number;
    }
    const lower = below.get(key);
    if (lower !== undefined) bands.push({ outer: index, inner: lower, negative });
    below.set(key, index);
    return stacked;
  });
  return { columns, bands };
}

function percentTotals(inputs: readonly StackInput[], length: number): Map<string, Float64Array> {
  const totals = new Map<string, Float64Array>();
  for (const { column, group, mode } of inputs) {
    if (group === undefined || mode !== 'percent') continue;
    const total = totals.get(group) ?? new Float64Array(length);
    totals.set(group, total);
    for (let row = 0; row < length; row++) total[row] = (total[row] as number) + Math.abs(column[row] ?? 0);
  }
  return totals;
}
