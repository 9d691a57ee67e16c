import { describe, expect, test } from 'vitest';
import { type TimeRegion, timeRegionSpans } from './time-regions.ts';

/** Monday, 9 March 2026, to the Monday after it. */
const week = { from: Date.UTC(2026, 2, 9), to: Date.UTC(2026, 2, 16) };
const text = (region: TimeRegion, range = week, zone = 'utc') =>
  timeRegionSpans(region, range, zone).map(
    ({ from, to }) => `${new Date(from).toISOString().slice(5, 16)} ${new Date(to).toISOString().slice(5, 16)}`,
  );

describe('a time region', () => {
  test('of two times is there every day', () => {
    expect(text({ from: '08:00', to: '17:30' }, { from: week.from, to: week.from + 2 * 86_400_000 - 1 })).toEqual([
      '03-09T08:00 03-09T17:30',
      '03-10T08:00 03-10T17:30',
    ]);
  });
  test('over midnight ends on the next day, and one that began before the range is there', () => {
    expect(text({ from: '22:00', to: '06:00' }, { from: week.from, to: week.from + 86_400_000 - 1 })).toEqual([
      '03-08T22:00 03-09T06:00',
      '03-09T22:00 03-10T06:00',
    ]);
  });
  test('of days of the week reaches from the first to the end of the last', () => {
    expect(text({ fromDayOfWeek: 6, toDayOfWeek: 7 })).toEqual(['03-07T00:00 03-09T00:00', '03-14T00:00 03-16T00:00']);
    expect(text({ fromDayOfWeek: 1, from: '09:00', toDayOfWeek: 5, to: '17:00' })).toEqual(['03-09T09:00 03-13T17:00']);
  });
  test('of one day is that day', () => {
    expect(text({ fromDayOfWeek: 3 })).toEqual(['03-11T00:00 03-12T00:00']);
  });
  test('keeps to the clock of its zone across the change of summer time', () => {
    const change = { from: Date.UTC(2026, 2, 28), to: Date.UTC(2026, 2, 29, 23) };
    expect(text({ from: '08:00', to: '09:00', timezone: 'Europe/Berlin' }, change)).toEqual([
      '03-28T07:00 03-28T08:00',
      '03-29T06:00 03-29T07:00',
    ]);
  });
  test('that says nothing is nowhere, and so is one with words for times', () => {
    expect(text({})).toEqual([]);
    expect(text({ from: 'noon' })).toEqual([]);
  });
});
