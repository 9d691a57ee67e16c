import { describe, expect, test } from 'vitest';
import { slidingVariances } from './variance.ts';

type Cells = readonly (number | null)[];
const sliding = (cells: Cells, before: number, after: number) => slidingVariances((row) => cells[row], cells.length, before, after);

/** Each window by itself, the plain way: mean first, then distances. */
function direct(cells: Cells, before: number, after: number): number[] {
  return cells.map((_, row) => {
    const window = cells.slice(Math.max(0, row - before), row + after + 1).filter((value) => value !== null);
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    return window.length === 0 ? 0 : window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length;
  });
}
function near(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [row, value] of found.entries())
    if (!Object.is(value, wanted[row]))
      expect(Math.abs(value - wanted[row]!) / (Math.abs(wanted[row]!) || 1), `row ${row}`).toBeLessThan(1e-9);
}

describe('the variance of a window that moves', () => {
  const wave = (row: number): number => Math.sin(row / 7) * 40 + Math.cos(row * 3) * 5;
  test.each([
    ['of a wave', Array.from({ length: 2000 }, (_, row) => wave(row))],
    ['far above zero', Array.from({ length: 2000 }, (_, row) => 1e6 + wave(row))],
    ['with holes', Array.from({ length: 2000 }, (_, row) => (row % 5 === 0 || (row > 500 && row < 900) ? null : wave(row)))],
    ['after a spike', Array.from({ length: 2000 }, (_, row) => (row === 300 ? 1e12 : wave(row)))],
    ['of one value', new Array<number>(500).fill(7)],
  ])('%s is that of its values', (_, cells) => {
    for (const [before, after] of [
      [9, 0],
      [199, 0],
      [100, 99],
      [5000, 0],
    ] as const)
      near(sliding(cells, before, after), direct(cells, before, after));
  });
  test('is none while a value is no number, and one again behind it', () => {
    const cells = Array.from({ length: 400 }, (_, row) => (row === 150 ? Number.POSITIVE_INFINITY : wave(row)));
    const found = sliding(cells, 99, 0);
    expect([found[149], found[150], found[249], found[250]].map(Number.isNaN)).toEqual([false, true, true, false]);
    near(found.slice(260), direct(cells, 99, 0).slice(260));
  });
});
