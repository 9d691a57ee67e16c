import { expect, test } from 'vitest';
import { alphaOf } from './colors.ts';

test.each([
  ['red', 1],
  ['#E02F44', 1],
  ['#E02F4480', 128 / 255],
  ['#fff8', 136 / 255],
  ['transparent', 0],
  ['rgb(1, 2, 3)', 1],
  ['rgba(115, 191, 105, 0)', 0],
  ['rgb(1 2 3 / 40%)', 0.4],
  ['hsla(120, 50%, 50%, 0.5)', 0.5],
])('%s says by itself how far it is seen through: %d', (color, alpha) => {
  expect(alphaOf(color)).toBeCloseTo(alpha);
});
