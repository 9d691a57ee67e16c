/** Installing by HTTP: steps, consent, what fails, what is taken back; and what becomes of requests meanwhile. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Publisher, startPublisher, type Written } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let publisher: Publisher;
let server: RunningOrrery;
let home: string;

const greeter = (version: string, more: Written = {}): Written => ({ version, ...more });
const asking = (capabilities: object) => ({
  capabilities,
  contributes: { route: { say: { method: 'GET', path: '/api/test-asking-app', rule: { signedIn: true } } } },
});
const tells = 'return { route: { say: async () => ({ body: { version: [typeof cache, typeof fetch].join(" ") } }) } }';
const answering = (version: string): Written => ({
  id: 'test-source-datasource',
  type: 'datasource',
  version,
  source: `return { datasource: { 'test-source-datasource': { query: async ({ queries }) => ({ answers: Object.fromEntries(queries.map(({ refId }) => [refId, { frames: [{ refId, name: '${version}', fields: [], length: 0 }] }])) }) } } }`,
  orrery: { contributes: { datasource: { 'test-source-datasource': {} } } },
});
const updates = Array.from({ length: 10 }, (_, index) => `1.0.${index + 1}`);

beforeAll(async () => {
  publisher = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  await publisher.publish(
    greeter('1.0.0'),
    greeter('1.1.0', { source: 'throw new Error("not today")' }),
    greeter('1.2.0', { manifest: { dependencies: { grafanaDependency: '>=99.0.0' } } }),
    { id: 'test-asking-app', version: '1.0.0', source: tells, orrery: asking({ cache: true }) },
    { id: 'test-asking-app', version: '2.0.0', source: tells, orrery: asking({ cache: true, fetch: ['https://api.example'] }) },
    { id: 'test-far-app', orrery: { capabilities: { cache: true, fetch: ['https://api.example'] } } },
    { id: 'test-listed-app' },
    { id: 'test-needs-app', manifest: { dependencies: { plugins: [{ id: 'test-needed-app', type: 'app', name: 'Needed' }] } } },
    { id: 'test-needed-app' },
    answering('1.0.0'),
    ...updates.map(answering),
    { ...answering('1.0.99'), source: 'throw new Error("not today")' },
  );
  server = await startOrrery({
    home,
    settings: {
      'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint },
      plugins: { preinstall_sync: 'test-listed-app@1.0.0 nobody-has-this-app' },
    },
  });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly code?: string; readonly message?: string };
}
async function post(path: string, body: object = {}): Promise<Answered> {
  const response = await server.fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}
async function get<Value>(path: string): Promise<Value> {
  return server.json<Value>(path);
}
async function said(id: string): Promise<unknown> {
  const response = await server.fetch(`/api/${id}`);
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
}
const soon = { timeout: 20_000, interval: 100 };
const install = (id: string, body: object = {}): Promise<Answered> => post(`/api/orrery/plugins/${id}/install`, body);

describe('the configuration', () => {
  test('has what it lists installed before anybody is let in, and goes on without what nobody has', async () => {
    expect(await said('test-listed-app')).toBe('1.0.0');
    expect(server.said()).toContain('nobody-has-this-app of the configuration could not be installed');
  });
});

describe('the catalog by HTTP', () => {
  test('says what is on offer, what fits, and what is here', async () => {
    const { catalogs, plugins } = await get<{ catalogs: { uid: string; facts: object }[]; plugins: Record<string, unknown>[] }>(
      '/api/orrery/catalog',
    );
    expect(catalogs.find(({ uid }) => uid === 'test')).toMatchObject({ facts: { signedBy: 'Publisher' } });
    expect(plugins.find(({ id }) => id === 'test-listed-app')).toMatchObject({
      installed: { version: '1.0.0', state: 'active', bundled: false },
      hasUpdate: false,
    });
    const one = await get<{ readme: string; catalog: string }>('/api/orrery/catalog/plugins/test-greeter-app');
    expect(await (await server.fetch(`/api/orrery/catalog/files/${one.catalog}/${one.readme}`)).text()).toBe('# test-greeter-app\n');
    expect((await server.fetch(`/api/orrery/catalog/files/test/${encodeURIComponent('../draft.json')}`)).status).toBeGreaterThanOrEqual(
      400,
    );
  });
  test('is nobody’s who may not install', async () => {
    expect((await fetch(`${server.url}/api/orrery/catalog`)).status).toBe(401);
    expect((await fetch(`${server.url}/api/orrery/plugins/test-greeter-app/install`, { method: 'POST' })).status).toBe(401);
    expect(
      (await server.fetch('/api/orrery/plugins/test-greeter-app/install', { method: 'POST', headers: { origin: 'https://evil.example' } }))
        .status,
    ).toBe(403);
  });
  test.each(['enable', 'disable', 'restart'])('lets no other site’s page %s a plugin', async (change) => {
    const headers = { origin: 'https://evil.example' };
    expect((await server.fetch(`/api/orrery/plugins/test-listed-app/${change}`, { method: 'POST', headers })).status).toBe(403);
    expect(await said('test-listed-app')).toBe('1.0.0');
  });
  test('installs step by step', async () => {
    const response = await server.fetch('/api/orrery/plugins/test-greeter-app/install', {
      method: 'POST',
      body: '{"version":"1.0.0"}',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    });
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { stage?: string; result?: object });
    expect([...new Set(lines.flatMap(({ stage }) => stage ?? []))]).toEqual([
      'find',
      'fetch',
      'check',
      'verify',
      'dependencies',
      'consent',
      'start',
      'record',
      'done',
    ]);
    expect(lines.at(-1)).toMatchObject({ result: { id: 'test-greeter-app', version: '1.0.0', level: 'community' } });
    expect(await said('test-greeter-app')).toBe('1.0.0');
    expect((await install('test-greeter-app', { version: '1.0.0' })).status).toBe(409);
  });
  test('leaves what runs alone when the new version does not start, does not fit, or is not there', async () => {
    expect(await install('test-greeter-app', { version: '1.1.0' })).toMatchObject({
      status: 422,
      body: { code: 'plugin/start-failed', message: expect.stringMatching(/not today.*Version 1\.0\.0 goes on/) },
    });
    expect(await install('test-greeter-app', { version: '1.2.0' })).toMatchObject({ status: 409, body: { code: 'catalog/incompatible' } });
    expect(await install('test-greeter-app', { version: '9.9.9' })).toMatchObject({ status: 404 });
    expect(await install('nobody-has-this-app')).toMatchObject({ status: 404 });
    expect(await said('test-greeter-app')).toBe('1.0.0');
  });
  test('brings along what a plugin needs', async () => {
    expect(await install('test-needs-app')).toMatchObject({ status: 200, body: { dependencies: ['test-needed-app'] } });
    expect(await said('test-needed-app')).toBe('1.0.0');
  });
  test('answers Grafana’s clients', async () => {
    expect((await post('/api/plugins/test-needs-app/uninstall')).status).toBe(200);
    expect(await said('test-needs-app')).toBe(404);
    expect(await post('/api/plugins/test-needs-app/install', { version: '1.0.0' })).toMatchObject({ status: 200, body: {} });
    expect(await said('test-needs-app')).toBe('1.0.0');
    expect((await post('/api/plugins/nobody-has-this-app/uninstall')).status).toBe(404);
    expect((await post('/api/plugins/prometheus/uninstall')).status).toBe(403);
  });
});

describe('Grafana’s catalog requests', () => {
  const asked = async (path: string, headers = {}): Promise<Response> => server.fetch(`/api/gnet${path}`, { headers });
  test('are answered by the catalogs of this server, in their own words', async () => {
    const { items } = (await (await asked('/plugins')).json()) as { items: { slug: string; versionSignedByOrg: string; readme: string }[] };
    const greeter = items.find(({ slug }) => slug === 'test-greeter-app');
    expect(greeter).toMatchObject({ versionSignedByOrg: 'Tests', typeCode: 'app' });
    expect(await (await server.fetch(new URL(greeter?.readme ?? '').pathname)).text()).toBe('# test-greeter-app\n');
    const { items: versions } = (await (await asked('/plugins/test-greeter-app/versions')).json()) as {
      items: { version: string; isCompatible: boolean }[];
    };
    expect(versions.map(({ version, isCompatible }) => [version, isCompatible])).toEqual([
      ['1.2.0', false],
      ['1.1.0', true],
      ['1.0.0', true],
    ]);
    expect(await (await asked('/plugins/versioncheck?slugIn=test-greeter-app,nobody-has-this-app')).json()).toEqual([
      { slug: 'test-greeter-app', version: '1.1.0' },
    ]);
    expect(await (await asked('/plugins/repo/test-greeter-app')).json()).toMatchObject({
      id: 'test-greeter-app',
      versions: [{ version: '1.1.0' }, { version: '1.0.0' }],
    });
    expect((await asked('/plugins/nobody-has-this-app')).status).toBe(404);
  });
  test('give the package, as it was signed', async () => {
    const response = await asked('/plugins/test-greeter-app/versions/1.0.0/download');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { versions } = await get<{ versions: { version: string; sha256: string }[] }>('/api/orrery/catalog/plugins/test-greeter-app');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(versions.find(({ version }) => version === '1.0.0')?.sha256);
  });
  test('about anything else are refused, and asked of nobody', async () => {
    for (const path of ['/dashboards/1860', '/orgs', '/pluginsx', '/plugins/../dashboards']) {
      const response = await asked(path);
      expect([path, response.status]).toEqual([path, 404]);
    }
    expect((await fetch(`${server.url}/api/gnet/plugins`)).status).toBe(401);
  });
});

describe('consent', () => {
  test('is asked for what reaches far, and may be less than what is asked', async () => {
    const refused = await install('test-far-app');
    expect(refused).toMatchObject({ status: 409, body: { code: 'plugin/consent-needed' } });
    expect(refused.body.consent).toMatchObject({
      level: 'community',
      signedBy: { orgName: 'Tests', keyName: 'Publisher' },
      needsDecision: true,
    });
    expect((refused.body.consent as { asks: object[] }).asks).toContainEqual(
      expect.objectContaining({ key: 'fetch https://api.example', far: true, isNew: true, words: ['ask https://api.example'] }),
    );
    expect(await said('test-far-app')).toBe(404);
    expect(await post('/api/orrery/plugins/test-far-app/approve', { grant: ['cache'] })).toMatchObject({ status: 200 });
    const { asks } = await get<{ asks: { key: string; granted: boolean }[] }>('/api/orrery/plugins/test-far-app/grants');
    expect(asks.map(({ key, granted }) => [key, granted]).sort()).toEqual([
      ['cache', true],
      ['fetch https://api.example', false],
    ]);
  });
  test('keeps an update waiting that asks for more, while the version before goes on', async () => {
    expect((await install('test-asking-app', { version: '1.0.0' })).status).toBe(200);
    expect(await said('test-asking-app')).toBe('object undefined');
    const waiting = await install('test-asking-app');
    expect(waiting).toMatchObject({
      status: 409,
      body: { code: 'plugin/consent-needed', message: expect.stringContaining('Version 1.0.0 goes on') },
    });
    expect(await said('test-asking-app')).toBe('object undefined');
    expect(await get('/api/orrery/pending')).toMatchObject({ pending: [{ id: 'test-asking-app', version: '2.0.0' }] });
    expect(await get('/api/orrery/plugins/test-asking-app/installation')).toMatchObject({
      bundled: false,
      origin: 'catalog:test',
      kept: [],
      pending: {
        version: '2.0.0',
        consent: { before: '1.0.0', asks: [{ key: 'fetch https://api.example', isNew: true }, { key: 'cache' }] },
      },
    });
    expect((await post('/api/orrery/plugins/test-asking-app/approve', { grant: 'all' })).status).toBe(200);
    expect(await said('test-asking-app')).toBe('object function');
    expect(await get('/api/orrery/pending')).toEqual({ pending: [] });
    // Back again, and what was granted to the later version goes with it.
    expect(await post('/api/orrery/plugins/test-asking-app/rollback')).toMatchObject({ status: 200, body: { version: '1.0.0' } });
    expect(await said('test-asking-app')).toBe('object undefined');
  });
  test('is given and taken while it runs', async () => {
    expect((await post('/api/orrery/plugins/test-asking-app/grants', { grant: [] })).status).toBe(200);
    expect(await said('test-asking-app')).toBe('undefined undefined');
    expect((await post('/api/orrery/plugins/test-asking-app/grants', { grant: ['cache', 'fetch https://api.example'] })).status).toBe(200);
    // Nothing beyond what this version asks for.
    expect(await said('test-asking-app')).toBe('object undefined');
  });
});

describe('under load', () => {
  test('ten hot updates of a data source and one that fails cost no request', async () => {
    expect((await install('test-source-datasource', { version: '1.0.0' })).status).toBe(200);
    await server.json('/api/datasources', { body: { uid: 'hot', name: 'Hot', type: 'test-source-datasource', access: 'proxy', url: '' } });
    const body = JSON.stringify({
      queries: [{ refId: 'A', datasource: { uid: 'hot', type: 'test-source-datasource' } }],
      from: 'now-5m',
      to: 'now',
    });
    const seen = new Set<string>();
    const failures: string[] = [];
    const open = new Set<Promise<void>>();
    let asked = 0;
    const ask = async (): Promise<void> => {
      asked++;
      const response = await server.fetch('/api/ds/query', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      const text = await response.text();
      const version = /"name":"(1\.0\.\d+)"/.exec(text)?.[1];
      if (!response.ok || !version) failures.push(`${response.status} ${text.slice(0, 200)}`);
      else seen.add(version);
    };
    const began = performance.now();
    // 200 a second where the machine keeps up; never more than 200 waiting.
    const clock = setInterval(() => {
      if (open.size >= 200) return;
      const one = ask().finally(() => open.delete(one));
      open.add(one);
    }, 5);
    try {
      await expect.poll(() => seen.has('1.0.0'), soon).toBe(true);
      for (const version of updates) {
        expect(await install('test-source-datasource', { version })).toMatchObject({ status: 200 });
        await expect.poll(() => seen.has(version), soon).toBe(true);
      }
      expect(await install('test-source-datasource', { version: '1.0.99' })).toMatchObject({ status: 422 });
      const before = asked;
      await expect.poll(() => asked - before, soon).toBeGreaterThan(50);
    } finally {
      clearInterval(clock);
      await Promise.all(open);
    }
    expect(failures).toEqual([]);
    expect([...seen].sort()).toEqual(['1.0.0', ...updates].sort());
    const rate = Math.round(asked / ((performance.now() - began) / 1_000));
    console.log(`${asked} requests during 10 updates, ${rate} a second, none failed`);
  }, 120_000);
});

describe('a catalog that lies', () => {
  const catalogFile = (name: string): string => join(publisher.catalog, name);
  const known = async () =>
    get<{ catalogs: { uid: string; problem?: string }[] }>('/api/orrery/catalog').then(
      ({ catalogs }) => catalogs.find(({ uid }) => uid === 'test')?.problem,
    );
  test('gives other bytes than it named, and nothing is installed', async () => {
    const { versions } = await get<{ versions: { version: string; sha256: string }[] }>('/api/orrery/catalog/plugins/test-needed-app');
    const file = catalogFile(`packages/${versions[0]?.sha256}.zip`);
    const bytes = readFileSync(file);
    const changed = Buffer.from(bytes);
    changed[60] = (changed[60] as number) ^ 1;
    writeFileSync(file, changed);
    expect((await post('/api/plugins/test-needed-app/uninstall')).status).toBe(200);
    expect(await install('test-needed-app')).toMatchObject({ status: 502, body: { code: 'install/hash' } });
    writeFileSync(file, bytes);
    expect((await install('test-needed-app')).status).toBe(200);
  });
  test('goes back to an earlier issue, ends, or is signed by somebody else, and is not believed', async () => {
    const index = catalogFile('index.txt');
    const present = readFileSync(index);
    await publisher.orrery(['catalog', 'build', '--to', publisher.catalog, '--key', publisher.keyFile, '--days', '0']);
    await expect.poll(known, soon).toMatch(/ended on/);
    await publisher.orrery(['catalog', 'build', '--to', publisher.catalog, '--key', publisher.keyFile]);
    await expect.poll(known, soon).toBeUndefined();
    const newest = readFileSync(index);
    writeFileSync(index, present);
    await expect.poll(known, soon).toMatch(/was seen before/);
    using stranger = await startPublisher();
    await stranger.publish();
    cpSync(join(stranger.catalog, 'index.txt'), index);
    await expect.poll(known, soon).toMatch(/which the trust store does not know/);
    writeFileSync(index, newest.toString().replace('"name": "Catalog"', '"name": "Other"'));
    await expect.poll(known, soon).toMatch(/does not hold|not believed/);
    writeFileSync(index, newest);
    await expect.poll(known, soon).toBeUndefined();
  }, 120_000);
});

describe('what is taken back', () => {
  test('stops at once, with no catalog to ask, and stays stopped', async () => {
    renameSync(publisher.catalog, `${publisher.catalog}.gone`);
    expect(await said('test-greeter-app')).toBe('1.0.0');
    expect((await post('/api/orrery/revocations', { subject: 'test-greeter-app', versions: ['1.0.0'], reason: 'leaks' })).status).toBe(200);
    expect(await said('test-greeter-app')).toBe(404);
    const plugins = await get<{ plugins: { id: string; state: string; cause: string }[] }>('/api/orrery/plugins');
    expect(plugins.plugins.find(({ id }) => id === 'test-greeter-app')).toMatchObject({
      state: 'refused',
      cause: expect.stringContaining('leaks'),
    });
    await sleep(6_000);
    expect(await said('test-greeter-app')).toBe(404);
    const command = ['plugins', 'revoke', 'test-listed-app', '--homepath', home, '--config', join(home, 'test.ini')];
    expect((await publisher.orrery(command)).code).toBe(0);
    await expect.poll(() => said('test-listed-app'), soon).toBe(404);
    renameSync(`${publisher.catalog}.gone`, publisher.catalog);
    // Found to be no danger after all: it runs again, and whoever only knows its name learns nothing of it.
    expect((await server.fetch('/api/orrery/revocations/plugin/nobody-has-this-app', { method: 'DELETE' })).status).toBe(404);
    expect((await server.fetch('/api/orrery/revocations/plugin/test-greeter-app', { method: 'DELETE' })).status).toBe(200);
    expect(await said('test-greeter-app')).toBe('1.0.0');
    expect((await fetch(`${server.url}/api/orrery/revocations/plugin/test-listed-app`, { method: 'DELETE' })).status).toBe(401);
  }, 60_000);
});
