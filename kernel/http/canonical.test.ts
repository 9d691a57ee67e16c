import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';

describe('an address', () => {
  test.each([
    ['/', '/', ''],
    ['/api/things/a%2Fb?q=..%2f', '/api/things/a%2Fb', 'q=..%2f'],
    ['/api/things/', '/api/things', ''],
    ['/m/abc/img/a..b.svg', '/m/abc/img/a..b.svg', ''],
  ])('%s is read as %s', (target, path, query) => {
    expect(canonical(target)).toEqual({ path, query });
  });

  const climbs = ['..', '%2e%2e', '.%2e', '%2E.', '.', '%2e'];
  const around = (middle: string) => [
    `/${middle}/x`,
    `/a/${middle}/etc/passwd`,
    `/api/a/${middle}`,
    `/m/abc/${middle}`,
    `/public/plugins/a/${middle}/b`,
  ];
  test.each([
    ...climbs.flatMap(around),
    '//a',
    '/a//b',
    '/a\\b',
    '/a/..\\b',
    '/a%5cb',
    '/a/%5c..%5cb',
    '/a%00b',
    '/a%0ab',
    '/a%7fb',
    '/a b',
    '/a\tb',
    '/a#b',
    'a/b',
    'http://other.example/a',
    '/a%',
    '/a%zz',
    '/a%c0%ae%c0%ae/b',
    '/a%e0%80%ae/b',
    '/m/abc%2fb',
    '/public/plugins/a%2f..%2fb',
    '/api/a/..%2fb',
    '/api/a/%2e%2e%2fb',
    '/api/a%2f%2fb',
    '/api/a%2f..',
    `/${'a'.repeat(5_000)}`,
  ])('%s is refused: it could be read twice', (target) => {
    expect(canonical(target)).toEqual({ refused: expect.any(String) });
  });
});
