import { describe, expect, test } from 'vitest';
import { hasRole } from './principal.ts';
import { mayGoBy, routeAt, routeBelow, upstreamPath } from './proxy.ts';

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
    const list = [{ method: 'GET', path: 'api/v1/query' }];
    for (let round = 0; round < 20_000; round++) {
      const path = Array.from({ length: 1 + (round % 5) }, pick).join('/');
      const made = read(path);
      if (made === undefined || !routeBelow(list, 'GET', made)) continue;
      const resolved = new URL(made, 'http://h/').pathname;
      expect([path, resolved === '/api/v1/query' || resolved.startsWith('/api/v1/query/')]).toEqual([path, true]);
      expect([path, decodeURIComponent(made).includes('..')]).toEqual([path, false]);
    }
  });
});

describe('the route of a data source', () => {
  const routes = [{ path: 'api/v1', method: 'GET, post' }, { path: '/api/' }, { path: 'api/v1', method: 'DELETE' }];
  test.each([
    ['GET', 'api/v1/x/y', 0, 'x/y'],
    ['POST', 'api/v1', 0, ''],
    ['GET', 'api/v1beta', 1, 'v1beta'],
    ['DELETE', 'api/v1/x', 1, 'v1/x'],
    ['GET', 'API/v1', undefined, undefined],
    ['GET', 'apis', undefined, undefined],
  ])('for %s %s is number %s, and "%s" goes on', (method, path, index, rest) => {
    const found = routeBelow(routes, method, path);
    expect([found?.index, found?.rest]).toEqual([index, rest]);
  });
});

describe('the route of an app', () => {
  const routes = [{ path: 'things/:id', method: 'GET' }, { path: 'things/*' }, { path: 'one' }, { path: 'ä b/*' }];
  test.each([
    ['GET', 'things/7', 0, ''],
    ['PUT', 'things/7', 1, '7'],
    ['GET', 'things/7/more', 1, '7/more'],
    ['GET', 'things/', 1, ''],
    ['GET', 'one', 2, ''],
    ['GET', 'one/', undefined, undefined],
    ['GET', '%C3%A4%20b/c', 3, 'c'],
    ['GET', '', undefined, undefined],
  ])('for %s "%s" is number %s, and "%s" goes on', (method, path, index, rest) => {
    const found = routeAt(routes, method, path);
    expect([found?.index, found?.rest]).toEqual([index, rest]);
  });
});

describe('who may go by a route', () => {
  const ann = { kind: 'user', orgRole: 'Editor' } as never;
  const asked: unknown[] = [];
  const identity = {
    allows: async (questions: readonly { action: string }[]) => (
      asked.push(...questions), questions.map(({ action }) => action === 'mine')
    ),
  };
  const may = (route: object, who = ann): Promise<boolean> => mayGoBy({ path: 'x', ...route }, who, 'an-app', identity);
  test('is said by its role, or by its action in place of it', async () => {
    expect(await Promise.all([may({}), may({ reqRole: 'Viewer' }), may({ reqRole: 'Editor' }), may({ reqRole: 'Admin' })])).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(await Promise.all([may({ reqRole: 'Admin', reqAction: 'mine' }), may({ reqAction: 'yours' })])).toEqual([true, false]);
  });
  test('is nobody, where a role is unknown or the caller is bound to rights of its own', async () => {
    expect(await may({ reqRole: 'Root' })).toBe(false);
    expect(hasRole({ orgRole: 'Admin', onlyPermissions: true }, 'Viewer')).toBe(false);
    expect(await may({ reqSignedIn: true }, { kind: 'anonymous', orgRole: 'Viewer' } as never)).toBe(false);
  });
  test('of access to the app is asked about the app itself', async () => {
    await may({ reqAction: 'plugins.app:access' });
    expect(asked.at(-1)).toEqual({ action: 'plugins.app:access', scope: 'plugins:id:an-app' });
  });
});
