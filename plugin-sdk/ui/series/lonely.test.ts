import { describe, expect, test } from 'vitest';
import { lonelyPoints } from './lonely.ts';

describe('lonely points', () => {
  test.each([
    { given: 'a point between nulls', column: [1, 2, null, 5, null, 7, 8], lonely: [3] },
    { given: 'one at either end', column: [1, null, 2, 3, null, 4], lonely: [0, 5] },
    { given: 'one that is the only one', column: [3], lonely: [0] },
    { given: 'points with spanned gaps between', column: [1, undefined, 2, null, undefined, null], lonely: null },
    { given: 'one with spanned gaps to a null', column: [null, undefined, 2, undefined, null], lonely: [2] },
    { given: 'a whole line', column: [1, 2, 3], lonely: null },
    { given: 'nothing', column: [], lonely: null },
    { given: 'nulls', column: [null, null], lonely: null },
    { given: 'typed values, which have no nulls', column: Float64Array.of(1, 2), lonely: null },
  ])('of $given', ({ column, lonely }) => {
    expect(lonelyPoints(column)).toEqual(lonely);
    expect(lonelyPoints(column)).toEqual(lonely);
  });
});
