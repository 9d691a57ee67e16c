import { describe, expect, test } from 'vitest';
import { createTallies } from './tally.ts';

describe('a tally', () => {
  test('counts calls, failures and refusals of each plugin apart', () => {
    const tallies = createTallies();
    for (let call = 1; call <= 100; call++) tallies.called('a', call % 10 !== 0, call / 1000);
    tallies.denied('b', 'fetch');
    tallies.denied('b', 'fetch');
    expect(tallies.of('a')).toEqual({ calls: 100, failures: 10, p95Ms: 95, denials: {} });
    expect(tallies.of('b')).toEqual({ calls: 0, failures: 0, p95Ms: 0, denials: { fetch: 2 } });
  });
  test('forgets how long old calls took', () => {
    const tallies = createTallies();
    for (let call = 0; call < 256; call++) tallies.called('a', true, 9);
    for (let call = 0; call < 256; call++) tallies.called('a', true, 0.001);
    expect(tallies.of('a').p95Ms).toBe(1);
  });
});
