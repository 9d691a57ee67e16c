import { expect, test } from 'vitest';
import { createReplayGuard, windowMs } from './replay.ts';

test('a message is heard once, whoever sends it again and in which order', () => {
  let now = 1_000_000_000;
  const judge = createReplayGuard(() => now);
  const stamp = (count: number, from = 'a') => ({ from, count, at: now });
  const first = stamp(1);
  expect([judge(first), judge(first), judge(stamp(2)), judge(first), judge(stamp(1, 'b'))]).toEqual([
    'fresh',
    'again',
    'fresh',
    'again',
    'fresh',
  ]);
  now += windowMs - 1;
  expect(judge(first)).toBe('again');
  now += 2;
  expect(judge(first)).toBe('late');
  // A sender that was forgotten is not heard anew by what it said then.
  now += 2 * windowMs;
  expect(judge({ from: 'c', count: 1, at: now })).toBe('fresh');
  expect(judge(first)).toBe('late');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, undefined])('a message of the time %s is late, and one of no count is none', (at) => {
  const judge = createReplayGuard(() => 1_000_000_000);
  expect(judge({ from: 'a', count: 1, at: at as number })).toBe('late');
  judge({ from: 'a', count: 1, at: 1_000_000_000 });
  expect(judge({ from: 'a', count: Number.NaN, at: 1_000_000_000 })).toBe('again');
});
