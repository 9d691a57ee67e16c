import { describe, expect, test } from 'vitest';
import { checkManifest } from './check.ts';

const base = { id: 'acme-app', type: 'app', name: 'Acme', info: { version: '1.2.0' } };
const withOrrery = (orrery: unknown): unknown => ({ ...base, orrery });
const contributing = (contributes: unknown): unknown => withOrrery({ runtime: 'isolate', contributes });
function mistakes(json: unknown): string {
  const result = checkManifest(json, 'plugin.json');
  return result.ok ? 'fine' : ((result.failure.detail?.mistakes ?? []) as string[]).join('\n');
}

describe('a manifest', () => {
  test('with everything in it is taken as it is', () => {
    const orrery = {
      runtime: 'isolate',
      placement: 'pinned',
      limits: { heapMB: 128 },
      capabilities: {
        fetch: ['instance', 'https://api.example:8443'],
        storage: { tables: { note: { columns: { uid: 'text', body: 'long?' }, unique: [['uid']] } } },
        events: { publish: ['note.changed'] },
        identity: ['check'],
        wasm: true,
      },
      contributes: {
        route: {
          get: { method: 'GET', path: '/api/notes/:uid', rule: { action: 'notes:read', scope: 'notes:uid:{uid}' } },
          any: { method: 'POST', path: '/api/x/*', rule: { signedIn: true } },
        },
        schedule: { tidy: { when: { cron: '0 3 * * *' }, runs: 'cluster' }, start: { when: 'start' } },
        page: { note: { path: '/notes/:uid/:slug?', title: 'Note' } },
      },
      provides: { notes: '1.0.0' },
      consumes: { directory: '^1.0.0' },
      mayConsume: { preferences: '^1.0.0' },
    };
    expect(checkManifest(withOrrery(orrery), 'plugin.json')).toMatchObject({ ok: true, value: { ...base, orrery } });
  });

  test('of Grafana alone is kept, with keys nobody here knows, and runs no code', () => {
    const grafana = {
      ...base,
      $schema: 'x',
      executable: 'gpx_acme',
      iam: { permissions: [] },
      info: { ...base.info, build: { time: 1 }, links: null },
    };
    expect(checkManifest(grafana, 'plugin.json')).toMatchObject({ ok: true, value: { ...grafana, orrery: { runtime: 'none' } } });
  });

  test('without a name is called by its id', () => {
    const { name, ...nameless } = base;
    expect(checkManifest(nameless, 'plugin.json')).toMatchObject({ ok: true, value: { name: 'acme-app' } });
    expect(name).toBe('Acme');
  });
});

describe('a mistake is told with its place, what was found and what belongs there', () => {
  test.each<[string, unknown, RegExp]>([
    ['text', 'x', /^it is "x"; an object belongs there/],
    ['a list', [], /^It is a list\.$/],
    ['an id that leads elsewhere', { ...base, id: '../x' }, /^id \("\.\.\/x"\) is no id/],
    ['an unknown type', { ...base, type: 'panl' }, /^type is "panl"; "datasource" or "panel" or "app" or "renderer" belongs there\.$/],
    ['no version', { ...base, info: {} }, /^info\.version is missing\.$/],
    ['a version that would be another key', { ...base, info: { version: '1#2' } }, /^info\.version \("1#2"\) is no version/],
    ['roles that are no list', { ...base, roles: {} }, /^roles is Object; a list belongs there/],
    [
      'an unknown runtime',
      withOrrery({ runtime: 'thread' }),
      /^orrery\.runtime is "thread"; "isolate" or "worker" or "process" or "none" belongs there/,
    ],
    ['no runtime', withOrrery({}), /^orrery\.runtime is missing\.$/],
    ['an orrery that is nothing', { ...base, orrery: null }, /^orrery is null; an object belongs there/],
    [
      'a misspelled key',
      withOrrery({ runtime: 'none', capabilites: {} }),
      /^orrery\.capabilites is not known here; known are runtime, .*Did you mean "capabilities"\?$/,
    ],
    [
      'a misspelled capability',
      withOrrery({ runtime: 'none', capabilities: { fetsh: [] } }),
      /^orrery\.capabilities\.fetsh is not known here; known are fetch, storage.*Did you mean "fetch"\?$/,
    ],
    ['a misspelled point', contributing({ panels: {} }), /^orrery\.contributes\.panels is not known here; .*Did you mean "panel"\?$/],
    [
      'a misspelled limit',
      withOrrery({ runtime: 'none', limits: { heap: 1 } }),
      /^orrery\.limits\.heap is not known here; known are heapMB/,
    ],
    ['a limit of nothing', withOrrery({ runtime: 'none', limits: { heapMB: 0 } }), /^orrery\.limits\.heapMB \(0\) is less than 1/],
    [
      'an origin with a path',
      withOrrery({ runtime: 'none', capabilities: { fetch: ['https://a.example/x'] } }),
      /^orrery\.capabilities\.fetch\.0 \("https:\/\/a\.example\/x"\) is no origin/,
    ],
    ['an origin with a password', withOrrery({ runtime: 'none', capabilities: { fetch: ['https://u:p@a.example'] } }), /is no origin/],
    [
      'an unknown type of column',
      withOrrery({ runtime: 'none', capabilities: { storage: { tables: { a: { columns: { b: 'blob' } } } } } }),
      /^orrery\.capabilities\.storage\.tables\.a\.columns\.b is "blob"; "text" or /,
    ],
    [
      'a route with no rule',
      contributing({ route: { all: { method: 'GET', path: '/api/all' } } }),
      /^orrery\.contributes\.route\.all\.rule is missing: a route that says not who may call it does not exist/,
    ],
    [
      'a rule of nothing',
      contributing({ route: { all: { method: 'GET', path: '/api/all', rule: {} } } }),
      /^orrery\.contributes\.route\.all\.rule is no rule; a rule is \{ action, scope \}/,
    ],
    [
      'a rule that is none of them',
      contributing({ route: { all: { method: 'GET', path: '/api/all', rule: { signedIn: false } } } }),
      /is no rule/,
    ],
    [
      'a rule with more than one meaning',
      contributing({ route: { all: { method: 'GET', path: '/api/all', rule: { action: 'a', anyone: true } } } }),
      /is no rule/,
    ],
    [
      'a path from nowhere',
      contributing({ route: { all: { method: 'GET', path: 'api', rule: { anyone: true } } } }),
      /path \("api"\) does not begin with \//,
    ],
    [
      'a star in the middle',
      contributing({ route: { all: { method: 'GET', path: '/a/*/b', rule: { anyone: true } } } }),
      /has a \* that is not its last part/,
    ],
    ['a path with a query', contributing({ route: { all: { method: 'GET', path: '/a?b', rule: { anyone: true } } } }), /is no path/],
    [
      'a file outside',
      contributing({ shell: { main: { module: '../x.js' } } }),
      /^orrery\.contributes\.shell\.main\.module \("\.\.\/x\.js"\) is no file of the package/,
    ],
    [
      'a cron of four fields',
      contributing({ schedule: { a: { when: { cron: '* * * *' } } } }),
      /^orrery\.contributes\.schedule\.a\.when\.cron \("\* \* \* \*"\) is no cron expression of five fields/,
    ],
    [
      'a time that is none',
      contributing({ schedule: { a: { when: 'often' } } }),
      /^orrery\.contributes\.schedule\.a\.when \("often"\) is no time: "start"/,
    ],
    [
      'a version of a service that is none',
      withOrrery({ runtime: 'isolate', provides: { a: 'one' } }),
      /^orrery\.provides\.a \("one"\) is no version/,
    ],
    [
      'a range that is none',
      withOrrery({ runtime: 'isolate', consumes: { a: 'newest' } }),
      /^orrery\.consumes\.a \("newest"\) is no range/,
    ],
    [
      'a backend with no code',
      withOrrery({ runtime: 'none', contributes: { datasource: { a: {} } } }),
      /^orrery\.contributes\.datasource needs code that runs in the backend, but orrery\.runtime is "none"/,
    ],
  ])('%s', (_, json, message) => {
    expect(mistakes(json)).toMatch(message);
  });

  test('names that JavaScript has a meaning for are no names', () => {
    const route = '{"method":"GET","path":"/a","rule":{"anyone":true}}';
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect(
        mistakes(
          JSON.parse(
            `{"id":"a","type":"app","info":{"version":"1"},"orrery":{"runtime":"isolate","contributes":{"route":{"${name}":${route}}}}}`,
          ),
        ),
      ).toContain(`orrery.contributes.route.${name} cannot be a name`);
    }
  });

  test('several at once, the first ten of many', () => {
    const result = checkManifest({ ...base, type: 1, id: 2, info: { version: 3 } }, '/plugins/acme/plugin.json');
    expect(result).toMatchObject({
      ok: false,
      failure: {
        code: 'manifest/invalid',
        message: expect.stringMatching(/^\/plugins\/acme\/plugin\.json is no manifest\. id .*type .*info\.version /),
      },
    });
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`r${index}`, { method: 'GET', path: '/a' }]));
    expect(mistakes(contributing({ route: many })).split('\n')).toHaveLength(10);
  });
});
