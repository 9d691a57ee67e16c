import fc from 'fast-check';
import type { Principal } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../registry/registry.ts';
import { createAccess } from './decide.ts';
import { covers, fillScope } from './scope.ts';

const principal = (more: Partial<Principal> = {}): Principal => ({
  kind: 'user',
  key: 'user:1',
  id: 1,
  uid: 'u',
  login: 'u',
  name: 'u',
  email: '',
  orgId: 1,
  orgRole: 'Viewer',
  serverAdmin: false,
  via: 'test',
  ...more,
});
function registryWith(level: 'core' | 'community', id: string, permissions: { action: string; scope: string }[], grants: string[]) {
  const registry = createRegistry();
  registry.move(id, 'active', '', {
    package: { id, manifest: { roles: [{ role: { name: 'r', permissions }, grants }] }, verdict: { level } } as never,
    key: id,
  });
  return registry;
}

describe('a decision', () => {
  test('follows roles upwards: what a viewer may, an editor may', () => {
    const access = createAccess(registryWith('core', 'x', [{ action: 'things:read', scope: 'things:*' }], ['Editor']));
    const may = (orgRole: Principal['orgRole']) => access.allows(principal({ orgRole }), 'things:read', 'things:uid:1');
    expect([may('None'), may('Viewer'), may('Editor'), may('Admin')]).toEqual([false, false, true, true]);
  });
  test('gives a server administrator what only they hold', () => {
    const access = createAccess(registryWith('core', 'x', [{ action: 'users:read', scope: 'global.users:*' }], ['Grafana Admin']));
    expect(access.allows(principal({ orgRole: 'Admin' }), 'users:read', 'global.users:1')).toBe(false);
    expect(access.allows(principal({ serverAdmin: true }), 'users:read', 'global.users:1')).toBe(true);
  });
  test("lets a plugin below core define its own actions and nobody else's", () => {
    const access = createAccess(
      registryWith(
        'community',
        'mine-app',
        [
          { action: 'mine-app.things:read', scope: '' },
          { action: 'users:write', scope: '*' },
        ],
        ['Viewer'],
      ),
    );
    expect(access.allows(principal(), 'mine-app.things:read', '')).toBe(true);
    expect(access.allows(principal(), 'users:write', 'users:1')).toBe(false);
  });
  test('changes with the plugins that are active', () => {
    const registry = registryWith('core', 'x', [{ action: 'a', scope: '*' }], ['Viewer']);
    const access = createAccess(registry);
    expect(access.allows(principal(), 'a', 's')).toBe(true);
    registry.move('x', 'disabled', '');
    expect(access.allows(principal(), 'a', 's')).toBe(false);
  });
  test('of a bound token is made of its own rights only', () => {
    const access = createAccess(registryWith('core', 'x', [{ action: 'a', scope: '*' }], ['Viewer']));
    const bound = principal({ permissions: [{ action: 'b', scope: 'b:uid:1' }], onlyPermissions: true });
    expect([access.allows(bound, 'a', 'x'), access.allows(bound, 'b', 'b:uid:1'), access.allows(bound, 'b', 'b:uid:2')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('a scope', () => {
  test.each([
    ['dashboards:*', 'dashboards:uid:a', true],
    ['dashboards:uid:*', 'dashboards:uid:a', true],
    ['dashboards:uid:a', 'dashboards:uid:a', true],
    ['*', 'anything', true],
    ['dashboards:uid:a', 'dashboards:uid:ab', false],
    ['dash*', 'dashboards:uid:a', false],
    ['', 'dashboards:uid:a', false],
    ['dashboards:uid:a', 'dashboards:*', false],
  ])('%s covers %s: %s', (held, asked, expected) => {
    expect(covers(held, asked)).toBe(expected);
  });
  test('never covers what does not begin with it', () => {
    const part = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(fc.property(part, part, part, part, (a, b, c, d) => covers(`${a}:${b}:*`, `${c}:${d}:x`) === (a === c && b === d)));
  });
  test('is not filled with what would widen it', () => {
    expect(fillScope('things:uid:{uid}', { uid: 'abc' })).toBe('things:uid:abc');
    for (const uid of ['*', 'a:b', '', '{x}']) expect(fillScope('things:uid:{uid}', { uid })).toBeUndefined();
    expect(fillScope('x:{query.id}', {}, { id: ['1', '2'] })).toBeUndefined();
  });
});
