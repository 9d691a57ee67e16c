import { describe, expect, test } from 'vitest';
import { unitCatalog } from './unit-catalog.ts';
import { unitFormat, written } from './units.ts';

const now = Date.UTC(2026, 2, 18, 14, 37, 52);
const shown = (unit: string, value: number | null, decimals?: number): string => written(unitFormat(unit)(value, decimals, 'utc', now));

describe('a unit writes a number', () => {
  test.each([
    ['none', 1234.5678, undefined, '1235'],
    ['', -3.14159, undefined, '-3.14'],
    ['short', 12_345, undefined, '12.3 K'],
    ['sishort', 12_345, 1, '12.3 k'],
    ['percent', 45.678, 1, '45.7%'],
    ['percentunit', 0.4567, 0, '46%'],
    ['bytes', 1536, undefined, '1.50 KiB'],
    ['decbytes', 1500, undefined, '1.50 kB'],
    ['kbytes', 1024, undefined, '1 MiB'],
    ['reqps', 1500, undefined, '1.50K req/s'],
    ['currencyUSD', -1500, undefined, '-$1.50K'],
    ['currencySEK', -1500, undefined, '-1.50Kkr'],
    ['currency:financial:€:suffix', 1234.5, 2, '1,234.50€'],
    ['currency:financial:$', -1234.5, undefined, '$-1,234.5'],
    ['bool_on_off', 0, undefined, 'Off'],
    ['bool:Up/Down', 1, undefined, 'Up'],
    ['hex0x', -255, undefined, '-0xFF'],
    ['sci', 12_345, 2, '1.23e+4'],
    ['prefix:~', 2, undefined, '~2'],
    ['suffix:items', 2, undefined, '2 items'],
    ['si:mF', 1500, undefined, '1.50 F'],
    ['si:µs', 1500, undefined, '1.50 ms'],
    ['furlongs', 3, undefined, '3 furlongs'],
    ['short', Number.POSITIVE_INFINITY, undefined, '∞'],
    ['bytes', null, undefined, ''],
  ])('%s %s with %s decimals is %s', (unit, value, decimals, text) => expect(shown(unit, value, decimals)).toBe(text));
});

describe('a unit of time picks what reads best', () => {
  test.each([
    ['s', 0.00042, undefined, '420 µs'],
    ['s', 90, undefined, '1.50 mins'],
    ['s', 3600, 0, '1 hour'],
    ['ms', 90_000, 1, '1.5 mins'],
    ['m', 5, undefined, '5 min'],
    ['h', 5, undefined, '5 hour'],
    ['d', 14, 0, '2 weeks'],
    ['dtdurations', 3725, 2, '1 hour, 2 minutes, 5 seconds'],
    ['dthms', -3725, undefined, '01:02:05 ago'],
    ['dtdhms', 90_061, undefined, '1 d 01:01:01'],
    ['clockms', 3_723_004, undefined, '1h:02m:03s:004ms'],
    ['clocks', 63, 1, '01m:03s'],
    ['timeticks', 9.995, undefined, '100.0 ms'],
    ['timeticks', 9000, undefined, '1.50 mins'],
  ])('%s %s with %s decimals is %s', (unit, value, decimals, text) => expect(shown(unit, value, decimals)).toBe(text));
});

describe('a date', () => {
  test('leaves the day out today, where the unit says so', () => {
    expect(shown('dateTimeAsIsoNoDateIfToday', now - 60_000)).toBe('14:36:52');
    expect(shown('dateTimeAsIsoNoDateIfToday', now - 86_400_000)).toBe('2026-03-17 14:37:52');
  });
  test('is written in the zone that is asked for', () =>
    expect(written(unitFormat('time:YYYY-MM-DD HH:mm Z')(now, null, 'America/New_York'))).toBe('2026-03-18 10:37 -04:00'));
  test('is told from now', () => {
    expect(shown('dateTimeFromNow', now - 75 * 86_400_000)).toBe('3 months ago');
    expect(shown('dateTimeFromNow', now + 3_600_000)).toBe('in an hour');
  });
});

test('every unit of the catalog is known by its id', () => {
  const ids = unitCatalog().flatMap(({ units }) => units.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(270);
  // An id that nobody knew would be written behind the number.
  expect(ids.filter((id) => unitFormat(id)(1).suffix === ` ${id}`)).toEqual([
    'dB',
    'grad',
    'arcmin',
    'arcsec',
    'ppm',
    'lux',
    'ns',
    'µs',
    'ms',
    's',
  ]);
});
