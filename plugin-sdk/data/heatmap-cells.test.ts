import { describe, expect, test } from 'vitest';
import { frame, numberField, timeField } from './build.ts';
import { type CellWish, heatmapCells } from './heatmap-cells.ts';

const step = 15_000;
const start = 1_767_225_600_000;
const data = (values: readonly number[], nulls?: Uint8Array) => [
  frame([
    timeField(
      'Time',
      Float64Array.from(values, (_, at) => start + at * step),
    ),
    numberField('Value', Float64Array.from(values), { ...(nulls && { nulls }) }),
  ]),
];
const ramp = Array.from({ length: 40 }, (_, at) => 20.5 + at * 1.7);

function edges(values: readonly number[], wish: CellWish): { columns: number[]; rows: number[]; sum: number } {
  const cells = heatmapCells(data(values), wish);
  const column = (name: string): number[] => Array.from((cells?.fields.find((field) => field.name === name)?.values ?? []) as Float64Array);
  return {
    columns: [...new Set(column('xMin'))].map((time) => time - start),
    rows: [...new Set(column('yMin'))],
    sum: column('Count').reduce((sum, count) => sum + count, 0),
  };
}

describe('values counted into cells', () => {
  test('are in about 20 columns and 10 rows of a round size, and none is lost', () => {
    const { columns, rows, sum } = edges(ramp, {});
    expect(columns.slice(0, 3)).toEqual([0, 30_000, 60_000]);
    expect(rows).toEqual([14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84]);
    expect(sum).toBe(40);
  });
  test('follow a size, in time as a duration', () => {
    const { columns, rows } = edges(ramp, { xBuckets: { mode: 'size', value: '2m' }, yBuckets: { mode: 'size', value: '25' } });
    expect(columns).toEqual([0, 120_000, 240_000, 360_000, 480_000]);
    expect(rows).toEqual([0, 25, 50, 75]);
  });
  test('do not take a bare number for a duration', () => {
    expect(edges(ramp, { xBuckets: { mode: 'size', value: '60000' } }).columns[1]).toBe(30_000);
  });
  test('follow a number of columns and rows', () => {
    expect(edges(ramp, { xBuckets: { mode: 'count', value: '4' } }).columns[1]).toBe(120_000);
    expect(edges(ramp, { yBuckets: { mode: 'count', value: '5' } }).rows).toEqual([15, 30, 45, 60, 75]);
  });
  test('stand by powers on a logarithmic scale, split where asked, without zero and below', () => {
    const log = { type: 'log', log: 2 } as const;
    expect(edges([-3, 0, 16, 20, 100], { yBuckets: { scale: log } })).toMatchObject({ rows: [16, 32, 64], sum: 3 });
    expect(edges([1, 2, 3], { yBuckets: { scale: log, value: '2' } }).rows.map((row) => row.toFixed(3))).toEqual([
      '1.000',
      '1.414',
      '2.000',
      '2.828',
    ]);
  });
  test('leave out nulls and what is no number', () => {
    const nulls = Uint8Array.of(0, 1, 0, 0);
    const cells = heatmapCells(data([1, 2, Number.NaN, Number.POSITIVE_INFINITY], nulls));
    expect(Array.from(cells?.fields.at(-1)?.values as Float64Array).reduce((sum, count) => sum + count)).toBe(1);
    expect(heatmapCells(data([0], Uint8Array.of(1)))).toBeUndefined();
  });
  test('are no more than can be told apart, whatever the size', () => {
    expect(heatmapCells(data([0, 1e12]), { yBuckets: { mode: 'size', value: '1e-9' } })!.length).toBeLessThan(100_000);
  });
});
