import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { framesToCsv } from './export.ts';

const theme = { dark: true, background: '#000000', text: '#ffffff', series: [] };
const options = { theme, timeZone: 'utc' };
const none = { defaults: {}, overrides: [] };

describe('frames as CSV', () => {
  test('have display names as heads, full numbers, times of the zone, and nothing where there is null', () => {
    const data = [
      frame([
        timeField('Time', Float64Array.from([0, 60_000])),
        numberField('Value', Float64Array.from([1.23456789, 0]), { labels: { host: 'a' }, nulls: Uint8Array.from([0, 1]) }),
      ]),
    ];
    expect(framesToCsv(data, none, options)).toBe('Time,a\r\n1970-01-01 00:00:00.000,1.23456789\r\n1970-01-01 00:01:00.000,');
    expect(framesToCsv(data, { defaults: { unit: 'percent' }, overrides: [] }, { ...options, formatted: true })).toContain('1.23%');
  });
  test('quote what the separator would part', () => {
    const data = [frame([stringField('a,b', ['say "hi"', 'two\nlines', 'plain'])])];
    expect(framesToCsv(data, none, options)).toBe('"a,b"\r\n"say ""hi"""\r\n"two\nlines"\r\nplain');
  });
  test('never hand a spreadsheet a formula', () => {
    const data = [frame([stringField('x', ['=1+1', '@SUM(A1)', '+cmd|calc', '-5', '+3.2'])])];
    expect(framesToCsv(data, none, options).split('\r\n').slice(1)).toEqual(["'=1+1", "'@SUM(A1)", "'+cmd|calc", '-5', '+3.2']);
  });
  test.each(["-2+3+cmd|' /C calc'!A0", '+1-HYPERLINK("http://x.test")', '＝1+1', '\tcmd', '\n=1', '-1;=1+1'])(
    'guard %j, though it begins as a number or a blank does',
    (text) => {
      const [, cell = ''] = framesToCsv([frame([stringField('x', [text])])], none, options).split('\r\n');
      expect(cell).toMatch(/^"?'/);
    },
  );
  test.each(['-5', '-1.5e-7', '-3 °C', '+12%', '-1,234.5'])('leave the number %s as it is', (text) => {
    const [, cell = ''] = framesToCsv([frame([stringField('x', [text])])], none, options).split('\r\n');
    expect(cell.replaceAll('"', '')).toBe(text);
  });
});
