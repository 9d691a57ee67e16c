import { type FrameData, frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { type Candles, candleAt, candlesOf, type Props } from './candles.ts';
import { type CandlestickOptions, defaults } from './options.ts';

const theme = { name: 'night' as const, dark: true, background: '#000000', text: '#ffffff', series: [], tokens: {}, fontSans: 'x' };
const columns = {
  open: [10, 12, 11],
  high: [13, 14, 12],
  low: [9, 11, 10],
  close: [12, 11, 11],
  volume: [100, 300, 200],
  other: [1, 2, 3],
};

function propsOf(names: readonly string[], options: Partial<CandlestickOptions> = {}): Props {
  const data: FrameData = frame([
    timeField('time', Float64Array.of(0, 10, 20)),
    ...names.map((name) => numberField(name, Float64Array.from(columns[name.toLowerCase() as keyof typeof columns] ?? [1, 2, 3]))),
  ]);
  return {
    ...{
      frames: [data],
      theme,
      hidden: [],
      width: 400,
      height: 300,
      range: { from: 0, to: 20 },
      timeZone: 'utc',
      locale: 'en',
      now: 0,
      title: '',
    },
    fieldConfig: { defaults: {}, overrides: [] },
    options: { ...defaults, ...options },
  };
}
const drawn = (names: readonly string[], options?: Partial<CandlestickOptions>): Candles => candlesOf(propsOf(names, options)) as Candles;
const names = ({ series }: Candles): string[] => series.map(({ field }) => field.displayName);
const all = Object.keys(columns);

describe('prices', () => {
  test('are found by their usual names, whatever the case', () => {
    expect(drawn(['Open', 'HIGH', 'low', 'Close', 'Volume']).fields).toEqual({ open: 0, high: 1, low: 2, close: 3, volume: 4 });
  });
  test('are the fields that the dashboard names', () => {
    const candles = drawn(all, { fields: { close: 'other' } });
    expect(names(candles)[candles.fields.close!]).toBe('other');
  });
  test('of one number over time are what it closed at', () => {
    expect(drawn(['price']).fields).toEqual({ close: 0 });
  });
});

describe('what is drawn', () => {
  test.each([
    ['candles', false, ['open', 'high', 'low', 'close']],
    ['volume', false, ['volume']],
    ['candles+volume', false, ['open', 'high', 'low', 'close', 'volume']],
    ['candles', true, ['open', 'high', 'low', 'close', 'other']],
  ] as const)('in mode %s, other fields %s: %j', (mode, includeAllFields, expected) => {
    expect(names(drawn(all, { mode, includeAllFields }))).toEqual(expected);
  });
  test('has volume on a scale of its own', () => {
    const { series, fields } = drawn(all);
    expect(series[fields.volume!]).toMatchObject({ scale: 'y/volume', painted: true });
    expect(series[fields.volume!]!.range!(0, 300)).toEqual([0, 1200]);
  });
});

describe('a candle', () => {
  test('goes up, down or neither since it opened, or since the last close', () => {
    const candles = drawn(all);
    const turns = (strategy: CandlestickOptions['colorStrategy']) => [0, 1, 2].map((row) => candleAt(candles, row, strategy)!.turn);
    expect(turns('open-close')).toEqual([1, -1, 0]);
    expect(turns('close-close')).toEqual([1, -1, 0]);
  });
  test('opens where the last one closed, and reaches no further, where nothing else is known', () => {
    const candles = drawn(['close']);
    expect(candleAt(candles, 1, 'open-close')).toEqual({ open: 12, close: 11, high: 12, low: 11, turn: -1 });
  });
});
