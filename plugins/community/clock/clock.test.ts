import { frame, numberField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { momentOf } from './moment.ts';
import { defaults } from './options.ts';
import { linesOf } from './says.ts';
import { spanText } from './span.ts';

const names = { years: 'years', months: 'months', days: 'days', hours: 'hours', minutes: 'minutes', seconds: 'seconds' };
const day = 86_400_000;
const clock = (options: object, frames: readonly ReturnType<typeof frame>[] = []): string[] =>
  linesOf({ options: { ...defaults, ...options }, now: Date.UTC(2030, 0, 2, 3, 4, 5), timeZone: 'utc', locale: 'en', frames } as never).map(
    ({ text }) => text,
  );

describe('a span', () => {
  test.each([
    [0, 'auto', '00:00:00'],
    [3_661_000, 'auto', '01:01:01'],
    [2 * day + 1_000, 'auto', '2 days 00:00:01'],
    [400 * day, 'auto', '1 years 1 months 5 days 00:00:00'],
    [26 * 3_600_000, 'HH:mm', '26:00'],
    [26 * 3_600_000, 'D [days] HH', '1 days 02'],
    [90_000, 's', '90'],
  ])('of %i ms by %s is %s', (ms, pattern, text) => {
    expect(spanText(ms, pattern, names)).toBe(text);
  });
});

describe('the clock', () => {
  test('says the time of its zone, by its format', () => {
    expect(clock({})).toEqual(['03:04:05']);
    expect(clock({ timezone: 'America/New_York', clockType: '12 hour' })).toEqual(['10:04:05 PM']);
    expect(clock({ clockType: 'custom', timeSettings: { customFormat: 'HH.mm' } })).toEqual(['03.04']);
    expect(clock({ timezone: 'Nowhere/Land' })).toEqual(['03:04:05']);
  });
  test('says date and zone where it is asked to', () => {
    const options = {
      dateSettings: { ...defaults.dateSettings, showDate: true },
      timezoneSettings: { ...defaults.timezoneSettings, showTimezone: true, zoneFormat: 'nameOffset' },
      timezone: 'Asia/Tokyo',
    };
    expect(clock(options)).toEqual(['12:04:05', '2030-01-02', 'Asia/Tokyo (+09:00)']);
  });
  test('counts to a moment, and says when it has passed or is missing', () => {
    const down = (endCountdownTime: string) =>
      clock({ mode: 'countdown', countdownSettings: { ...defaults.countdownSettings, endCountdownTime } });
    expect(down('2030-01-02T04:04:05Z')).toEqual(['01:00:00']);
    expect(down('2029-01-01T00:00:00Z')).toEqual(['00:00:00']);
    expect(down('soon')).toEqual(['no value found']);
  });
  test('counts from a moment of its data', () => {
    const begun = frame([numberField('begun', Float64Array.of(Date.UTC(2030, 0, 2, 3, 0, 0) / 1000))]);
    expect(clock({ mode: 'countup', countupSettings: { ...defaults.countupSettings, source: 'query' } }, [begun])).toEqual(['00:04:05']);
  });
  test('finds its moment by field and calculation', () => {
    const data = [frame([numberField('a', Float64Array.of(5e12, 1e12)), numberField('b', Float64Array.of(3e12, 2e12))])];
    expect(momentOf('query', '', data, { queryField: 'b', queryCalculation: 'min' })).toBe(2e12);
    expect(momentOf('query', '', data, { queryField: 'none', queryCalculation: 'min' })).toBeUndefined();
  });
});
