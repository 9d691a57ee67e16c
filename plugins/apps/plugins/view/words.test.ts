import { describe, expect, test } from 'vitest';
import type { PluginInfo } from './api.ts';
import { ratesOf } from './use-plugins.ts';
import { bringsInWords, bytes, cpuTime, inWords } from './words.ts';

const wordsOf = (capabilities: Record<string, unknown>): string[] => inWords(capabilities).flatMap(({ words }) => words);

describe('what a plugin holds', () => {
  test('is said in words', () => {
    expect(wordsOf({ fetch: ['instance', 'https://api.example'] })).toEqual([
      'ask servers whose address an administrator configured, and no other',
      'ask https://api.example',
    ]);
    expect(wordsOf({ fetch: ['http://localhost:9090', 'http://localhost:3100'] })).toEqual([
      'ask known servers on this machine, at the ports 9090, 3100',
    ]);
    expect(wordsOf({ instances: { datasource: ['read', 'write', 'call'], panel: ['read'] } })).toEqual([
      'add, change and delete the configured data sources',
      'ask the configured data sources, as the person at hand',
      'see the configured panels',
    ]);
    expect(wordsOf({ identity: ['check', 'signIn'], settings: ['*'], storage: { tables: { a: {}, b: {} } } })).toEqual([
      'sign people in and out',
      'ask what the person at hand may do',
      'read every setting of the server, secrets masked',
      'keep tables of its own: a, b',
    ]);
  });
  test('and nobody described yet is at least named', () => expect(wordsOf({ teleport: true })).toEqual(['use teleport']));
});

test('what a plugin brings is counted', () => {
  expect(bringsInWords({ route: ['a', 'b'], page: ['c'], warp: ['d'], panel: [] })).toEqual([
    '2 addresses of the API',
    '1 page',
    '1 × warp',
  ]);
});

test('figures are as people read them', () => {
  expect([bytes(3 << 20), bytes(64 << 20), bytes(3 * 2 ** 30)]).toEqual(['3.0 MiB', '64 MiB', '3.0 GiB']);
  expect([cpuTime(250), cpuTime(2500), cpuTime(25_000)]).toEqual(['250 ms', '2.5 s', '25 s']);
});

describe('a rate', () => {
  const at = (cpuMs: number, calls: number): PluginInfo => ({ id: 'a', usage: { cpuMs, calls } }) as unknown as PluginInfo;
  test('is what grew between two answers', () => {
    expect(ratesOf([at(1000, 10)], [at(2000, 60)], 5).get('a')).toEqual({ cpu: 0.2, calls: 10 });
  });
  test('begins anew with code that was loaded anew', () => {
    expect(ratesOf([at(5000, 100)], [at(500, 5)], 5).get('a')).toEqual({ cpu: 0.1, calls: 1 });
  });
});
