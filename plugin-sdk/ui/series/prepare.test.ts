import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { describe, expect, test } from 'vitest';
import { tickTexts } from './axes.ts';
import { cursorValues, legendOf } from './legend.ts';
import { defaults, type SeriesOptions } from './options.ts';
import { type Prepared, prepare, prepared } from './prepare.ts';
import { leaders, thresholdSteps } from './scales.ts';

const theme = { name: 'night' as const, dark: true, background: '#000000', text: '#ffffff', series: [], tokens: {}, fontSans: 'x' };

function series(
  name: string,
  values: readonly (number | null)[],
  config: Record<string, unknown> = {},
  times = values.map((_, index) => index * 1_000),
): FrameData {
  const nulls = Uint8Array.from(values, (value) => (value === null ? 1 : 0));
  return frame([
    timeField('Time', Float64Array.from(times)),
    numberField(
      name,
      Float64Array.from(values, (value) => value ?? 0),
      { config, ...(nulls.includes(1) && { nulls }) },
    ),
  ]);
}
function props(
  frames: readonly FrameData[],
  custom: Record<string, unknown> = {},
  more: Partial<PanelProps<SeriesOptions>> = {},
): PanelProps<SeriesOptions> {
  const size = { width: 100, height: 100, range: { from: 0, to: 10_000 }, timeZone: 'utc', locale: 'en', now: 0, title: '' };
  return { ...size, frames, theme, options: defaults, fieldConfig: { defaults: { custom }, overrides: [] }, hidden: [], ...more };
}
function made(frames: readonly FrameData[], custom: Record<string, unknown> = {}, more: object = {}): Prepared {
  const found = prepare(props(frames, custom, more));
  if (typeof found === 'string') throw new Error(`missing ${found}`);
  return found;
}

describe('prepared series', () => {
  test('share one time axis; what one lacks is no gap, what is null is one', () => {
    const { times, columns } = made([series('a', [1, 2, 3]), series('b', [9, null], {}, [500, 2_000])]);
    expect([...times]).toEqual([0, 500, 1_000, 2_000]);
    expect(columns.map((column) => [...column])).toEqual([
      [1, undefined, 2, 3],
      [undefined, 9, null, null],
    ]);
  });
  test('connect over gaps never, always, or up to a distance', () => {
    const gap = [series('a', [1, null, 3, null, null, null, 7])];
    const column = (spanNulls: unknown) => [...(made(gap, { spanNulls }).columns[0] ?? [])];
    expect(column(false)).toEqual([1, null, 3, null, null, null, 7]);
    expect(column(true)).toEqual([1, undefined, 3, undefined, undefined, undefined, 7]);
    expect(column(2_000)).toEqual([1, undefined, 3, null, null, null, 7]);
  });
  test('break where samples are farther apart than asked, or than the source expects', () => {
    const apart = (config: Record<string, unknown>) => [series('a', [1, 2], config, [0, 5_000])];
    expect([...(made(apart({}), { insertNulls: 2_000 }).columns[0] ?? [])]).toEqual([1, null, 2]);
    expect([...(made(apart({ interval: 1_000 })).columns[0] ?? [])]).toEqual([1, null, 2]);
    expect([...(made(apart({})).columns[0] ?? [])]).toEqual([1, 2]);
  });
  test('leave the stack when they are hidden', () => {
    const stacking = { stacking: { mode: 'normal' } };
    const frames = [series('a', [1]), series('b', [2]), series('c', [4])];
    expect(made(frames, stacking).columns.map(([value]) => value)).toEqual([1, 3, 7]);
    expect(made(frames, stacking, { hidden: ['b'] }).columns.map(([value]) => value)).toEqual([1, 2, 5]);
  });
  test('go down, or stay at their first value, where asked', () => {
    expect([...(made([series('a', [1, 2])], { transform: 'negative-Y' }).columns[0] ?? [])]).toEqual([-1, -2]);
    expect([...(made([series('a', [null, 2, 3])], { transform: 'constant' }).columns[0] ?? [])]).toEqual([2, 2, 2]);
  });
  test('leave out what has no place on a logarithmic scale', () => {
    expect([...(made([series('a', [-1, 0, 2])], { scaleDistribution: { type: 'log' } }).columns[0] ?? [])]).toEqual([null, null, 2]);
  });
  test('share a scale by unit and limits, and have one leader each', () => {
    const units = made([series('a', [1], { unit: 's' }), series('b', [1], { unit: 'bytes' }), series('c', [1], { unit: 's' })]);
    expect(leaders(units).map(({ field }) => field.displayName)).toEqual(['a', 'b']);
  });
  test('leave exemplars and annotations out, and count frames as the host does', () => {
    const exemplar = frame(
      [timeField('Time', Float64Array.of(1_000)), numberField('Value', Float64Array.of(5)), stringField('traceID', ['x'])],
      {
        name: 'exemplar',
        meta: { dataTopic: 'annotations' },
      },
    );
    const found = made([exemplar, series('a', [1, 2])]);
    expect(found.series.map(({ source }) => source)).toEqual([{ frame: 1, field: 1 }]);
    expect(found.exemplars).toEqual([{ time: 1_000, value: 5, point: { frame: 0, field: 1, row: 0 } }]);
  });
  test('are not made of what has no time, or no number', () => {
    expect(prepare(props([frame([numberField('a', Float64Array.of(1))])]))).toBe('time');
    expect(prepare(props([frame([timeField('t', Float64Array.of(1)), stringField('a', ['x'])])]))).toBe('number');
  });
  test('are made once for drawing and summary', () => {
    const asked = props([series('a', [1])]);
    expect(prepared(asked)).toBe(prepared({ ...asked, width: 500, range: { from: 1, to: 2 } }));
    expect(prepared(asked)).not.toBe(prepared({ ...asked, hidden: ['a'] }));
  });
  test('have their percent thresholds on the scale of the values', () => {
    const thresholds = {
      mode: 'percentage',
      steps: [
        { value: null, color: 'green' },
        { value: 50, color: 'red' },
      ],
    };
    const [first] = made([series('a', [1], { thresholds, min: 100, max: 300 })]).series;
    expect(first && thresholdSteps(first).map(({ value }) => value)).toEqual([Number.NEGATIVE_INFINITY, 200]);
  });
});

describe('the legend', () => {
  const frames = [series('a', [1, 4]), series('b', [2, 3])];
  test('costs nothing where it is hidden', () => {
    const legend = { ...defaults.legend, showLegend: false, calcs: ['max'] };
    expect(legendOf(made(frames), { ...defaults, legend })).toMatchObject({ display: 'hidden', items: [] });
  });
  test('has calculations, and says how many the limit left out', () => {
    const legend = { ...defaults.legend, calcs: ['max', 'count'], limit: 1 };
    const { items, more } = legendOf(made(frames), { ...defaults, legend });
    expect([items[0]?.values.map(({ text }) => text), more]).toEqual([['4', '2'], 1]);
  });
});

describe('the tooltip', () => {
  const at = (options: Partial<SeriesOptions['tooltip']>, cursor: object = {}, frames = [series('a', [1, 0]), series('b', [2, 3])]) =>
    cursorValues(
      made(frames),
      { index: 1, time: 1_000, x: 0, y: 0, nearest: 2, source: 'pointer', ...cursor },
      {
        ...defaults,
        tooltip: { ...defaults.tooltip, ...options },
      },
    ).map(({ name, text }) => `${name}=${text}`);
  test.each([
    [{ mode: 'single' as const }, {}, ['b=3']],
    [{ mode: 'single' as const }, { nearest: 0 }, []],
    [{ mode: 'single' as const }, { source: 'keyboard' as const, nearest: 0 }, ['a=0', 'b=3']],
    [{ mode: 'multi' as const }, {}, ['a=0', 'b=3']],
    [{ mode: 'multi' as const, hideZeros: true }, {}, ['b=3']],
    [{ mode: 'multi' as const, sort: 'desc' as const }, {}, ['b=3', 'a=0']],
    [{ mode: 'none' as const }, {}, []],
    [{ mode: 'multi' as const }, { index: null }, []],
  ])('%j at %j says %j', (options, cursor, expected) => {
    expect(at(options, cursor)).toEqual(expected);
  });
  test('takes the sample nearest to the crosshair, and none from a gap', () => {
    expect(at({ mode: 'multi' }, {}, [series('a', [1, 2, 3]), series('b', [7], {}, [0]), series('c', [5, null, 6])])).toEqual([
      'a=2',
      'b=7',
    ]);
  });
});

describe('ticks', () => {
  const texts = (values: readonly (number | null)[], config: Record<string, unknown> = {}) => {
    const [first] = made([series('a', [1], config)]).series;
    return first ? tickTexts(first, values) : [];
  };
  test.each([
    [[0, 0.5, 1], {}, ['0', '0.5', '1']],
    [[1_000, 1_005, 1_010], { unit: 'short' }, ['1 K', '1.005 K', '1.01 K']],
    [[0, 1_048_576, 2_097_152], { unit: 'bytes' }, ['0 B', '1 MiB', '2 MiB']],
    [[0.1, 0.2], { decimals: 0 }, ['0', '0']],
    [[10, null, 20], {}, ['10', '', '20']],
  ])('at %j with %j are %j', (values, config, expected) => {
    expect(texts(values, config)).toEqual(expected);
  });
});
