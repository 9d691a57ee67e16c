import { expect, test } from 'vitest';
import { inWholeIntervals } from './whole-intervals.ts';

const range = { from: 1_000_007_000, to: 1_000_907_000 };
const whole = { from: 1_000_005_000, to: 1_000_905_000 };
const query = { refId: 'A', intervalMs: 15_000, expr: 'up' };
const declared = { unless: ['instant', 'interval'] };

test('ends that fall into the same intervals are the same ends', () => {
  expect(inWholeIntervals(range, query, declared)).toEqual(whole);
  expect(inWholeIntervals({ from: range.from + 7_000, to: range.to + 7_000 }, { ...query, instant: false }, declared)).toEqual(whole);
});
test.each<[string, object, typeof declared | undefined]>([
  ['of a source that does not say so', {}, undefined],
  ['where one of the keys is set that make them matter', { instant: true }, declared],
  ['of a query with a step of its own', { interval: '20s' }, declared],
  ['of a text that speaks of the range', { expr: 'increase(up[$__range])' }, declared],
  ['of intervals that are no part of a minute', { intervalMs: 40_000 }, declared],
  ['of no interval', { intervalMs: undefined }, declared],
])('ends stay as they are: %s', (_why, more, by) => {
  expect(inWholeIntervals(range, { ...query, ...more } as never, by)).toBe(range);
});
test('a range within an interval stays one', () => {
  const short = { from: 1_000_006_000, to: 1_000_008_000 };
  expect(inWholeIntervals(short, query, declared)).toBe(short);
});
