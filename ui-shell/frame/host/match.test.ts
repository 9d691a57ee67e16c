import { describe, expect, test } from 'vitest';
import { isBelow, matches, mayHear } from './match.ts';

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

describe('a channel', () => {
  test.each(['plugin/acme/changes', 'plugin/acme/a/b', 'orrery/registry'])('%s is heard by a guest of acme', (channel) => {
    expect(mayHear('acme', channel)).toBe(true);
  });
  test.each([
    'plugin/other/changes',
    'plugin/acme-two/changes',
    'plugin/acme/../other/changes',
    'plugin/acme',
    'stream/vault/cpu',
    'orrery/problems',
    '',
  ])('%s is not', (channel) => {
    expect(mayHear('acme', channel)).toBe(false);
  });
});

describe('a move that nobody pressed for', () => {
  test.each([
    ['/acme', '/acme'],
    ['/acme', '/acme/deep/water'],
    ['/acme/:what', '/acme/x'],
  ])('from a page at %s may lead to %s', (page, path) => {
    expect(isBelow(page, path)).toBe(true);
  });
  test.each([
    ['/a', '/admin/users'],
    ['/', '/logout'],
    ['/:any', '/logout'],
    ['/acme', '/acmes'],
  ])('from a page at %s may not lead to %s', (page, path) => {
    expect(isBelow(page, path)).toBe(false);
  });
});
