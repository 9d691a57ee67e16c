import { describe, expect, test } from 'vitest';
import { add, endOf, startOf } from './calendar.ts';
import { type DateMathOptions, parseDateMath } from './date-math.ts';
import { formatDate } from './display/date-pattern.ts';
import { parseIsoDate } from './iso-date.ts';
import { describeLength, describeRange } from './range-text.ts';
import { parseRange } from './time-range.ts';

const now = Date.parse('2026-03-18T14:37:52.345Z');
const at = (text: string, options: DateMathOptions = {}): string | undefined => {
  const time = parseDateMath(text, now, options);
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('an expression', () => {
  test.each([
    ['now', {}, '2026-03-18T14:37:52.345Z'],
    ['now - 5m', {}, '2026-03-18T14:32:52.345Z'],
    ['now/d', {}, '2026-03-18T00:00:00.000Z'],
    ['now/d', { end: true }, '2026-03-18T23:59:59.999Z'],
    ['now-1M/M', { end: true }, '2026-02-28T23:59:59.999Z'],
    ['now/Q', {}, '2026-01-01T00:00:00.000Z'],
    ['now/w', {}, '2026-03-15T00:00:00.000Z'],
    ['now/w', { weekStart: 'monday' }, '2026-03-16T00:00:00.000Z'],
    ['now/w', { weekStart: 'saturday', end: true }, '2026-03-20T23:59:59.999Z'],
    ['now/fy', { fiscalYearStartMonth: 3 }, '2025-04-01T00:00:00.000Z'],
    ['now/fy', { fiscalYearStartMonth: 3, end: true }, '2026-03-31T23:59:59.999Z'],
    ['now/fQ', { fiscalYearStartMonth: 1 }, '2026-02-01T00:00:00.000Z'],
    ['now/d', { timeZone: 'America/New_York' }, '2026-03-18T04:00:00.000Z'],
    ['now-7d/d-2h/h', {}, '2026-03-10T22:00:00.000Z'],
    ['now/d+30m-99999s+1000s', {}, '2026-03-16T21:00:01.000Z'],
    ['2026-01-15T10:00:00Z||+1d', {}, '2026-01-16T10:00:00.000Z'],
  ] as const)('%s %o is %s', (text, options, expected) => expect(at(text, options)).toBe(expected));

  test.each(['now-90m/5m', 'now-1.5h', 'now-10ms', 'now--1h', 'now/', 'NOW', 'yesterday', '', 'now-123456s'])(
    'that is none (%s) has no time',
    (text) => expect(at(text)).toBeUndefined(),
  );
});

describe('days where the clock changes', () => {
  const newYork = { timeZone: 'America/New_York' } as const;
  const dayOfSpring = Date.parse('2026-03-08T12:00:00-04:00');
  test('have 23 hours in spring', () =>
    expect(endOf(dayOfSpring, 'd', newYork) + 1 - startOf(dayOfSpring, 'd', newYork)).toBe(23 * 3_600_000));
  test('keep the clock on the wall when days are added, and time itself when hours are', () => {
    const before = Date.parse('2026-03-07T12:00:00-05:00');
    expect(formatDate(add(before, 1, 'd', newYork), 'HH:mm', 'America/New_York')).toBe('12:00');
    expect(formatDate(add(before, 24, 'h', newYork), 'HH:mm', 'America/New_York')).toBe('13:00');
  });
});

describe('a date of ISO 8601', () => {
  test.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['20260115', '2026-01-15T00:00:00.000Z'],
    ['2026-W03-4', '2026-01-15T00:00:00.000Z'],
    ['2026-015', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15 10:20', '2026-01-15T10:20:00.000Z'],
    ['2026-01-15T10:20:30,5+02:00', '2026-01-15T08:20:30.500Z'],
  ])('%s is %s', (text, expected) => expect(new Date(parseIsoDate(text, 'utc')!).toISOString()).toBe(expected));
  test.each(['2026-02-30', '2026-13-01', '2026-1-5', '2026-01-15T25:00', 'abc'])('%s is none', (text) =>
    expect(parseIsoDate(text, 'utc')).toBeUndefined(),
  );
  test('without a zone is in the zone that is asked for', () =>
    expect(parseIsoDate('2026-07-01T12:00', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T10:00:00Z')));
});

describe('a range', () => {
  test('says which end is no time', () =>
    expect(parseRange('now-1x', 'now', now)).toEqual({ error: expect.stringContaining('"now-1x" is no time') }));
  test('takes epoch milliseconds', () => expect(parseRange('1000', '2000', now)).toEqual({ from: 1000, to: 2000 }));
  test.each([
    ['now-6h', 'now', 'Last 6 hours'],
    ['now-1y/fy', 'now-1y/fy', 'Previous fiscal year'],
    ['now/d', 'now', 'Today so far'],
    ['now', 'now+2d', 'Next 2 days'],
    ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01 01:00:00 to 2026-01-02 01:00:00'],
  ])('%s to %s reads %s', (from, to, text) => expect(describeRange(from, to, 'Europe/Berlin')).toBe(text));
  test('of a length that is none is marked', () =>
    expect(describeLength('abc')).toMatchObject({ invalid: true, display: 'now-abc to now' }));
});

test.each([
  ['dddd, MMMM Do YYYY, h:mm:ss a', 'Wednesday, March 18th 2026, 2:37:52 pm'],
  ['DDDD [day] W [week] Q', '077 day 12 week 1'],
  ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2026-03-18T14:37:52.345+00:00'],
  ['HH\\h mm\\m', '14h 37m'],
  ['LL', 'March 18, 2026'],
  ['X x', '1773844672 1773844672345'],
])('the pattern %s is written %s', (pattern, text) => expect(formatDate(now, pattern, 'utc')).toBe(text));
