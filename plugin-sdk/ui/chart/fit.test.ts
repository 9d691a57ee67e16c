import { describe, expect, test } from 'vitest';
import { fitText, gridFor } from './fit.ts';

describe('cells', () => {
  test.each([
    { count: 4, width: 800, height: 100, orientation: 'auto' as const, expected: { columns: 4, rows: 1 } },
    { count: 4, width: 200, height: 600, orientation: 'auto' as const, expected: { columns: 1, rows: 4 } },
    { count: 4, width: 500, height: 300, orientation: 'auto' as const, expected: { columns: 2, rows: 2 } },
    { count: 3, width: 10, height: 900, orientation: 'vertical' as const, expected: { columns: 3, rows: 1 } },
    { count: 3, width: 900, height: 10, orientation: 'horizontal' as const, expected: { columns: 1, rows: 3 } },
  ])('$count in $width x $height, $orientation', ({ count, width, height, orientation, expected }) => {
    expect(gridFor(count, width, height, orientation)).toEqual(expected);
  });
});

test('a text is as large as its room and its limit allow, and never unreadable', () => {
  expect(fitText(200, 100, 80, 64)).toBe(50);
  expect(fitText(200, 1_000, 80, 64)).toBe(64);
  expect(fitText(200, 1_000, 30, 64)).toBe(30);
  expect(fitText(2_000, 10, 30, 64)).toBe(11);
});
