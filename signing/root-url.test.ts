import { describe, expect, test } from 'vitest';
import { matchesGlob } from './glob.ts';
import { matchesRootUrl } from './root-url.ts';

describe('a root address', () => {
  test.each([
    ['https://a.example/', 'https://a.example/', true],
    ['https://a.example', 'https://a.example/', true],
    ['https://a.example/grafana', 'https://a.example/grafana/', true],
    ['https://a.example/grafana/', 'https://a.example/grafana', true],
    ['https://a.example/grafana', 'https://a.example/', false],
    ['https://a.example/', 'https://a.example/grafana', false],
    ['https://a.example/x/../grafana', 'https://a.example/grafana', true],
    ['https://a.example//grafana', 'https://a.example/grafana', true],
    ['https://a.example/?a=1', 'https://a.example/', false],
    ['http://a.example/', 'https://a.example/', false],
    ['HTTPS://a.example/', 'https://a.example/', true],
    ['https://a.example:3000/', 'https://a.example/', false],
    ['http://a.example:80/', 'http://a.example/', true],
    ['http://a.example', 'http://a.example:80/', true],
    ['https://a.example:443', 'https://a.example', true],
    ['https://a.example:443/grafana', 'https://A.example/grafana/', true],
    ['http://a.example:443/', 'http://a.example/', false],
    ['https://a.example:80/', 'https://a.example/', false],
    ['http://a.example:8080/', 'http://a.example/', false],
    ['http://[::1]:80/', 'http://[::1]/', true],
    ['https://a.example.evil.example/', 'https://a.example/', false],
    ['https://a.example@evil.example/', 'https://a.example/', false],
    ['https://a.example/#x', 'https://a.example/', true],
    ['a.example', 'https://a.example/', false],
    ['', 'https://a.example/', false],
    ['https://a.example/', 'not an address', false],
    ['https://*.example/', 'https://a.example/', false],
  ])('%s for a server at %s: %s', (spec, server, expected) => {
    expect(matchesRootUrl([spec], server, false)).toBe(expected);
  });

  test('is one of several', () => {
    expect(matchesRootUrl(['https://b.example', 'https://a.example'], 'https://a.example/', false)).toBe(true);
    expect(matchesRootUrl([], 'https://a.example/', true)).toBe(false);
  });
});

describe('a root address with globs', () => {
  test.each([
    ['https://*.example/', 'https://a.example/', true],
    ['https://*.example', 'https://a.example/', true],
    ['https://*.example/', 'https://a.b.example/', false],
    ['https://**.example/', 'https://a.b.example/', true],
    ['https://*/', 'https://localhost/', true],
    ['https://*/', 'https://a.example/', false],
    ['https://a.example/*', 'https://a.example/grafana', true],
    ['https://a.example/*', 'https://a.example/grafana/x', false],
    ['https://a.example/**', 'https://a.example/grafana/x', true],
    ['https://{a,b}.example/', 'https://b.example/', true],
    ['https://{a,b}.example/', 'https://c.example/', false],
    ['https://[ab].example/', 'https://b.example/', true],
    ['https://[a-c]?.example/', 'https://b1.example/', true],
    ['https://[!a].example/', 'https://a.example/', false],
    ['https://a.example/', 'https://aXexample/', false],
    ['https://*.example:443/', 'https://a.example/', true],
    ['https://*.example/', 'https://a.example:443/', true],
    ['https://*.example:8443/', 'https://a.example/', false],
    ['http://*.example:80/**', 'http://a.example/x/y', true],
    ['**', 'https://anything.example/at/all', true],
  ])('%s for a server at %s: %s', (spec, server, expected) => {
    expect(matchesRootUrl([spec], server, true)).toBe(expected);
  });
});

test('a hostile glob takes no longer than another', () => {
  const before = performance.now();
  expect(matchesGlob(`${'**a'.repeat(300)}b`, 'a'.repeat(300))).toBe(false);
  expect(matchesGlob('{a,b}'.repeat(60), 'a'.repeat(60))).toBe(false);
  expect(performance.now() - before).toBeLessThan(500);
});
