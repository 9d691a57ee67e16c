import { describe, expect, test } from 'vitest';
import { arcPath, dialFor, pointAt, segments, shareOf, within } from './geometry.ts';

const look = { barWidthFactor: 0.5, band: true, labels: 0 };

describe('a dial', () => {
  test('of 240 degrees starts at the lower left and ends at the lower right', () => {
    const dial = dialFor(200, 150, { ...look, shape: 'gauge' });
    const [start, end, top] = [0, 1, 0.5].map((share) => pointAt(dial, dial.radius, share));
    expect(start?.x).toBeLessThan(dial.cx);
    expect(start?.y).toBeCloseTo(end?.y ?? 0);
    expect(end?.x).toBeGreaterThan(dial.cx);
    expect(top?.y).toBeCloseTo(dial.cy - dial.radius);
  });
  test.each([
    [200, 150, 'gauge'],
    [400, 90, 'gauge'],
    [60, 300, 'gauge'],
    [200, 150, 'circle'],
    [75, 75, 'circle'],
  ] as const)('stays inside %i x %i as %s', (width, height, shape) => {
    const dial = dialFor(width, height, { ...look, shape });
    for (let share = 0; share <= 1; share += 0.05) {
      const { x, y } = pointAt(dial, dial.radius, share);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
    expect(dial.barRadius - dial.barWidth / 2).toBeGreaterThan(0);
  });
  test('leaves room beside it for what its labels need, up to half of the width', () => {
    const side = (labels: number) => {
      const dial = dialFor(200, 400, { ...look, labels, shape: 'gauge' });
      return dial.cx - dial.radius;
    };
    expect([side(0), side(5), side(30), side(500)]).toEqual([3, 22, 42, 50]);
  });
  test('keeps its bar inside the band of thresholds', () => {
    const dial = dialFor(200, 150, { ...look, shape: 'gauge' });
    expect(dial.barRadius + dial.barWidth / 2).toBeLessThan(dial.bandRadius - dial.bandWidth / 2);
  });
  test('draws a full turn, which one arc cannot', () => {
    const dial = dialFor(100, 100, { ...look, shape: 'circle' });
    expect(arcPath(dial, 40, { from: 0, to: 1 }).match(/A/g)).toHaveLength(2);
    expect(arcPath(dial, 40, { from: 0.3, to: 0.3 })).toBe('');
  });
});

test('a value beyond the range is at its end, and no value at its start', () => {
  expect([shareOf(5, 0, 10), shareOf(50, 0, 10), shareOf(-5, 0, 10), shareOf(Number.NaN, 0, 10), shareOf(1, 3, 3)]).toEqual([
    0.5, 1, 0, 0, 0,
  ]);
});
test('segments leave gaps, and the lit part cuts the one that it ends in', () => {
  expect(segments(1, 0.3, false)).toEqual([{ from: 0, to: 1 }]);
  const four = segments(4, 0.2, true);
  expect(four).toHaveLength(4);
  expect((four[1]?.from ?? 0) - (four[0]?.to ?? 0)).toBeCloseTo(0.05);
  expect(
    within(
      [
        { from: 0, to: 0.4 },
        { from: 0.6, to: 1 },
      ],
      0.2,
      0.7,
    ),
  ).toEqual([
    { from: 0.2, to: 0.4 },
    { from: 0.6, to: 0.7 },
  ]);
});
