import { describe, expect, test } from 'vitest';
import { layoutBars } from './layout.ts';
import { defaults } from './options.ts';

const measure = (text: string): number => text.length * 60;
const layout = (width: number, height: number, options: object = {}, count = 4) =>
  layoutBars({
    ...{ width, height, measure, count },
    options: { ...defaults, ...options },
    names: Array.from({ length: count }, (_, index) => `disk ${index}`),
    texts: Array.from({ length: count }, () => '42 %'),
  });

describe('bars', () => {
  test('stand where there is more width than height, and lie where there is not', () => {
    expect(layout(400, 200).upright).toBe(true);
    expect(layout(200, 400).upright).toBe(false);
    expect(layout(400, 200, { orientation: 'horizontal' }).upright).toBe(false);
  });
  test('have their name above them where rows are high, beside them where they are low', () => {
    expect(layout(200, 400).namePlace).toBe('top');
    expect(layout(200, 100).upright).toBe(true);
    expect(layout(400, 120, { orientation: 'horizontal' }).namePlace).toBe('left');
  });
  test('leave their room to name and value', () => {
    const { length, nameWidth, valueWidth } = layout(400, 120, { orientation: 'horizontal' });
    expect(length + nameWidth + valueWidth).toBe(400);
    expect(layout(400, 120, { orientation: 'horizontal', valueMode: 'hidden', namePlacement: 'hidden' }).length).toBe(400);
  });
  test('leave some air between the values of columns, which the page draws a little wider than they measure', () => {
    const { cellWidth, valueSize } = layout(400, 200, {}, 10);
    expect(measure('42 %') * (valueSize / 100)).toBeLessThanOrEqual(cellWidth - 6);
  });
  test('keep to sizes set by hand, and to none of them in automatic sizing', () => {
    const sizes = { orientation: 'horizontal', minVizHeight: 60, maxVizHeight: 70 };
    expect(layout(400, 100, { ...sizes, sizing: 'manual' }).cellHeight).toBe(60);
    expect(layout(400, 800, { ...sizes, sizing: 'manual' }).cellHeight).toBe(70);
    expect(layout(400, 800, sizes).cellHeight).toBe(194);
    expect(layout(400, 100, { sizing: 'manual', minVizWidth: 150 }).cellWidth).toBe(150);
  });
});
