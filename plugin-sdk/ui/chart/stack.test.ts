import { describe, expect, test } from 'vitest';
import { stack } from './stack.ts';

const input = (column: (number | null | undefined)[], part: object = {}) => ({
  column,
  group: 'A',
  mode: 'normal' as const,
  negative: false,
  ...part,
});

describe('stacked series', () => {
  test('stand on each other, and name what lies between', () => {
    const { columns, bands } = stack([input([1, 2]), input([10, 20])], 2);
    expect(columns).toEqual([
      [1, 2],
      [11, 22],
    ]);
    expect(bands).toEqual([{ outer: 1, inner: 0, negative: false }]);
  });
  test('below zero hang apart from those above it', () => {
    const { columns, bands } = stack([input([5]), input([-3], { negative: true }), input([-4], { negative: true })], 1);
    expect(columns).toEqual([[5], [-3], [-7]]);
    expect(bands).toEqual([{ outer: 2, inner: 1, negative: true }]);
  });
  test('of other groups, and those without one, stand for themselves', () => {
    const { columns } = stack([input([1]), input([2], { group: 'B' }), input([4], { group: undefined })], 1);
    expect(columns).toEqual([[1], [2], [4]]);
  });
  test('in percent reach to one, whatever their size', () => {
    const { columns } = stack([input([1, 0], { mode: 'percent' }), input([3, 0], { mode: 'percent' })], 2);
    expect(columns).toEqual([
      [0.25, 0],
      [1, 0],
    ]);
  });
  test('that lack a sample do not pull down those above; a gap stays a gap', () => {
    const { columns } = stack([input([1, 1, 1]), input([undefined, null, 2]), input([5, 5, 5])], 3);
    expect(columns).toEqual([
      [1, 1, 1],
      [1, null, 3],
      [6, 6, 8],
    ]);
  });
});
