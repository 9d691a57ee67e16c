import { type FrameData, frame, numberField, stringField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { defaults, type XyOptions } from './options.ts';
import { dataOf, xEnds } from './plot.ts';
import { type Props, pointsOf } from './points.ts';

const theme = { name: 'night' as const, dark: true, background: '#000000', text: '#ffffff', series: [], tokens: {}, fontSans: 'x' };
const numbers = (name: string, values: readonly number[], nulls?: Uint8Array) =>
  numberField(name, Float64Array.from(values), { ...(nulls && { nulls }) });
const data = (): FrameData[] => [
  frame([stringField('who', ['a', 'b', 'c']), numbers('x', [3, 1, 2]), numbers('y', [30, 10, 20]), numbers('z', [0, 50, 100])]),
];
const byName = (options: string) => ({ matcher: { id: 'byName', options } });

function propsOf(frames: readonly FrameData[], options: Partial<XyOptions> = {}, custom: Record<string, unknown> = {}): Props {
  return {
    ...{ frames, theme, hidden: [], width: 400, height: 300, range: { from: 0, to: 20 }, timeZone: 'utc', locale: 'en', now: 0, title: '' },
    fieldConfig: { defaults: { custom }, overrides: [] },
    options: { ...defaults, ...options },
  };
}
const told = (options?: Partial<XyOptions>) => pointsOf(propsOf(data(), options))?.series.map(({ name, x }) => [x.displayName, name]);

describe('points', () => {
  test('are the first number of a frame against each other one', () => {
    expect(told()).toEqual([
      ['x', 'y'],
      ['x', 'z'],
    ]);
  });
  test('leave out the numbers that are sizes or colours', () => {
    expect(told({ series: [{ size: byName('z') }] })).toEqual([['x', 'y']]);
  });
  test('are what the dashboard says, by hand', () => {
    expect(
      told({
        mapping: 'manual',
        series: [
          { x: byName('z'), y: byName('y'), name: { fixed: 'mine' } },
          { x: byName('gone'), y: byName('gone') },
        ],
      })?.[0],
    ).toEqual(['z', 'mine']);
  });
  test('are only where both numbers are', () => {
    const gone = [
      frame([numbers('x', [1, 2, Number.NaN, 4]), numbers('y', [1, 0, 3, Number.POSITIVE_INFINITY], Uint8Array.of(0, 1, 0, 0))]),
    ];
    expect(Array.from(pointsOf(propsOf(gone))!.series[0]!.rows)).toEqual([0]);
  });
  test('grow with a field by their area', () => {
    const { sizes } = pointsOf(propsOf(data(), { series: [{ size: byName('z') }] }, { pointSize: { min: 0, max: 10 } }))!.series[0]!;
    expect(Array.from(sizes!, (size) => size.toFixed(2))).toEqual(['0.00', '7.07', '10.00']);
  });
  test('stand in order of x for the cursor, each in the column of its series', () => {
    const [xs, ys, zs] = dataOf(pointsOf(propsOf(data()))!) as unknown as [Float64Array, number[], number[]];
    expect(Array.from(xs)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(ys.filter((value) => value !== undefined)).toEqual([10, 20, 30]);
    expect(zs.filter((value) => value !== undefined)).toEqual([50, 100, 0]);
  });
  test('have room at both ends, also where there is one', () => {
    const one = pointsOf(propsOf([frame([numbers('x', [5]), numbers('y', [1])])]))!;
    expect(xEnds(one)).toEqual({ from: 4, to: 6 });
  });
  test('need two numbers', () => {
    expect(pointsOf(propsOf([frame([numbers('x', [1])])]))).toBeUndefined();
  });
});
