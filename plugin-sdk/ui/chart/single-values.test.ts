import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import type { PanelProps } from '../panel.ts';
import { reduceDefaults, singleValues } from './single-values.ts';

const theme = { name: 'night' as const, dark: true, background: '#000000', text: '#ffffff', series: [], tokens: {}, fontSans: 'x' };
const series = [
  frame([timeField('Time', Float64Array.from([1, 2])), numberField('Value', Float64Array.from([4, 8]), { labels: { host: 'a' } })]),
  frame([timeField('Time', Float64Array.from([1, 2])), numberField('Value', Float64Array.from([3, 1]), { labels: { host: 'b' } })]),
];
const table = [
  frame([
    stringField('Mount', ['/', '/var']),
    numberField('Used', Float64Array.from([1, 2])),
    numberField('Free', Float64Array.from([9, 8])),
  ]),
];

function props(frames: PanelProps['frames'], defaults: Record<string, unknown> = {}): Omit<PanelProps, 'options'> {
  const size = { width: 100, height: 100, range: { from: 0, to: 10 }, timeZone: 'utc', locale: 'en', now: 0, title: '', hidden: [] };
  return { ...size, frames, theme, fieldConfig: { defaults, overrides: [] } };
}
const told = (values: ReturnType<typeof singleValues>) => values.map(({ name, display }) => `${name}=${display.text}`);

describe('single values', () => {
  test('are one a series, by one calculation', () => {
    expect(told(singleValues(props(series), reduceDefaults))).toEqual(['a=8', 'b=1']);
  });
  test('are one a series and calculation where several are asked for', () => {
    expect(told(singleValues(props(series), { ...reduceDefaults, calcs: ['min', 'max'] }))).toEqual([
      'a Min=4',
      'a Max=8',
      'b Min=1',
      'b Max=3',
    ]);
  });
  test('are one a row, named by its texts, up to the limit', () => {
    const values = singleValues(props(table), { values: true, calcs: [], fields: '', limit: 3 });
    expect(told(values)).toEqual(['/ Used=1', '/var Used=2', '/ Free=9']);
    expect(values[1]?.point).toEqual({ frame: 0, field: 1, row: 1 });
  });
  test.each([
    ['Free', ['Free=8']],
    ['/^U/', ['Used=2']],
    ['/nothing/', []],
    ['/(/', []],
  ])('of fields %s', (fields, expected) => {
    expect(told(singleValues(props(table), { ...reduceDefaults, fields }))).toEqual(expected);
  });
  test('carry trend and change only where asked', () => {
    const [value] = singleValues(props(series), reduceDefaults, { trend: true, change: true });
    expect([value?.trend, value?.change]).toEqual([[4, 8], 100]);
    expect(singleValues(props(series), reduceDefaults)[0]).not.toHaveProperty('trend');
  });
  test('take their names from a template', () => {
    const [value] = singleValues(props(series, { displayName: '${__field.labels.host}: ${__calc}' }), {
      ...reduceDefaults,
      calcs: ['max'],
    });
    expect(value?.name).toBe('a: max');
  });
  test('know whether links lead on', () => {
    expect(singleValues(props(series, { links: [{ title: 'x', url: '/' }] }), reduceDefaults)[0]?.linked).toBe(true);
    expect(singleValues(props(series), reduceDefaults)[0]?.linked).toBe(false);
  });
});
