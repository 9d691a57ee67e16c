import { frame, numberField, resolveFields } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { colorBands } from './scale-colors.ts';

const theme = { dark: true, background: '#000000', text: '#ffffff', series: [] };
const bands = (defaults: Record<string, unknown>, range = { min: 0, max: 100 }) => {
  const [field] = resolveFields([frame([numberField('v', Float64Array.of(1))])], { defaults, overrides: [] }, { theme, timeZone: 'utc' });
  return field ? colorBands(field, range, theme) : [];
};
const steps = [
  { value: null, color: '#000001' },
  { value: 50, color: '#000002' },
  { value: 80, color: '#000003' },
];

describe('the colours along a range', () => {
  test('are the steps of the thresholds', () => {
    expect(bands({ color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } })).toEqual([
      { from: 0, to: 0.5, color: '#000001' },
      { from: 0.5, to: 0.8, color: '#000002', value: 50 },
      { from: 0.8, to: 1, color: '#000003', value: 80 },
    ]);
  });
  test('leave out steps beyond the range', () => {
    expect(bands({ thresholds: { mode: 'absolute', steps } }, { min: 60, max: 70 })).toEqual([
      { from: 0, to: 1, color: '#000002', value: 50 },
    ]);
  });
  test('of percentages depend on the range', () => {
    const [, second] = bands({ thresholds: { mode: 'percentage', steps } }, { min: 100, max: 300 });
    expect(second).toEqual({ from: 0.5, to: 0.8, color: '#000002', value: 200 });
  });
  test('of a scheme are samples from end to end', () => {
    const found = bands({ color: { mode: 'continuous-GrYlRd' } });
    expect([found[0]?.from, found.at(-1)?.to]).toEqual([0, 1]);
    expect(new Set(found.map(({ color }) => color)).size).toBeGreaterThan(20);
  });
});
