import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { barPath, labelEvery, shortened, slotOf } from './layout.ts';
import { type BarChartOptions, defaults } from './options.ts';
import { prepare } from './prepare.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: {}, fontSans: 'sans-serif' },
};
const prepared = (frames: readonly FrameData[], options: Partial<BarChartOptions> = {}, hidden: readonly string[] = []) =>
  prepare({
    ...{ frames, theme, hidden, width: 400, height: 300, range: { from: 0, to: 1 }, timeZone: 'utc', locale: 'en', now: 0, title: '' },
    fieldConfig: { defaults: { color: { mode: 'palette-classic' } }, overrides: [] },
    options: { ...defaults, ...options },
  });
const data = frame([
  stringField('label', ['x', 'a', 'a']),
  numberField('one', Float64Array.of(1, 2, 3)),
  numberField('two', Float64Array.of(3, -2, 0), { nulls: Uint8Array.of(0, 0, 1) }),
]);

describe('categories', () => {
  test('are the texts of the first text field, each row for itself', () => {
    expect(prepared([data])?.categories).toEqual(['x', 'a', 'a']);
  });
  test('come from the field that is named', () => {
    expect(prepared([data], { xField: 'one' })?.categories).toEqual(['1', '2', '3']);
    expect(prepared([data], { xField: 'one' })?.series.map(({ field }) => field.displayName)).toEqual(['two']);
  });
  test('are joined where several frames share them, times in order', () => {
    const at = (times: number[], name: string) =>
      frame([timeField('time', Float64Array.from(times)), numberField(name, Float64Array.from(times))]);
    const joined = prepared([at([1000, 3000], 'a'), at([2000, 3000], 'b')]);
    expect(joined?.categories).toHaveLength(3);
    expect(joined?.series.map(({ values }) => values)).toEqual([
      [1000, null, 3000],
      [null, 2000, 3000],
    ]);
  });
  test('need something to be and something to show', () => {
    expect(prepared([frame([numberField('n', Float64Array.of(1))])])).toBeUndefined();
    expect(prepared([frame([stringField('s', ['a'])])])).toBeUndefined();
  });
});

describe('bars', () => {
  test('stack by sign, and leave out series that are hidden', () => {
    const spans = (stacking: BarChartOptions['stacking'], hidden: string[] = []) =>
      prepared([data], { stacking }, hidden)?.series.map((each) => each.spans);
    expect(spans('normal')).toEqual([
      [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
      [
        [1, 4],
        [0, -2],
        [3, 3],
      ],
    ]);
    expect(spans('percent')?.[1]?.[0]).toEqual([0.25, 1]);
    expect(spans('normal', ['one'])?.[1]?.[0]).toEqual([0, 3]);
  });
  test('stack only on bars of their own scale', () => {
    const mixed = frame([
      stringField('s', ['a']),
      numberField('n', Float64Array.of(5)),
      numberField('b', Float64Array.of(7), { config: { unit: 'bytes' } }),
    ]);
    expect(prepared([mixed], { stacking: 'normal' })?.series[1]?.spans).toEqual([[0, 7]]);
  });
  test('take the colour of the field that colours, or of a mapping', () => {
    const colored = frame([
      stringField('s', ['a', 'b']),
      numberField('n', Float64Array.of(1, 2), { config: { mappings: [{ type: 'value', options: { 2: { color: '#123456' } } }] } }),
    ]);
    expect(prepared([colored])?.series[0]?.colors[1]).toBe('#123456');
    const by = frame([
      ...colored.fields,
      numberField('c', Float64Array.of(1, 90), {
        config: {
          color: { mode: 'thresholds' },
          thresholds: {
            mode: 'absolute',
            steps: [
              { value: null, color: '#000001' },
              { value: 50, color: '#000002' },
            ],
          },
        },
      }),
    ]);
    expect(prepared([by], { colorByField: 'c' })?.series[0]?.colors).toEqual(['#000001', '#000002']);
  });
  test('share the width of their group', () => {
    const slot = (index: number, among: number, stacking: BarChartOptions['stacking'] = 'none') =>
      slotOf(1, 4, index, among, 400, { groupWidth: 0.8, barWidth: 0.5, stacking });
    expect(slot(0, 1)).toEqual({ from: 125, size: 50 });
    expect(slot(0, 2)).toEqual({ from: 120, size: 20 });
    expect(slot(1, 2)).toEqual({ from: 160, size: 20 });
    expect(slot(1, 2, 'normal')).toEqual({ from: 125, size: 50 });
  });
  test('have round corners only where they end', () => {
    const box = { left: 0, top: 0, width: 10, height: 20 };
    expect(barPath(box, 0, 'top')).toBe('M0 0h10v20h-10Z');
    expect(barPath(box, 0.5, 'top')).toContain('q0 -5 5 -5');
  });
});

describe('labels', () => {
  const written = (every: (index: number) => boolean) => Array.from({ length: 6 }, (_, index) => index).filter(every);
  test('are left out where they would touch, from the side that matters less', () => {
    expect(written(labelEvery(6, 600, 50, 0))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(written(labelEvery(6, 300, 90, 0))).toEqual([0, 2, 4]);
    expect(written(labelEvery(6, 300, 60, -30))).toEqual([1, 3, 5]);
  });
  test('are cut at their longest', () => {
    expect([shortened('abcdef', 3), shortened('abc', 3), shortened('abc', undefined)]).toEqual(['abc…', 'abc', 'abc']);
  });
});
