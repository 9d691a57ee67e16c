import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { cellText } from './cursor.ts';
import { countColors, paletteOf, schemes } from './model/colors.ts';
import { columnAt, type Props } from './model/grid.ts';
import { defaults, type HeatmapOptions } from './options.ts';
import { summarise } from './summary.ts';
import { viewOf } from './view.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`tide-${at}`, `#1030${at}${at}`])), fontSans: 'sans-serif' },
};
const times = timeField('Time', Float64Array.of(0, 10, 20), { config: { interval: 10 } });
const counts = (name: string, values: readonly number[], labels?: Record<string, string>) =>
  numberField(name, Float64Array.from(values), { ...(labels && { labels }) });

function propsOf(frames: readonly FrameData[], options: Partial<HeatmapOptions> = {}, custom: object = {}): Props {
  return {
    ...{
      frames,
      theme,
      hidden: [],
      width: 400,
      height: 300,
      range: { from: 0, to: 20 },
      timeZone: 'utc',
      locale: 'en',
      now: 0,
      title: 'Latency',
    },
    fieldConfig: { defaults: { custom: custom as Record<string, unknown> }, overrides: [] },
    options: { ...defaults, ...options },
  };
}
const view = (frames: readonly FrameData[], options?: Partial<HeatmapOptions>, custom?: object) =>
  viewOf(propsOf(frames, options, custom))!;
const buckets = [
  frame([times, counts('0.1', [1, 2, 3], { le: '0.1' }), counts('1', [4, 5, 6], { le: '1' }), counts('+Inf', [0, 0, 1], { le: '+Inf' })]),
];

describe('rows of buckets', () => {
  test('stand one above the other, each ends at its bound', () => {
    const { grid } = view(buckets);
    expect(grid.names).toEqual(['0.1', '1', '+Inf']);
    expect(grid.namesAt).toBe('upper');
    expect(grid.columns.map(({ from, to, cells }) => [from, to, cells.map(({ count }) => count)])).toEqual([
      [-10, 0, [1, 4, 0]],
      [0, 10, [2, 5, 0]],
      [10, 20, [3, 6, 1]],
    ]);
  });
  test('are told by both their bounds', () => {
    const drawn = view(buckets);
    expect(drawn.grid.columns[0]!.cells.map((cell) => cellText(drawn, cell))).toEqual(['≤ 0.1', '0.1 – 1', '1 – +Inf']);
  });
  test('of series of their own are sorted by their bounds', () => {
    const series = ['+Inf', '10', '2'].map((name) => frame([times, counts(name, [1, 1, 1])]));
    expect(view(series).grid.names).toEqual(['2', '10', '+Inf']);
  });
  test('keep the order of their frame where they are names', () => {
    expect(view([frame([times, counts('b', [1, 1, 1]), counts('a', [1, 1, 1])])]).grid).toMatchObject({
      names: ['b', 'a'],
      namesAt: 'middle',
    });
  });
  test('stand by their value where a logarithm is asked for', () => {
    const { grid } = view(buckets, {}, { scaleDistribution: { type: 'log', log: 10 } });
    expect(grid.names).toBeUndefined();
    expect(grid.columns[0]!.cells.map(({ low, high }) => [low.toFixed(2), high.toFixed(2)])).toEqual([
      ['0.01', '0.10'],
      ['0.10', '1.00'],
      ['1.00', '10.00'],
    ]);
  });
  test('leave no cell where there is no count', () => {
    const gone = numberField('1', Float64Array.of(1, 0, Number.NaN), { nulls: Uint8Array.of(0, 1, 0) });
    expect(view([frame([times, gone])]).grid.columns.map(({ cells }) => cells.length)).toEqual([1]);
  });
});

describe('cells', () => {
  const cells = (more: Partial<FrameData> = {}): FrameData => ({
    ...frame(
      [
        timeField('xMax', Float64Array.of(10, 10, 20, 20), { config: { interval: 10 } }),
        counts('yMin', [1, 2, 1, 2]),
        counts('yMax', [2, 4, 2, Number.POSITIVE_INFINITY]),
        counts('count', [5, 6, 7, 8]),
      ],
      { meta: { type: 'heatmap-cells' } },
    ),
    ...more,
  });
  test('end at their time, and what has no end is as wide as its neighbour', () => {
    const { grid } = view([cells()]);
    expect(grid.columns.map(({ from, to }) => [from, to])).toEqual([
      [0, 10],
      [10, 20],
    ]);
    expect(grid.columns[1]!.cells.map(({ low, high }) => [low, high])).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });
  test('of several histograms are added up', () => {
    expect(view([cells(), cells()]).grid.columns[0]!.cells.map(({ count }) => count)).toEqual([10, 12]);
  });
  test('that grow by a factor are on a logarithmic scale', () => {
    const lows = [1, 2, 4, 8];
    const native = frame([
      timeField('xMax', Float64Array.of(10, 10, 10, 10)),
      counts('yMin', lows),
      counts(
        'yMax',
        lows.map((low) => low * 2),
      ),
      counts('count', [1, 2, 3, 4]),
    ]);
    expect(view([native]).grid.distribution).toEqual({ type: 'log', log: 2 });
  });
  test('are counted from values where asked, without hidden fields', () => {
    const raw = [frame([times, counts('a', [1, 2, 30]), counts('b', [5, 6, 7])])];
    const sum = (custom: object) =>
      view(raw, { calculate: true }, custom)
        .grid.columns.flatMap(({ cells: all }) => all)
        .reduce((all, { count }) => all + count, 0);
    expect(sum({})).toBe(6);
    expect(viewOf(propsOf(raw, { calculate: true }, { hideFrom: { viz: true } }))).toBeUndefined();
  });
  test('are found by a time', () => {
    const { grid } = view([cells()]);
    expect([-1, 0, 9, 10, 19, 20].map((time) => columnAt(grid, time))).toEqual([-1, 0, 0, 1, 1, -1]);
  });
});

describe('colours', () => {
  test('start dark where it is dark', () => {
    const light = { ...theme, dark: false };
    expect(paletteOf(defaults.color, theme)[0]).toBe(paletteOf(defaults.color, light).at(-1));
  });
  test('are known for each scheme that is offered, and Oranges for the rest', () => {
    for (const scheme of schemes) expect(new Set(paletteOf({ ...defaults.color, scheme, steps: 8 }, theme)).size).toBeGreaterThan(5);
    expect(paletteOf({ ...defaults.color, scheme: 'constructor' }, theme)).toEqual(paletteOf(defaults.color, theme));
  });
  test('reach from the lowest count to the highest, or between what the dashboard says', () => {
    const own = countColors({ ...defaults.color, steps: 10 }, { min: 0, max: 100 }, theme);
    expect([0, 55, 100].map(own.step)).toEqual([0, 5, 9]);
    const said = countColors({ ...defaults.color, steps: 10, min: 0, max: 10 }, { min: 0, max: 100 }, theme);
    expect([-5, 5, 55].map(said.step)).toEqual([0, 5, 9]);
  });
});

describe('the summary', () => {
  test('says where the most lie', () => {
    expect(summarise(propsOf(buckets))).toBe('Latency: 3 columns. The most, 6, lie at 0.1 – 1, 00:00.');
  });
  test('has nothing to say of data without time or numbers', () => {
    expect(summarise(propsOf([frame([stringField('a', ['x'])])]))).toBe('Latency: nothing to show.');
  });
});
