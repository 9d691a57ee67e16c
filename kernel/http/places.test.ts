import { describe, expect, test } from 'vitest';
import type { Contribution } from '../registry/types.ts';
import { placesOf } from './places.ts';

const one = (plugin: string, point: 'route' | 'page', path: string, level: Contribution['level']): Contribution => ({
  ...{ plugin, point, level, name: path, version: '1', key: `${plugin}@1#0` },
  declaration: { path, method: 'GET', title: '' },
});
const trusted = [
  one('boards', 'route', '/api/boards/:uid', 'core'),
  one('boards', 'page', '/d/:uid', 'core'),
  one('paid', 'route', '/api/paid/x', 'commercial'),
];
function problemOf(mine: Contribution, ...others: readonly Contribution[]): string | undefined {
  const all = [...others, mine, ...trusted];
  return placesOf({ contributions: (point) => all.filter((each) => each.point === point) })(mine);
}

describe('a stranger', () => {
  test.each([
    ['route', '/api/acme/things/:id'],
    ['route', '/api/plugins/acme/resources/*'],
    ['route', '/api/plugins/acme/health'],
    ['page', '/acme/deep/:what'],
    ['page', '/a/acme/notes'],
  ] as const)('has a place for the %s %s', (point, path) => {
    expect(problemOf(one('acme', point, path, 'community'))).toBeUndefined();
  });
  test.each([
    ['route', '/api/boards/home', 'where this server itself answers'],
    ['route', '/api/paid/y', 'where this server itself answers'],
    ['route', '/api/orrery/boot', 'where this server itself answers'],
    ['route', '/api/plugins/boards/resources/*', 'where this server itself answers'],
    ['route', '/api/:any/x', 'of others'],
    ['route', '/api/*', 'of others'],
    ['route', '/acme/things', 'not below /api/'],
    ['page', '/d/some', 'where this server itself answers'],
    ['page', '/login', 'where this server itself answers'],
    ['page', '/', 'where this server itself answers'],
    ['page', '/:any', 'of others'],
    ['page', '/a/boards/notes', 'of the app boards'],
  ] as const)('has none for the %s %s', (point, path, why) => {
    expect(problemOf(one('acme', point, path, 'unsigned'))).toContain(why);
  });
  test('does not get the place of another, who was there first', () => {
    expect(problemOf(one('acme', 'route', '/api/notes/mine', 'community'), one('notes', 'route', '/api/notes', 'community'))).toContain(
      'notes',
    );
  });
});

test('who is trusted stands where it says', () => {
  expect(problemOf(one('home', 'page', '/', 'core'))).toBeUndefined();
});
