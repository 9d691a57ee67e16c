import { describe, expect, test } from 'vitest';
import { durationOf, goDuration } from './duration.ts';
import { aligned, fillMacros, type Step, stepOf } from './step.ts';

const hour = { from: 0, to: 3_600_000 };
const input = { ...hour, intervalMs: 15_000, maxDataPoints: 1_000, minStep: '', timeInterval: '', intervalFactor: 1 };
const step = (more: Partial<typeof input>): Step => stepOf({ ...input, ...more }) as Step;

describe('a step', () => {
  test.each([
    ['the interval of the panel', {}, 15_000],
    ['the min step, when it is larger', { minStep: '1m' }, 60_000],
    ['the min step, also when it is smaller than the interval', { minStep: '5s' }, 5_000],
    ['the min step with a sign, or in seconds', { minStep: '>90' }, 90_000],
    ['what fits the points asked for', { maxDataPoints: 60 }, 60_000],
    ['multiplied by the old resolution', { intervalFactor: 4 }, 60_000],
    ['the scrape interval, when nothing is said', { intervalMs: 0, timeInterval: '30s' }, 30_000],
    ['the interval, when the min step is $__interval', { minStep: '$__interval', timeInterval: '30s' }, 15_000],
    ['four scrapes, when the min step is $__rate_interval', { minStep: '$__rate_interval' }, 60_000],
    ['of an empty min step 0s', { minStep: '0s' }, 15_000],
  ])('is %s', (_name, more, expected) => expect(step(more).ms).toBe(expected));

  test('never makes more than 11 000 points', () => {
    const { ms } = step({ to: 7 * 86_400_000, intervalMs: 1_000, maxDataPoints: 1e6 });
    expect((7 * 86_400_000) / ms).toBeLessThanOrEqual(11_000);
  });
  test('cannot be worked out from words', () => {
    expect(stepOf({ ...input, minStep: 'often' })).toEqual({ error: expect.stringContaining('"often" is no duration') });
    expect(stepOf({ ...input, timeInterval: '?' })).toEqual({ error: expect.stringContaining('scrape interval "?"') });
  });
  test.each([
    ['four scrapes', { timeInterval: '15s' }, 60_000],
    ['one scrape more than the interval', { intervalMs: 120_000 }, 135_000],
    ['by the min step instead of the scrape interval', { minStep: '30s' }, 120_000],
  ])('has a rate interval of %s', (_name, more, expected) => expect(step(more).rateMs).toBe(expected));

  test('aligns the range in the time zone of the reader, so that a second later the points are the same', () => {
    expect(aligned(1_700_000_001_000, 1_700_000_059_000, 15_000)).toEqual({ start: 1_699_999_995_000, end: 1_700_000_055_000 });
    const day = 86_400_000;
    expect(aligned(day + 5, 3 * day, day, 3_600_000)).toEqual({ start: day - 3_600_000, end: 3 * day - 3_600_000 });
  });
});

describe('macros', () => {
  test('are filled in every spelling', () => {
    expect(
      fillMacros(
        'rate(x[$__rate_interval]) + ${__interval_ms} + y[$__range:$__interval] + $__range_s + ${__range_ms} + [[__rate_interval_ms]] $__intervals $other',
        { ms: 90_000, rateMs: 60_000 },
        hour,
      ),
    ).toBe('rate(x[1m0s]) + 90000 + y[3600s:1m] + 3600 + 3600000 + 60000 $__intervals $other');
  });
});

describe('a duration', () => {
  test.each([
    ['15s', 15_000],
    ['1h30m', 5_400_000],
    ['>10s', 10_000],
    ['2', 2_000],
    ['100ms', 100],
    ['1d', 86_400_000],
  ])('%s is %d ms', (text, ms) => expect(durationOf(text)).toBe(ms));
  test.each(['', 's', '5x', '1 m', '-5s'])('"%s" is none', (text) => expect(durationOf(text)).toBeUndefined());
  test.each([
    [15_000, '15s'],
    [60_000, '1m0s'],
    [3_600_000, '1h0m0s'],
    [500, '500ms'],
    [1_500, '1.5s'],
    [0, '0s'],
  ])('%d ms is written %s', (ms, text) => expect(goDuration(ms)).toBe(text));
});
