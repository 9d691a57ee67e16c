import { describe, expect, test } from 'vitest';
import { isListed, upstreamPath } from './proxy.ts';

const base = '/api/datasources/proxy/uid/abc/';
const read = (path: string): string | undefined => upstreamPath(base + path, 6);

describe('the path below a data source', () => {
  test('has one spelling', () => {
    expect(read('api/v1/query')).toBe('api/v1/query');
    expect(read('%61pi/v1/%71uery')).toBe('api/v1/query');
    expect(read('api/v1/label/job%3Aname/values')).toBe('api/v1/label/job:name/values');
    expect(read('api/v1/label/ä/values')).toBe('api/v1/label/%C3%A4/values');
    expect(read('api/v1/query/')).toBe('api/v1/query/');
  });
  test.each(['..', '%2e%2e', '.%2E', '%252e', 'a%2fb', 'a%5Cb', '..;x', '.;', 'a//b', '%00', '%0a', '%zz', 'a%3Fb', 'a%23b'])(
    '"%s" is refused',
    (path) => {
      expect(read(`api/v1/query/${path}/x`)).toBeUndefined();
    },
  );
  test('that is let through reads the same to whoever decodes it once more', () => {
    const pieces = ['api', 'v1', 'query', '%61', '%2e', '..', '%2f', '%25', ';', 'ä', '%C3%A4', '', ':', '@', '%40'];
    let seed = 7;
    const pick = (): string => pieces[(seed = (seed * 48_271) % 2_147_483_647) % pieces.length] as string;
    const list = [{ methods: ['GET'], path: '/api/v1/query' }];
    for (let round = 0; round < 20_000; round++) {
      const path = Array.from({ length: 1 + (round % 5) }, pick).join('/');
      const made = read(path);
      if (made === undefined || !isListed(list, 'GET', made)) continue;
      const resolved = new URL(made, 'http://h/').pathname;
      expect([path, resolved === '/api/v1/query' || resolved.startsWith('/api/v1/query/')]).toEqual([path, true]);
      expect([path, decodeURIComponent(made).includes('..')]).toEqual([path, false]);
    }
  });
});

describe('a list of what may be proxied', () => {
  const list = [
    { methods: ['GET', 'POST'], path: '/api/v1/query' },
    { methods: ['GET'], path: '/api/v1/label' },
  ];
  test.each([
    ['GET', 'api/v1/query', true],
    ['POST', 'api/v1/query', true],
    ['DELETE', 'api/v1/query', false],
    ['GET', 'api/v1/label/job/values', true],
    ['POST', 'api/v1/label/job/values', false],
    ['GET', 'api/v1/labels', false],
    ['GET', 'api/v1', false],
    ['GET', '', false],
  ])('says of %s %s: %s', (method, path, expected) => expect(isListed(list, method, path)).toBe(expected));
  test('that is not there lets nothing through', () => expect(isListed(undefined, 'GET', 'api/v1/query')).toBe(false));
});
