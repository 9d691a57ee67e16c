/** The variance of a window that moves along a column. */
type Cell = (row: number) => number | null | undefined;

/** Windows up to this size are counted anew at each row: that is exact, and quick enough. */
const small = 64;
/** What is left of this part of the largest sum is mostly its rounding. */
const worn = 1e-3;

/** For each row the variance of the whole population from `before` rows above to `after` rows below, holes left out. */
export function slidingVariances(cell: Cell, length: number, before: number, after: number): number[] {
  const size = before + after + 1;
  const around = (row: number): Spread => counted(cell, Math.max(0, row - before), Math.min(row + after + 1, length));
  if (size <= small) return Array.from({ length }, (_, row) => varianceOf(around(row)));
  const variances = new Array<number>(length);
  let spread: Spread = { mean: 0, squares: 0, count: 0, odd: 0 };
  let largest = 0;
  let age = size;
  for (let row = 0; row < length; row++) {
    const [entering, leaving] = [row + after, row - before - 1];
    // Each step rounds, and a sum that was large once has lost the digits of a small one.
    if (age++ >= size) age = 0;
    else {
      if (entering < length) enter(spread, cell(entering), 1);
      if (leaving >= 0) enter(spread, cell(leaving), -1);
      largest = Math.max(largest, spread.squares);
      if (spread.squares < largest * worn) age = 0;
    }
    if (age === 0) {
      spread = around(row);
      largest = spread.squares;
    }
    variances[row] = varianceOf(spread);
  }
  return variances;
}

interface Spread {
  mean: number;
  /** Sum of squared distances from the mean. */
  squares: number;
  /** Finite numbers. */
  count: number;
  /** Values that are none: with one of them there is no variance. */
  odd: number;
}

function enter(spread: Spread, value: number | null | undefined, sign: 1 | -1): void {
  if (value === null || value === undefined) return;
  if (!Number.isFinite(Number(value))) {
    spread.odd += sign;
    return;
  }
  spread.count += sign;
  if (spread.count === 0) {
    spread.mean = spread.squares = 0;
    return;
  }
  const distance = value - spread.mean;
  spread.mean += (sign * distance) / spread.count;
  spread.squares += sign * distance * (value - spread.mean);
}

function counted(cell: Cell, from: number, to: number): Spread {
  const spread: Spread = { mean: 0, squares: 0, count: 0, odd: 0 };
  for (let row = from; row < to; row++) enter(spread, cell(row), 1);
  return spread;
}

function varianceOf({ squares, count, odd }: Spread): number {
  if (odd > 0) return Number.NaN;
  return count > 0 ? Math.max(0, squares) / count : 0;
}
