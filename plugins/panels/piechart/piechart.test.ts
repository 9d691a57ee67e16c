import { frame, numberField, stringField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { defaults, type PieOptions } from './options.ts';
import { percentText, sliceAt, slicePath, slicesOf } from './slices.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: {}, fontSans: 'sans-serif' },
};
const data = frame([stringField('name', ['a', 'b', 'c', 'd']), numberField('n', Float64Array.of(1, 3, -5, 4))]);
const slices = (options: Partial<PieOptions> = {}, hidden: readonly string[] = []) =>
  slicesOf({
    ...{
      frames: [data],
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
    options: { ...defaults, reduceOptions: { values: true, calcs: [], fields: '' }, ...options },
  });
const told = (list: ReturnType<typeof slices>) => list.map(({ value, share }) => [value.name, share]);

describe('slices', () => {
  test('are shares of the whole, the largest first, without what is below zero', () => {
    expect(told(slices())).toEqual([
      ['d', 0.5],
      ['b', 0.375],
      ['a', 0.125],
    ]);
  });
  test('come in the order that was asked for', () => {
    expect(told(slices({ sort: 'asc' })).map(([name]) => name)).toEqual(['a', 'b', 'd']);
    expect(told(slices({ sort: 'none' })).map(([name]) => name)).toEqual(['a', 'b', 'd']);
  });
  test('that are switched off leave the whole and stay in the legend', () => {
    expect(told(slices({}, ['d']))).toEqual([
      ['d', 0],
      ['b', 0.75],
      ['a', 0.25],
    ]);
  });
  test('of rows have colours of their own', () => {
    expect(new Set(slices().map(({ color }) => color)).size).toBe(3);
  });
  test('are found by a point, not in the hole nor outside', () => {
    const all = slices();
    expect(sliceAt(all, 50, 0, 100, 20)).toBe(0);
    expect(sliceAt(all, -50, 10, 100, 20)).toBe(1);
    expect(sliceAt(all, 5, 0, 100, 20)).toBeUndefined();
    expect(sliceAt(all, 101, 0, 100, 20)).toBeUndefined();
  });
  test('may be the whole circle', () => {
    expect(slicePath({ from: 0, to: 2 * Math.PI }, 100, 0).match(/A/g)).toHaveLength(2);
    expect(slicePath({ from: 0, to: 2 * Math.PI }, 100, 50).match(/A/g)).toHaveLength(4);
  });
  test.each([
    [0.5, '50%'],
    [0.004, '0.4%'],
    [0, '0%'],
  ])('of %d are written %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});
