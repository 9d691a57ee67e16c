/** A whole server, as its clients meet it: Grafana's API where it is implemented, and our own words where it is not. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let home: string;
let server: RunningOrrery;
let viewer: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-api-'));
  mkdirSync(join(home, 'conf/provisioning/datasources'), { recursive: true });
  mkdirSync(join(home, 'conf/provisioning/dashboards'), { recursive: true });
  mkdirSync(join(home, 'boards/Team A'), { recursive: true });
  writeFileSync(
    join(home, 'conf/provisioning/datasources/a.yaml'),
    'apiVersion: 1\ndatasources:\n  - { name: Made up, type: testdata, uid: made-up, isDefault: true, url: $NO_URL, jsonData: { note: "costs $$5", retries: $RETRIES } }\n  - { name: Nobody, type: no-such-plugin }\n',
  );
  writeFileSync(join(home, 'conf/provisioning/datasources/b.yaml'), 'datasources: [ {name: broken\n');
  writeFileSync(
    join(home, 'conf/provisioning/dashboards/a.yaml'),
    'apiVersion: 1\nproviders:\n  - { name: files, options: { path: boards, foldersFromFilesStructure: true } }\n',
  );
  writeFileSync(join(home, 'boards/Team A/one.json'), JSON.stringify({ uid: 'from-file', title: 'From a file', tags: ['t1'], panels: [] }));
  writeFileSync(join(home, 'boards/broken.json'), '{"title": ');
  server = await startOrrery({ home, env: { RETRIES: '3' } });
  const account = await server.json<{ id: number }>('/api/serviceaccounts', { body: { name: 'reader', role: 'Viewer' } });
  viewer = (await server.json<{ key: string }>(`/api/serviceaccounts/${account.id}/tokens`, { body: { name: 'one' } })).key;
});
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

const asViewer = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.url + path, {
    ...init,
    headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
  });
const bare = (path: string, init: RequestInit = {}): Promise<Response> => fetch(server.url + path, { redirect: 'manual', ...init });

describe('the server', () => {
  test('says how it is', async () => {
    expect(await (await bare('/api/health')).json()).toMatchObject({ database: 'ok', version: '12.4.0' });
    expect(await (await bare('/healthz')).text()).toBe('Ok');
  });
  test('counts each plugin in its metrics', async () => {
    const text = await (await bare('/metrics')).text();
    expect(text).toMatch(/orrery_plugin_calls_total\{[^}]*plugin="orrery-password-auth"/);
    expect(text).toContain('grafana_build_info');
    expect(text).toMatch(/orrery_host_rss_bytes/);
  });
  test('lists its plugins with their signatures', async () => {
    const list = await server.json<{ id: string; signature: string; type: string }[]>('/api/plugins?type=datasource');
    expect(list.find(({ id }) => id === 'prometheus')).toMatchObject({ signature: 'internal', type: 'datasource' });
    expect(list.every(({ type }) => type === 'datasource')).toBe(true);
  });
  test('answers unknown paths in JSON, and 401 before 404', async () => {
    expect(await (await bare('/api/nothing')).json()).toEqual({ message: 'Unauthorized' });
    const known = await server.fetch('/api/nothing');
    expect([known.status, await known.json()]).toEqual([404, { message: 'Not found' }]);
    expect((await bare('/')).headers.get('location')).toBe('/login');
  });
  test('sends who is not signed in to sign in, and from there to the page that was asked for', async () => {
    expect((await bare('/d/x?from=now-6h&to=now')).headers.get('location')).toBe('/login?redirectTo=%2Fd%2Fx%3Ffrom%3Dnow-6h%26to%3Dnow');
    expect((await bare('//evil.example/d/x')).headers.get('location') ?? '').not.toMatch(/^\/\/|^https?:/);
  });
  test('writes no path down whose key lets its reader in', async () => {
    await bare('/api/user/invite/s3cr3t-code', { headers: { referer: `${server.url}/invite/s3cr3t-code` } });
    await bare('/api/nothing/at-all');
    const log = (): string => readFileSync(join(server.home, 'data/log/orrery.log'), 'utf8');
    await expect.poll(log).toContain('/api/nothing/at-all');
    expect(log()).toContain('path=/api/user/invite/:code');
    expect(log()).toContain('/invite/:code');
    expect(log()).not.toContain('s3cr3t-code');
  });
  test('sends its page under a policy that runs nothing else', async () => {
    const page = await server.fetch('/');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-(eval|inline)/);
    expect(page.headers.get('integrity-policy')).toContain('script');
    expect(await page.text()).toMatch(/"integrity":\{"\/m\/[0-9a-f]{64}\//);
  });
});

describe('a query', () => {
  const query = {
    from: '1700000000000',
    to: '1700000300000',
    queries: [
      { refId: 'A', scenarioId: 'predictable_csv_wave', csvWave: [{ timeStep: 60, valuesCSV: '1,2,3' }] },
      { refId: 'B', scenarioId: 'no_data_points' },
    ],
  };
  test("is answered in Grafana's JSON", async () => {
    const { results } = await server.json<{
      results: Record<string, { status: number; frames: { schema: { fields: { type: string }[] }; data: { values: number[][] } }[] }>;
    }>('/api/ds/query', { body: query });
    expect(Object.keys(results)).toEqual(['A', 'B']);
    expect(results.A?.frames[0]?.schema.fields.map(({ type }) => type)).toEqual(['time', 'number']);
    expect(results.A?.frames[0]?.data.values[0]).toEqual([1700000040000, 1700000100000, 1700000160000, 1700000220000, 1700000280000]);
    expect(results.B).toEqual({ status: 200, frames: [] });
  });
  test('is answered in Arrow when asked for, and read by another implementation', async () => {
    const response = await server.fetch('/api/ds/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/vnd.apache.arrow.stream' },
      body: JSON.stringify(query),
    });
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const size = new DataView(bytes.buffer).getUint32(0);
    const table = tableFromIPC(bytes.slice(4, 4 + size));
    expect(table.schema.metadata.get('refId')).toBe('A');
    expect(table.getChildAt(1)?.toArray()).toHaveLength(5);
    expect(4 + size).toBe(bytes.length);
  });
  test('that fails in part says which part, with 400', async () => {
    const response = await server.fetch('/api/ds/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...query, queries: [query.queries[0], { refId: 'X', scenarioId: 'nonsense' }] }),
    });
    const { results } = (await response.json()) as { results: Record<string, { status: number; error?: string }> };
    expect(response.status).toBe(400);
    expect(results.A?.status).toBe(200);
    expect(results.X).toMatchObject({ status: 400, error: expect.stringContaining('There is no scenario "nonsense"') });
  });
  test.each([
    ['without queries', { queries: [] }, 400, 'No queries found'],
    ['of an unknown source', { queries: [{ refId: 'A', datasource: { uid: 'nobody' } }] }, 404, 'Data source not found'],
    ['of an impossible time', { from: 'yesterday-ish', queries: [{ refId: 'A' }] }, 400, 'is no time'],
  ])('%s is refused in words', async (_name, body, status, message) => {
    const response = await server.fetch('/api/ds/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('dashboards', () => {
  test('from files are there, in folders of their files, and may not be saved over', async () => {
    const { dashboard, meta } = await server.json<{ dashboard: { title: string }; meta: Record<string, unknown> }>(
      '/api/dashboards/uid/from-file',
    );
    expect(dashboard.title).toBe('From a file');
    expect(meta).toMatchObject({ folderTitle: 'Team A', provisioned: true, provisionedExternalId: 'Team A/one.json' });
    const save = await server.fetch('/api/dashboards/db', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dashboard: { ...dashboard, title: 'Mine' }, overwrite: true }),
    });
    expect(await save.json()).toMatchObject({ message: 'Cannot save provisioned dashboard' });
    expect(server.said()).toMatch(/failed to load dashboard from broken\.json/);
  });
  test('are saved, found, versioned, and refuse the second of two who save at once', async () => {
    const saved = await server.json<{ uid: string; version: number; url: string }>('/api/dashboards/db', {
      body: { dashboard: { title: 'Ours', tags: ['x'], panels: [] } },
    });
    expect(saved).toMatchObject({ status: 'success', version: 1, url: `/d/${saved.uid}/ours` });
    await server.json('/api/dashboards/db', {
      body: { dashboard: { uid: saved.uid, title: 'Ours, changed', version: 1 }, message: 'why' },
    });
    const late = await server.fetch('/api/dashboards/db', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dashboard: { uid: saved.uid, title: 'Late', version: 1 } }),
    });
    expect([late.status, await late.json()]).toEqual([
      412,
      { status: 'version-mismatch', message: 'The dashboard has been changed by someone else' },
    ]);
    const { versions } = await server.json<{ versions: { version: number; message: string }[] }>(
      `/api/dashboards/uid/${saved.uid}/versions`,
    );
    expect(versions.map(({ version, message }) => [version, message])).toEqual([
      [2, 'why'],
      [1, ''],
    ]);
    const hits = await server.json<{ uid: string }[]>('/api/search?query=ours&type=dash-db');
    expect(hits.map(({ uid }) => uid)).toEqual([saved.uid]);
  });
  test('are read again as they are after each save, though the kernel keeps them in memory', async () => {
    await server.json('/api/dashboards/db', { body: { dashboard: { uid: 'kept', title: 'One' } } });
    const first = await server.fetch('/api/dashboards/uid/kept');
    const second = await server.fetch('/api/dashboards/uid/kept', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    const etag = (await server.fetch('/api/dashboards/uid/kept')).headers.get('etag') ?? '';
    expect((await server.fetch('/api/dashboards/uid/kept', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect([200, 304]).toContain(second.status);
    await server.json('/api/dashboards/db', { body: { dashboard: { uid: 'kept', title: 'Two' }, overwrite: true } });
    expect((await server.json<{ dashboard: { title: string } }>('/api/dashboards/uid/kept')).dashboard.title).toBe('Two');
    await server.json('/api/dashboards/uid/kept', { method: 'DELETE' });
    expect((await server.fetch('/api/dashboards/uid/kept')).status).toBe(404);
  });
});

describe('data sources', () => {
  test("from files are expanded, read-only and without their neighbours' mistakes", async () => {
    expect(await server.json('/api/datasources/uid/made-up')).toMatchObject({
      name: 'Made up',
      readOnly: true,
      isDefault: true,
      url: '',
      jsonData: { note: 'costs $5', retries: 3 },
    });
    expect(server.said()).toMatch(/b\.yaml/);
    expect(server.said()).toMatch(/no active plugin provides the type \\?"no-such-plugin/);
    const change = await server.fetch('/api/datasources/uid/made-up', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"x"}',
    });
    expect([change.status, await change.json()]).toEqual([403, { message: 'Cannot update read-only data source' }]);
  });
  test('keep secrets that nobody reads back', async () => {
    const { datasource } = await server.json<{ datasource: { uid: string; secureJsonFields: object } }>('/api/datasources', {
      body: { name: 'Secretive', type: 'prometheus', url: 'http://127.0.0.1:9', secureJsonData: { httpHeaderValue1: 'canary-7f3a' } },
    });
    expect(datasource.secureJsonFields).toEqual({ httpHeaderValue1: true });
    for (const path of [
      '/api/datasources',
      `/api/datasources/uid/${datasource.uid}`,
      '/api/orrery/datasources',
      '/api/orrery/plugins',
      '/metrics',
    ])
      expect(await (await server.fetch(path)).text()).not.toContain('canary-7f3a');
    expect(server.said()).not.toContain('canary-7f3a');
    const twice = await server.fetch('/api/datasources', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Secretive', type: 'prometheus' }),
    });
    expect([twice.status, await twice.json()]).toEqual([409, { message: 'data source with the same name already exists' }]);
  });
  test('do not reach where no administrator pointed', async () => {
    const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
      body: { name: 'Metadata', type: 'prometheus', url: 'http://169.254.169.254/latest' },
    });
    const health = await server.fetch(`/api/datasources/uid/${datasource.uid}/health`);
    expect(health.status).toBe(400);
    expect(((await health.json()) as { message: string }).message).toMatch(/link-local or metadata/);
  });
});

describe('who may do what', () => {
  test('a viewer reads and queries, and changes nothing', async () => {
    expect((await asViewer('/api/dashboards/uid/from-file')).status).toBe(200);
    expect(
      (
        await asViewer('/api/ds/query', {
          method: 'POST',
          body: JSON.stringify({ queries: [{ refId: 'A', scenarioId: 'no_data_points' }] }),
        })
      ).status,
    ).toBe(200);
    for (const [path, method] of [
      ['/api/dashboards/db', 'POST'],
      ['/api/datasources', 'POST'],
      ['/api/datasources', 'GET'],
      ['/api/serviceaccounts', 'POST'],
      ['/api/orrery/plugins', 'GET'],
      ['/api/orrery/plugins/prometheus/disable', 'POST'],
      ['/api/dashboards/uid/from-file', 'DELETE'],
    ] as const) {
      const response = await asViewer(path, { method, ...(method === 'POST' && { body: '{}' }) });
      expect([path, method, response.status]).toEqual([path, method, 403]);
    }
  });
  test('a wrong password and an unknown name are told alike', async () => {
    const answers = await Promise.all(
      ['admin', 'nobody'].map(async (user) =>
        (
          await bare('/login', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ user, password: 'wrong' }),
          })
        ).json(),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
  test('another organisation sees nothing of this one', async () => {
    const { orgId } = await server.json<{ orgId: number }>('/api/orgs', { body: { name: 'Elsewhere' } });
    const there = { 'x-grafana-org-id': String(orgId) };
    expect(await server.json('/api/search', { headers: there })).toEqual([]);
    expect((await server.fetch('/api/dashboards/uid/from-file', { headers: there })).status).toBe(404);
    expect(await server.json('/api/datasources', { headers: there })).toEqual([]);
    const query = await server.fetch('/api/ds/query', {
      method: 'POST',
      headers: { ...there, 'content-type': 'application/json' },
      body: JSON.stringify({ queries: [{ refId: 'A', datasource: { uid: 'made-up' } }] }),
    });
    expect(query.status).toBe(404);
    await server.json('/api/dashboards/db', { headers: there, body: { dashboard: { uid: 'from-file', title: 'Same uid, other place' } } });
    expect((await server.json<{ dashboard: { title: string } }>('/api/dashboards/uid/from-file')).dashboard.title).toBe('From a file');
  });
  test('a cookie from another page is not enough', async () => {
    const send = (origin: string): Promise<Response> =>
      fetch(`${server.url}/api/dashboards/db`, {
        method: 'POST',
        headers: { cookie: server.cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ dashboard: { title: 'By somebody else' } }),
      });
    expect((await send('https://evil.example')).status).toBe(403);
    expect((await send('null')).status).toBe(403);
    expect((await send(server.url)).status).toBe(200);
  });
  test('many at once each get their own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) =>
        n % 2 ? (await server.fetch('/api/user')).json() : (await asViewer('/api/orrery/boot')).json(),
      ),
    );
    for (const [n, answer] of answers.entries()) {
      const body = answer as { login?: string; principal?: { login: string } };
      expect(n % 2 ? body.login : body.principal?.login).toBe(n % 2 ? 'admin' : 'sa-1-reader');
    }
  });
});

describe('addresses', () => {
  const canary = 'CANARY-OUTSIDE';
  test('that could be read twice are refused, and nothing outside of a package is ever served', async () => {
    writeFileSync(join(home, 'canary.txt'), canary);
    const hash = /\/m\/([0-9a-f]{64})\//.exec(await (await server.fetch('/')).text())?.[1] ?? '';
    const steps = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%2f', '..%5c', '%c0%ae%c0%ae', '..;', '....', '.%00.', '%2e%2e%2f'];
    const roots = [`/m/${hash}`, '/public/plugins/prometheus', '/m', '/public', '/api/plugins'];
    const tails = ['canary.txt', 'etc/passwd', 'package.json', 'MANIFEST.txt', 'backend.js'];
    let tried = 0;
    for (const base of roots) {
      for (const step of steps) {
        for (const tail of tails) {
          for (const depth of [1, 4]) {
            tried++;
            const response = await raw(`${base}/${`${step}/`.repeat(depth)}${tail}`);
            expect([400, 401, 403, 404, 302]).toContain(response.status);
            expect(response.body).not.toMatch(/CANARY|root:x|"name": "orrery"|PGP SIGNED/);
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(500);
    for (const file of ['backend.js', 'MANIFEST.txt']) expect((await raw(`/public/plugins/prometheus/${file}`)).status).toBe(404);
    expect((await raw(`/m/${hash}/module.js?x=1`)).status).toBe(404);
    expect((await raw(`/m/${hash}/module.js`)).status).toBe(200);
  });
  test('mean the same to the rule and to the handler', async () => {
    for (const path of [
      '//api/datasources',
      '/api//datasources',
      '/api/./datasources',
      '/api/x/../datasources',
      '/api%2fdatasources',
      '/api/datasources%2f..%2fsearch',
      '/api\\datasources',
    ]) {
      const response = await raw(path, { authorization: `Bearer ${viewer}` });
      expect([path, [400, 404].includes(response.status)]).toEqual([path, true]);
    }
    const overridden = await asViewer('/api/dashboards/uid/from-file', { headers: { 'x-http-method-override': 'DELETE' } });
    expect(overridden.status).toBe(200);
  });
  test('that the sign-in page is sent to stay on this server', async () => {
    const { safeRedirect } = await import('@orrery/kernel/http/respond');
    for (const bad of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/%2f%2fevil',
      '/..//x',
      '/a/../../b',
      'javascript:alert(1)',
      '/\tx',
      '',
    ])
      expect([bad, safeRedirect(bad)]).toEqual([bad, undefined]);
    expect(safeRedirect('/d/abc?x=1')).toBe('/d/abc?x=1');
  });
});

describe('bodies', () => {
  test.each([
    ['no JSON', '{"dashboard": ', 400],
    ['too deep', `${'['.repeat(300)}${']'.repeat(300)}`, 400],
    ['too large', JSON.stringify({ dashboard: { title: 'x', filler: 'y'.repeat(9 << 20) } }), 413],
  ])('that are %s are refused by name', async (_name, body, status) => {
    const response = await server.fetch('/api/dashboards/db', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(response.status).toBe(status);
  });
  test('cannot pollute a prototype', async () => {
    await server.fetch('/api/dashboards/db', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"dashboard":{"title":"p","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    });
    expect(await server.json<{ polluted?: number }>('/api/user')).not.toHaveProperty('polluted');
  });
});

describe('plugins', () => {
  test('are switched off, on and restarted without a restart of the server', async () => {
    await server.json('/api/orrery/plugins/grafana-testdata-datasource/disable', { body: {} });
    const off = await server.fetch('/api/ds/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queries: [{ refId: 'A' }] }),
    });
    const { results } = (await off.json()) as { results: Record<string, { error: string }> };
    expect(results.A?.error).toContain('No active plugin provides');
    await server.json('/api/orrery/plugins/grafana-testdata-datasource/enable', { body: {} });
    await server.json('/api/orrery/plugins/grafana-testdata-datasource/restart', { body: {} });
    await server.json('/api/ds/query', { body: { queries: [{ refId: 'A', scenarioId: 'no_data_points' }] } });
    expect(
      (
        await server.fetch('/api/orrery/plugins/orrery-shell/disable', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        })
      ).status,
    ).toBe(409);
  });
});

describe('a restart', () => {
  test('loses nothing that was acknowledged, and nobody is signed out', async () => {
    const uids: string[] = [];
    for (let n = 0; n < 10; n++)
      uids.push((await server.json<{ uid: string }>('/api/dashboards/db', { body: { dashboard: { title: `Acknowledged ${n}` } } })).uid);
    process.kill(server.pid, 'SIGKILL');
    await server.stop().catch(() => {});
    const cookie = server.cookie;
    server = await startOrrery({ home, env: { RETRIES: '3' } });
    for (const uid of uids) expect((await fetch(`${server.url}/api/dashboards/uid/${uid}`, { headers: { cookie } })).status).toBe(200);
  });
});

/** A request as it is written, past the clean-up of `fetch`. */
async function raw(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers: { cookie: server.cookie, ...headers } }, (response) => {
      let body = '';
      response.on('data', (piece) => (body += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}
