import { describe, expect, test } from 'vitest';
import { matches } from './match.ts';

describe('a request of a guest', () => {
  test.each([
    ['GET /api/acme/things', 'GET', '/api/acme/things'],
    ['GET /api/acme/things/:id', 'get', '/api/acme/things/7'],
    ['POST /api/acme/*', 'POST', '/api/acme/a/b'],
  ])('by %s may be %s %s', (route, method, path) => {
    expect(matches(route, method, path)).toBe(true);
  });
  test.each([
    ['GET /api/acme/things', 'POST', '/api/acme/things'],
    ['GET /api/acme/things', 'GET', '/api/acme/things/7'],
    ['GET /api/acme/things/:id', 'GET', '/api/acme/things/'],
    ['GET /api/acme/:id', 'GET', '/api/acme/..%2Fadmin'],
    ['GET /api/acme/*', 'GET', '/api/acme/../admin'],
    ['GET /api/acme/*', 'GET', '/api/acme//admin'],
    ['GET /api/acme/*', 'GET', '/api/acmes/x'],
    ['GET /api/acme/:id', 'GET', '/api/acme/a\\b'],
  ])('by %s may not be %s %s', (route, method, path) => {
    expect(matches(route, method, path)).toBe(false);
  });
});
