import { describe, expect, test } from 'vitest';
import { parseDate } from './parse-date.ts';

const read = (text: string, pattern?: string, zone = 'utc'): string | number => {
  const time = parseDate(text, pattern, zone, Date.UTC(2026, 2, 18, 12));
  return Number.isNaN(time) ? Number.NaN : new Date(time).toISOString();
};

describe('a date by its pattern', () => {
  test.each([
    ['24.12.2025 18:30', 'DD.MM.YYYY HH:mm', '2025-12-24T18:30:00.000Z'],
    ['12/31/99 11:59 pm', 'MM/DD/YY h:mm a', '1999-12-31T23:59:00.000Z'],
    ['3 March 2024', 'D MMMM YYYY', '2024-03-03T00:00:00.000Z'],
    ['20240229T010203.5', 'YYYYMMDD[T]HHmmss.S', '2024-02-29T01:02:03.500Z'],
    ['2024-01-02 03:04:05 +02:00', 'YYYY-MM-DD HH:mm:ss Z', '2024-01-02T01:04:05.000Z'],
    ['1700000000', 'X', '2023-11-14T22:13:20.000Z'],
  ])('%s by %s', (text, pattern, expected) => expect(read(text, pattern)).toBe(expected));
  test('is in the zone that is asked for', () => {
    expect(read('2024-07-01 12:00', 'YYYY-MM-DD HH:mm', 'Europe/Berlin')).toBe('2024-07-01T10:00:00.000Z');
  });
  test.each([
    ['31.02.2024', 'DD.MM.YYYY'],
    ['hello', 'YYYY'],
    ['2024-13-01', 'YYYY-MM-DD'],
  ])('%s is none', (text, pattern) => expect(read(text, pattern)).toBe(Number.NaN));
  test('without a pattern is what ISO and the language of ranges say', () => {
    expect(read('2024-01-02T00:00:00Z')).toBe('2024-01-02T00:00:00.000Z');
    expect(read('now-1h')).toBe('2026-03-18T11:00:00.000Z');
    expect(read('bad')).toBe(Number.NaN);
  });
});
