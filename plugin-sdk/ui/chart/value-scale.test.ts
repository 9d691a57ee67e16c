import { describe, expect, test } from 'vitest';
import { niceStep, valueScale } from './value-scale.ts';

describe('a scale of values', () => {
  test('leaves room above and none below zero', () => {
    const scale = valueScale(0, 30, { ticks: 5 });
    expect([scale.min, scale.max > 30, scale.ticks]).toEqual([0, true, [0, 10, 20, 30]]);
  });
  test('keeps hard limits and lets data pass soft ones', () => {
    expect(valueScale(0, 30, { min: 5, max: 10, ticks: 5 })).toMatchObject({ min: 5, max: 10 });
    expect(valueScale(10, 30, { softMin: 0, softMax: 20, ticks: 5 })).toMatchObject({ min: 0, max: 30 });
  });
  test('puts zero into the middle where asked', () => {
    const scale = valueScale(-1, 9, { centeredZero: true, ticks: 5 });
    expect(scale.place(0)).toBeCloseTo(0.5);
  });
  test('goes by powers where it is logarithmic', () => {
    const scale = valueScale(3, 800, { distribution: { type: 'log', log: 10 }, ticks: 6 });
    expect(scale.ticks).toEqual([1, 10, 100, 1000]);
    expect(scale.place(10) - scale.place(1)).toBeCloseTo(scale.place(100) - scale.place(10));
  });
  test('is never empty', () => {
    for (const [low, high] of [
      [0, 0],
      [5, 5],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [-3, -3],
    ] as const) {
      const scale = valueScale(low, high, { ticks: 4 });
      expect(scale.max).toBeGreaterThan(scale.min);
      expect(scale.ticks.length).toBeGreaterThan(1);
    }
  });
  test.each([
    [0.3, 0.5],
    [1, 1],
    [2.1, 2.5],
    [7, 10],
    [130, 200],
  ])('takes for %d the step %d', (least, step) => {
    expect(niceStep(least)).toBe(step);
  });
});
