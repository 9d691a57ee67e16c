import { describe, expect, test } from 'vitest';
import {
  type Grid,
  gridOfSnapshot,
  readCell,
  renamed,
  retyped,
  snapshotOf,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
} from './grid.ts';

const grid: Grid = {
  name: 'T',
  rows: 2,
  columns: [
    { name: 'a', type: 'number', values: [1, 2] },
    { name: 'b', type: 'string', values: ['x', 'y'] },
  ],
};

describe('a table', () => {
  test('is saved and read again as it was', () => {
    expect(gridOfSnapshot(snapshotOf(grid))).toEqual(grid);
  });

  test.each([undefined, null, 7, 'text', [], {}, [{ schema: {} }]])('is not read from %j', (broken) => {
    expect(gridOfSnapshot(broken)).toBeUndefined();
  });

  test('changes cell by cell, row by row, column by column', () => {
    const wider = withColumn(withRow(withCell(grid, 0, 1, 9)), 'Column');
    expect(wider.rows).toBe(3);
    expect(wider.columns.map(({ name }) => name)).toEqual(['a', 'b', 'Column 3']);
    expect(withoutColumn(withoutRow(wider, 0), 1).columns[0]?.values).toEqual([9]);
    expect(renamed(grid, 0, '  ').columns[0]?.name).toBe('a');
    expect(retyped(grid, 0, 'string').columns[0]?.values).toEqual(['1', '2']);
    expect(grid.columns[0]?.values).toEqual([1, 2]);
  });
});

test.each([
  ['12,5', 'number', 12.5],
  ['twelve', 'number', undefined],
  ['', 'number', null],
  ['yes', 'boolean', true],
  ['2026-03-10T09:00:00Z', 'time', Date.UTC(2026, 2, 10, 9)],
  [' kept ', 'string', ' kept '],
] as const)('%j as %s is %j', (text, type, value) => {
  expect(readCell(text, type)).toBe(value);
});
