import { describe, expect, test } from 'vitest';
import { fromGuest } from '../messages.ts';
import { createPatience } from './patience.ts';

describe('a page that listens to a guest', () => {
  test('hears so many messages a second, and begins anew in the next', () => {
    let ms = 0;
    const patience = createPatience(() => ms);
    for (let count = 0; count < 2_000; count++) expect(patience().left).toBeGreaterThan(0);
    expect(patience().left).toBeLessThan(0);
    ms = 1_000;
    expect(patience().left).toBeGreaterThan(0);
  });
  test('hears no more in all of them than it can look at', () => {
    const patience = createPatience(() => 0);
    const heavy = { type: 'call', id: 1, name: 'x', args: Array.from({ length: 190_000 }, () => 0) };
    const heard = Array.from({ length: 12 }, () => fromGuest(heavy, patience()));
    expect(heard.slice(0, 10).every(Boolean)).toBe(true);
    expect(heard.at(-1)).toBeUndefined();
    expect(patience().left).toBeLessThan(0);
  });
  test('counts long texts by their length', () => {
    expect(fromGuest({ type: 'describe', text: 'x'.repeat(30_000_000) })).toBeUndefined();
    expect(fromGuest({ type: 'describe', text: 'x'.repeat(100_000) })).toBeDefined();
  });
});
