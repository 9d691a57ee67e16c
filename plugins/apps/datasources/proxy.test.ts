import { describe, expect, test } from 'vitest';
import { isListed } from './proxy.ts';

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
