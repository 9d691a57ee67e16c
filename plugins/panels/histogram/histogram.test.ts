import { frame, numberField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { automaticSize, bucketsOf, mostBuckets } from './buckets.ts';
import { defaults, type HistogramOptions } from './options.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: {}, fontSans: 'sans-serif' },
};
const numbers = (name: string, values: readonly (number | null)[], config = {}) =>
  numberField(
    name,
    Float64Array.from(values, (value) => value ?? 0),
    { nulls: Uint8Array.from(values, (value) => Number(value === null)), config },
  );
const buckets = (fields: ReturnType<typeof numbers>[], options: Partial<HistogramOptions> = {}, hidden: readonly string[] = []) =>
  bucketsOf({
    ...{
      frames: [frame(fields)],
      theme,
      hidden,
      width: 400,
      height: 300,
      range: { from: 0, to: 1 },
      timeZone: 'utc',
      locale: 'en',
      now: 0,
      title: '',
    },
    fieldConfig: { defaults: { color: { mode: 'palette-classic' } }, overrides: [] },
    options: { ...defaults, ...options },
  });

describe('buckets', () => {
  test('hold their lower edge and not their upper one, and start at the offset', () => {
    const found = buckets([numbers('a', [0, 1, 2, 2.5, 4])], { bucketSize: 2 });
    expect([found?.edges, found?.distributions[0]?.counts]).toEqual([
      [0, 2, 4, 6],
      [2, 2, 1],
    ]);
    expect(buckets([numbers('a', [0, 1, 2])], { bucketSize: 2, bucketOffset: 1 })?.edges).toEqual([-1, 1, 3]);
  });
  test.each([
    { values: [0, 100], count: 30, size: 100 },
    { values: Array.from({ length: 101 }, (_, at) => at), count: 30, size: 4 },
    { values: Array.from({ length: 101 }, (_, at) => at), count: 10, size: 10 },
    { values: [1, 1, 1], count: 30, size: 1 },
    { values: [], count: 30, size: 1 },
  ])('of $values.length values in $count are $size wide', ({ values, count, size }) => {
    expect(automaticSize([values], count)).toBe(size);
  });
  test('drop nulls unless a number stands for them', () => {
    expect(buckets([numbers('a', [1, null, 1])], { bucketSize: 1 })?.distributions[0]?.counts).toEqual([2]);
    expect(buckets([numbers('a', [1, null, 1], { noValue: '0' })], { bucketSize: 1 })?.distributions[0]?.counts).toEqual([1, 2]);
  });
  test('count every field, or all in one', () => {
    const two = [numbers('a', [1, 2]), numbers('b', [2, 3])];
    expect(buckets(two, { bucketSize: 1 })?.distributions.map(({ counts }) => counts)).toEqual([
      [1, 1, 0],
      [0, 1, 1],
    ]);
    expect(buckets(two, { bucketSize: 1, combine: true })?.distributions.map(({ name, counts }) => [name, counts])).toEqual([
      ['count', [1, 2, 1]],
    ]);
  });
  test('stack where the field says so', () => {
    const stacked = { custom: { stacking: { mode: 'normal' } } };
    const found = buckets([numbers('a', [1], stacked), numbers('b', [1], stacked)], { bucketSize: 1 });
    expect(found?.distributions.map(({ spans }) => spans)).toEqual([[[0, 1]], [[1, 2]]]);
  });
  test('are taken as they are where a frame has them', () => {
    const found = buckets([numbers('xMin', [0, 5]), numbers('xMax', [5, 10]), numbers('count', [3, 4])]);
    expect([found?.edges, found?.distributions.map(({ counts }) => counts)]).toEqual([[0, 5, 10], [[3, 4]]]);
  });
  test('are never so many that the page would stop', () => {
    expect(buckets([numbers('a', [0, 1e9])], { bucketSize: 0.001 })?.edges.length).toBeLessThanOrEqual(mostBuckets + 2);
  });
});
