/**
 * What a plugin nobody vouches for tries with the routes it declares: to stand in the server's own place, to have a page of its own run
 * under the server's name, to ask others' data sources with the rights of whoever calls it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, ask, person } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const patience = 120_000;
const anyone = { anyone: true } as const;
/** Addresses that the kernel, the shell or signing in answer, and what the stranger declares to have them. */
const taken: readonly (readonly [method: string, path: string, asked?: string])[] = [
  ['GET', '/api/orrery/boot'],
  ['GET', '/api/health'],
  ['GET', '/api/plugins'],
  ['POST', '/api/orrery/plugins/:id/:change', '/api/orrery/plugins/stranger-app/restart'],
  ['POST', '/api/orrery/plugin-archives'],
  ['GET', '/api/admin/settings'],
  ['GET', '/metrics'],
  ['GET', '/healthz'],
  ['GET', '/claim'],
  ['GET', '/login'],
  ['POST', '/login/strange'],
  ['GET', '/'],
  ['GET', '/d/:uid', '/d/some'],
  ['GET', '/first/*', '/first/light'],
  ['GET', '/api/*', '/api/anything'],
  ['GET', '/api/:any/:thing', '/api/some/thing'],
];
let home: string;
let server: RunningOrrery;
let viewer: Asking;

/** One more stranger, without a right to anything. */
async function put(id: string, contributes: object, provided: string): Promise<void> {
  const folder = join(home, 'data/plugins', id);
  mkdirSync(folder, { recursive: true });
  const manifest = { id, type: 'app', name: id, info: { version: '1.0.0' }, orrery: { runtime: 'isolate', contributes } };
  writeFileSync(join(folder, 'plugin.json'), JSON.stringify(manifest));
  const source = join(home, `${id}.ts`);
  writeFileSync(source, `// @ts-nocheck\nexport default { manifest: {}, activate: () => (${provided}) };`);
  writeFileSync(join(folder, 'backend.js'), await bundleBackend(source, 'isolate'));
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-strange-'));
  const folder = join(home, 'data/plugins/stranger-app');
  mkdirSync(folder, { recursive: true });
  const own = (name: string) => ({ method: 'GET', path: `/api/stranger/${name}`, rule: anyone });
  writeFileSync(
    join(folder, 'plugin.json'),
    JSON.stringify({
      ...{ id: 'stranger-app', type: 'app', name: 'Stranger', info: { version: '1.0.0' } },
      orrery: {
        runtime: 'isolate',
        contributes: {
          route: {
            ...Object.fromEntries(taken.map(([method, path], index) => [`taken${index}`, { method, path, rule: anyone }])),
            ...Object.fromEntries(['page', 'drawing', 'stream', 'query', 'params'].map((name) => [name, own(name)])),
            passed: { ...own('passed'), rule: { signedIn: true } },
            composed: { ...own('composed'), rule: { signedIn: true } },
            echo: { method: 'POST', path: '/api/stranger/echo', rule: anyone, audit: false },
          },
        },
      },
    }),
  );
  const source = join(home, 'stranger.ts');
  writeFileSync(
    source,
    `// @ts-nocheck
    const script = '<!doctype html><script>document.title = "owned"</script>';
    const call = { point: 'datasource', instance: { uid: 'vault' }, method: 'query', action: 'datasources:query', scope: '',
      argument: { queries: [{ refId: 'A', scenarioId: 'predictable_csv_wave', csvWave: [{ timeStep: 60, valuesCSV: '1234' }], intervalMs: 1000, maxDataPoints: 10 }], range: { from: 0, to: 600000 } } };
    const say = async () => ({ body: 'taken', headers: { 'content-type': 'text/html' } });
    export default { manifest: {}, activate: () => ({ route: {
      ...Object.fromEntries(Array.from({ length: ${taken.length} }, (_, index) => ['taken' + index, say])),
      page: async () => ({ body: script, headers: { 'content-type': 'text/html' } }),
      drawing: async () => ({ body: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', headers: { 'content-type': 'image/svg+xml' } }),
      stream: async () => ({ headers: { 'content-type': 'text/html' }, body: (async function* () { yield new Uint8Array([60, 98, 62]); })() }),
      passed: async () => ({ forward: { ...call, method: 'resource', argument: { method: 'GET', path: 'scenarios', query: '', headers: {} } } }),
      composed: async () => ({ compose: { contentType: 'application/json', parts: ['{', { ...call, encoding: 'frames-json' }, '}'] } }),
      query: async ({ query }) => ({ body: { own: Object.keys(query), polluted: ({}).polluted ?? null, admin: query.admin ?? null } }),
      params: async () => ({ body: {} }),
      echo: async ({ body }) => ({ body: { polluted: ({}).polluted ?? null, admin: body?.admin ?? null, keys: Object.keys(body ?? {}) } }),
    } }) };`,
  );
  writeFileSync(join(folder, 'backend.js'), await bundleBackend(source, 'isolate'));
  await put(
    'stranger-lineage',
    { lineage: { all: { scopes: ['datasources:uid', 'folders:uid'] } } },
    `{ lineage: { all: {
    lineage: async ({ scopes }) => scopes.map(() => ({ above: [], closed: false })),
  } } }`,
  );
  const root = `{ kind: 'principal', cacheMs: 0, principal: { kind: 'user', id: 1, uid: 'x', login: 'root', name: '', email: '', orgId: 1, orgRole: 'Admin', serverAdmin: true } }`;
  await put(
    'stranger-auth',
    { authProvider: { 'stranger-auth': { order: 1, credentials: ['nothing'] } } },
    `{ authProvider: { 'stranger-auth': {
    authenticate: async () => (${root}), resolve: async () => (${root}),
  } } }`,
  );
  await put(
    'named-auth',
    { authProvider: { 'named-auth': { order: 1, credentials: ['authorization:kind'] } } },
    `{ authProvider: { 'named-auth': {
    authenticate: async ({ headers }) => {
      const { principal, ...rest } = ${root};
      return { ...rest, principal: { ...principal, serverAdmin: false, kind: headers.authorization.split(' ')[1] } };
    },
  } } }`,
  );
  server = await startOrrery({
    home,
    patienceMs: patience,
    settings: {
      plugins: { allow_loading_unsigned_plugins: 'stranger-app stranger-lineage stranger-auth named-auth' },
      orrery: { allow_auth_providers: 'named-auth' },
    },
  });
  for (const uid of ['open', 'vault'])
    await server.json('/api/datasources', { body: { uid, name: uid, type: 'grafana-testdata-datasource', access: 'proxy' } });
  viewer = await person(server, 'vic');
  // From here on, viewers have no business with this one.
  await server.json('/api/access-control/datasources/vault/builtInRoles/Viewer', { body: { permission: '' } });
}, patience);
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('a route of a stranger', () => {
  test.each(taken)('is not %s %s: that is somebody else’s to answer', async (method, path, asked = path) => {
    const answer = await ask(server.url + asked, { method, ...(method === 'POST' && { body: {} }) });
    expect([asked, String(answer.body)]).not.toEqual([asked, 'taken']);
  });

  test('answers below its own part of the API', async () => {
    expect((await ask(`${server.url}/api/stranger/query?a=1`)).body).toMatchObject({ own: ['a'] });
  });

  test.each(['page', 'drawing', 'stream'])('that answers with a %s has nothing of it run: no script, no form, no origin', async (name) => {
    const { status, headers } = await ask(`${server.url}/api/stranger/${name}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect([status, policy]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    expect(policy.split(';').map((part) => part.trim())).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a data source that is closed to the caller', () => {
  test('is closed to the caller by itself', async () => {
    const { status } = await viewer('/api/ds/query', {
      method: 'POST',
      body: {
        from: '0',
        to: '600000',
        queries: [
          { refId: 'A', datasource: { uid: 'vault' }, scenarioId: 'predictable_csv_wave', csvWave: [{ timeStep: 60, valuesCSV: '1234' }] },
        ],
      },
    });
    expect(status).toBeGreaterThanOrEqual(400);
  });
  test.each(['passed', 'composed'])('is not asked by a stranger that was granted no source at all: %s', async (name) => {
    const { status, body } = await viewer(`/api/stranger/${name}`);
    expect(JSON.stringify(body)).toMatch(/not granted/);
    expect(JSON.stringify(body)).not.toContain('1234');
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('a stranger that nobody was asked about', () => {
  test('says for nobody who they are', async () => {
    expect((await ask(`${server.url}/api/user`)).status).toBe(401);
    expect((await viewer('/api/admin/settings')).status).toBe(403);
  });
  test.each(['stranger-auth', 'stranger-lineage'])('is refused by name (%s), and told what an administrator can do', async (id) => {
    const { plugins } = await server.json<{ plugins: { id: string; state: string; cause: string }[] }>('/api/orrery/plugins');
    expect(plugins.find((one) => one.id === id)).toMatchObject({
      state: 'refused',
      cause: expect.stringMatching(/\[orrery\] allow_auth_providers|for core plugins only/),
    });
  });
});

describe('a stranger that an administrator named as an auth provider', () => {
  const as = (kind: string) => ask(`${server.url}/api/search`, { headers: { authorization: `Kind ${kind}` } });
  test('says who people are, and makes nobody the kernel or a plugin', async () => {
    expect((await as('user')).status).toBe(200);
    for (const kind of ['kernel', 'plugin', 'anything']) expect([kind, (await as(kind)).status]).not.toEqual([kind, 200]);
  });
});

describe('names that JavaScript has a meaning for (T25)', () => {
  const bodies = [
    '{"__proto__":{"polluted":1,"admin":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"a":{"__proto__":{"polluted":1}},"__proto__.polluted":1,"constructor.prototype.polluted":1}',
    '[{"__proto__":{"polluted":1}}]',
  ];
  test.each(bodies)('in a body change nobody: %s', async (body) => {
    const response = await fetch(`${server.url}/api/stranger/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const said = (await response.json()) as { keys: string[] };
    expect(said).toMatchObject({ polluted: null, admin: null });
    expect(said.keys).not.toContain('__proto__');
  });
  test('in a form or a query string change nobody', async () => {
    for (const text of ['__proto__=1&__proto__=2', '__proto__[polluted]=1', 'constructor.prototype.polluted=1', '__proto__.admin=1']) {
      const asked = await ask(`${server.url}/api/stranger/query?${text}`);
      expect(asked.body).toMatchObject({ polluted: null, admin: null });
      expect(asked.body.own).not.toContain('__proto__');
      const response = await fetch(`${server.url}/api/stranger/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: text,
      });
      const said = (await response.json()) as { keys: string[] };
      expect(said).toMatchObject({ polluted: null, admin: null });
      expect(said.keys).not.toContain('__proto__');
    }
  });
});

describe('a cookie that no server of ours made', () => {
  test.each(['%', '%zz', '%E0%A4%A', ''])('(%j) signs nobody in, and stops nobody from being told so', async (value) => {
    const { status } = await ask(`${server.url}/api/user`, { headers: { cookie: `grafana_session=${value}` } });
    expect(status).toBe(401);
    expect((await ask(`${server.url}/login`, { headers: { cookie: `grafana_session=${value}` } })).status).toBe(200);
  });
});
