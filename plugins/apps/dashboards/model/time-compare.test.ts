import { frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import { expect, test } from 'vitest';
import { broughtForward, distanceOf, requestBefore } from './time-compare.ts';

const day = 86_400_000;
const to = Date.UTC(2026, 2, 31, 12);

test.each([
  ['1d', day],
  ['1w', 7 * day],
  // The last day of March against the last of February.
  ['1M', 31 * day],
  ['range', 3_600_000],
] as const)('%s lies %d ms back', (comparison, ms) => expect(distanceOf(comparison, { from: to - 3_600_000, to })).toBe(ms));

test('the same is asked of the time before', () =>
  expect(requestBefore({ from: '1000', to: '3000', queries: [] }, 500)).toEqual({ from: '500', to: '2500', queries: [] }));

test('what came is laid over now, and known for what it is', () => {
  const given = frame([timeField('Time', Float64Array.of(1, 2)), numberField('v', Float64Array.of(5, 6))], {
    refId: 'A',
    meta: { custom: { a: 1 } },
  });
  const [moved] = broughtForward([given], 10);
  expect(moved?.fields.map(({ values }) => [...(values as Float64Array)])).toEqual([
    [11, 12],
    [5, 6],
  ]);
  expect([moved?.refId, moved?.meta]).toEqual(['A-compare', { custom: { a: 1 }, timeCompare: { diffMs: 10, isTimeShiftQuery: true } }]);
  expect(Array.from(given.fields[0]!.values as Float64Array)).toEqual([1, 2]);
});
