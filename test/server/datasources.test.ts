/** The data source API on a whole server, as scripts and Terraform use it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type Recorder, startRecorder } from '../support/recorder.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let home: string;
let server: RunningOrrery;
let recorder: Recorder;
let viewer: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-datasources-'));
  mkdirSync(join(home, 'conf/provisioning/datasources'), { recursive: true });
  writeFileSync(
    join(home, 'conf/provisioning/datasources/a.yaml'),
    'apiVersion: 1\ndatasources:\n  - { name: From a file, type: testdata, uid: from-file }\n',
  );
  recorder = await startRecorder();
  server = await startOrrery({ home, patienceMs: 150_000, settings: { security: { secret_key: 'a-key-of-this-test-0123456789' } } });
  viewer = await tokenOf(server, 'reader', 'Viewer');
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await recorder?.[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

interface Datasource {
  readonly id: number;
  readonly uid: string;
  readonly version: number;
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
}
interface Saved {
  readonly message: string;
  readonly id: number;
  readonly name: string;
  readonly datasource: Datasource;
}
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await server.fetch(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return [response.status, text && (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : text] as const;
}
const add = (body: Record<string, unknown>): Promise<Saved> => server.json<Saved>('/api/datasources', { body });

describe('a data source', () => {
  test('is added with everything that was said, and read back alike by uid, number and name', async () => {
    const { id, name, message, datasource } = await add({
      name: 'Whole',
      type: 'prometheus',
      access: 'proxy',
      uid: 'whole',
      url: 'https://metrics.example:9090/prom',
      basicAuth: true,
      basicAuthUser: 'reader',
      withCredentials: true,
      jsonData: { httpMethod: 'GET', nested: { deep: [1] } },
      secureJsonData: { basicAuthPassword: 'secret' },
    });
    expect([message, name]).toEqual(['Datasource added', 'Whole']);
    const expected = {
      id,
      uid: 'whole',
      orgId: 1,
      name: 'Whole',
      type: 'prometheus',
      access: 'proxy',
      url: 'https://metrics.example:9090/prom',
      user: '',
      database: '',
      basicAuth: true,
      basicAuthUser: 'reader',
      withCredentials: true,
      isDefault: false,
      jsonData: { httpMethod: 'GET', nested: { deep: [1] } },
      secureJsonFields: { basicAuthPassword: true },
      version: 1,
      readOnly: false,
    };
    expect(datasource).toMatchObject(expected);
    for (const path of ['uid/whole', String(id), 'name/Whole'])
      expect(await server.json(`/api/datasources/${path}`)).toMatchObject(expected);
    expect(await server.json('/api/datasources/id/Whole')).toEqual({ id });
    const listed = (await server.json<Record<string, unknown>[]>('/api/datasources')).find(({ uid }) => uid === 'whole');
    expect(listed).toMatchObject({ typeName: 'Prometheus', typeLogoUrl: '/public/plugins/prometheus/img/logo.svg' });
    for (const absent of ['basicAuthUser', 'withCredentials', 'secureJsonFields', 'version']) expect(listed).not.toHaveProperty(absent);
  });

  test.each([
    ['no name', { type: 'prometheus' }, 400, 'bad request data: name is required'],
    ['no type', { name: 'x' }, 400, 'bad request data: type is required'],
    ['an address that is none', { name: 'x', type: 'prometheus', url: 'http://[' }, 400, 'Validation error, invalid URL: "http://["'],
    ['signs in its uid', { name: 'x', type: 'prometheus', uid: 'a b' }, 400, 'uid contains illegal characters'],
    ['a uid that is too long', { name: 'x', type: 'prometheus', uid: 'a'.repeat(41) }, 400, 'uid too long, max 40 characters'],
    ['an unknown type', { name: 'x', type: 'no-such' }, 400, 'No active plugin provides the type "no-such".'],
    ['settings that are no object', { name: 'x', type: 'prometheus', jsonData: [] }, 400, 'bad request data: jsonData is no object'],
    [
      'secrets in secrets',
      { name: 'x', type: 'prometheus', secureJsonData: { a: {} } },
      400,
      'bad request data: secureJsonData.a is no text',
    ],
    ['a name that is taken', { name: 'From a file', type: 'prometheus' }, 409, 'data source with the same name already exists'],
    ['a uid that is taken', { name: 'x', type: 'prometheus', uid: 'from-file' }, 409, 'data source with the same uid already exists'],
  ])('with %s is refused in words', async (_what, body, status, message) => {
    const [code, answer] = await ask('POST', '/api/datasources', body);
    expect([code, (answer as { message: string }).message]).toEqual([status, expect.stringContaining(message)]);
  });

  test('keeps secrets that are left out, and removes those that are sent empty', async () => {
    const { datasource } = await add({ name: 'Secrets', type: 'prometheus', secureJsonData: { one: 'a', two: 'b' } });
    const path = `/api/datasources/uid/${datasource.uid}`;
    const kept = await server.json<Saved>(path, {
      method: 'PUT',
      body: { name: 'Secrets', type: 'prometheus', secureJsonData: { two: 'c' } },
    });
    expect(kept.datasource.secureJsonFields).toEqual({ one: true, two: true });
    const [, cleared] = await ask('PUT', path, { name: 'Secrets', type: 'prometheus', secureJsonData: { one: '' } });
    expect((cleared as Saved).datasource.secureJsonFields).toEqual({ two: true });
  });

  test('saved by two at once is told to the second, by uid and by number', async () => {
    const { id, datasource } = await add({ name: 'Contested', type: 'prometheus' });
    const body = { name: 'Contested', type: 'prometheus', version: datasource.version };
    expect((await ask('PUT', `/api/datasources/uid/${datasource.uid}`, body))[0]).toBe(200);
    for (const path of [`uid/${datasource.uid}`, String(id)])
      expect(await ask('PUT', `/api/datasources/${path}`, body)).toEqual([
        409,
        { message: 'Datasource has already been updated by someone else. Please reload and try again' },
      ]);
    // Whoever names no version says that it does not matter.
    expect((await ask('PUT', `/api/datasources/uid/${datasource.uid}`, { name: 'Contested', type: 'prometheus' }))[0]).toBe(200);
  });

  test('marked as default takes the mark from the one that had it', async () => {
    const first = await add({ name: 'First default', type: 'prometheus', isDefault: true });
    const second = await add({ name: 'Second default', type: 'prometheus', isDefault: true });
    const marks = await Promise.all(
      [first, second].map(
        async ({ datasource }) => (await server.json<{ isDefault: boolean }>(`/api/datasources/uid/${datasource.uid}`)).isDefault,
      ),
    );
    expect(marks).toEqual([false, true]);
    await ask('DELETE', `/api/datasources/uid/${second.datasource.uid}`);
  });

  test('that a file keeps is neither changed nor deleted', async () => {
    const { id } = await server.json<Datasource>('/api/datasources/uid/from-file');
    for (const path of ['uid/from-file', String(id)])
      expect(await ask('PUT', `/api/datasources/${path}`, { name: 'Mine', type: 'testdata' })).toEqual([
        403,
        { message: 'Cannot update read-only data source' },
      ]);
    for (const path of ['uid/from-file', String(id), 'name/From%20a%20file'])
      expect(await ask('DELETE', `/api/datasources/${path}`)).toEqual([403, { message: 'Cannot delete read-only data source' }]);
  });

  test('is deleted by uid, number and name', async () => {
    const made = await Promise.all([1, 2, 3].map((n) => add({ name: `Gone ${n}`, type: 'prometheus' })));
    const [byUid, byId, byName] = made as [Saved, Saved, Saved];
    expect(await ask('DELETE', `/api/datasources/uid/${byUid.datasource.uid}`)).toEqual([
      200,
      { message: 'Data source deleted', id: byUid.id },
    ]);
    expect(await ask('DELETE', `/api/datasources/${byId.id}`)).toEqual([200, { message: 'Data source deleted' }]);
    expect(await ask('DELETE', '/api/datasources/name/Gone%203')).toEqual([200, { message: 'Data source deleted', id: byName.id }]);
    for (const path of [`uid/${byUid.datasource.uid}`, String(byId.id), 'name/Gone%203', 'id/Gone%203'])
      expect(await ask('GET', `/api/datasources/${path}`)).toEqual([404, { message: 'Data source not found' }]);
    expect(await ask('GET', '/api/datasources/12x')).toEqual([400, { message: 'id is invalid' }]);
  });

  test('says what the caller may do with it, when asked', async () => {
    const { accessControl } = await server.json<{ accessControl: Record<string, boolean> }>(
      '/api/datasources/uid/from-file?accesscontrol=true',
    );
    expect(accessControl).toMatchObject({ 'datasources:read': true, 'datasources:write': true, 'datasources:delete': true });
  });
});

describe('the health of a data source', () => {
  test('is 200 when it answers and 400 when it does not, on every method and by number', async () => {
    const { id } = await server.json<Datasource>('/api/datasources/uid/from-file');
    for (const path of ['uid/from-file', String(id)])
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
        expect(await ask(method, `/api/datasources/${path}/health`)).toMatchObject([200, { status: 'OK' }]);
    const { datasource } = await add({ name: 'Nobody there', type: 'prometheus', url: 'http://127.0.0.1:9' });
    expect(await ask('GET', `/api/datasources/uid/${datasource.uid}/health`)).toMatchObject([400, { status: 'ERROR' }]);
    expect(await ask('GET', '/api/datasources/uid/none/health')).toEqual([404, { message: 'Data source not found' }]);
  });

  interface Ladder {
    readonly status: string;
    readonly message: string;
    readonly rungs: readonly { readonly step: string; readonly state: string; readonly facts: Readonly<Record<string, string>> }[];
  }
  const climbed = async (body: Record<string, unknown>): Promise<Ladder> => {
    const { datasource } = await add(body);
    return server.json<Ladder>(`/api/orrery/datasources/${datasource.uid}/test`, { body: {} });
  };
  const steps = ({ rungs }: Ladder): string[] => rungs.map(({ step, state }) => `${step} ${state}`);

  test('is a ladder whose first broken rung is the answer', async () => {
    expect(steps(await climbed({ name: 'No such name', type: 'prometheus', url: 'http://no-such-name.invalid:9090' }))).toEqual([
      'name failed',
      'allowed skipped',
      'connect skipped',
      'query skipped',
    ]);
    const metadata = await climbed({ name: 'Cloud', type: 'prometheus', url: 'http://169.254.169.254' });
    expect(steps(metadata)).toEqual(['name ok', 'allowed failed', 'connect skipped', 'query skipped']);
    expect(metadata.message).toContain('link-local or metadata');
    expect(steps(await climbed({ name: 'Shut', type: 'prometheus', url: 'http://127.0.0.1:9' }))).toEqual([
      'name ok',
      'allowed ok',
      'connect failed',
      'query skipped',
    ]);
    const plain = await climbed({ name: 'Not TLS', type: 'prometheus', url: recorder.url.replace('http:', 'https:') });
    expect(steps(plain)).toEqual(['name ok', 'allowed ok', 'connect ok', 'tls failed', 'query skipped']);
  });
  test('tells a refused sign-in from a question that failed', async () => {
    recorder.answer(() => ({ status: 401, body: 'who are you' }));
    expect(steps(await climbed({ name: 'Refused', type: 'prometheus', url: recorder.url }))).toEqual([
      'name ok',
      'allowed ok',
      'connect ok',
      'signIn failed',
      'query skipped',
    ]);
    recorder.answer(() => ({ body: '{"status":"success","data":{"resultType":"scalar","result":[4,"2"]}}' }));
    expect(steps(await climbed({ name: 'Well', type: 'prometheus', url: recorder.url, basicAuth: true, basicAuthUser: 'a' }))).toEqual([
      'name ok',
      'allowed ok',
      'connect ok',
      'signIn ok',
      'query ok',
    ]);
  });
  test('of one without an address is its plugin alone', async () => {
    expect(steps(await server.json<Ladder>('/api/orrery/datasources/from-file/test', { body: {} }))).toEqual(['query ok']);
  });
});

describe('a correlation', () => {
  test('is kept with its source and goes with it', async () => {
    const { datasource: source } = await add({ name: 'Logs', type: 'prometheus' });
    const { datasource: target } = await add({ name: 'Traces', type: 'prometheus' });
    const path = `/api/datasources/uid/${source.uid}/correlations`;
    const input = { targetUID: target.uid, label: 'trace', type: 'query', config: { field: 'traceID', target: { expr: 'up' } } };
    const [status, created] = await ask('POST', path, input);
    expect([status, created]).toMatchObject([
      200,
      {
        message: 'Correlation created',
        result: { sourceUID: source.uid, targetUID: target.uid, label: 'trace', orgId: 1, provisioned: false, type: 'query' },
      },
    ]);
    const { uid } = (created as { result: { uid: string } }).result;
    expect(await server.json(path)).toMatchObject([{ uid }]);
    expect(await server.json(`${path}/${uid}`)).toMatchObject({ uid, config: { field: 'traceID' } });
    expect(await server.json(`/api/datasources/correlations?sourceUID[]=${source.uid}`)).toMatchObject({
      correlations: [{ uid }],
      page: 1,
      limit: 100,
      totalCount: 1,
    });
    expect(await ask('PATCH', `${path}/${uid}`, {})).toEqual([
      400,
      { message: 'At least one of label, description or config is required' },
    ]);
    expect(await ask('PATCH', `${path}/${uid}`, { description: 'why' })).toMatchObject([
      200,
      { message: 'Correlation updated', result: { description: 'why', label: 'trace' } },
    ]);
    await ask('DELETE', `/api/datasources/uid/${target.uid}`);
    expect(await server.json(path)).toEqual([]);
  });
  test('is refused where something is missing or kept by a file', async () => {
    const { datasource } = await add({ name: 'Alone', type: 'prometheus' });
    const path = `/api/datasources/uid/${datasource.uid}/correlations`;
    const config = { field: 'a', target: {} };
    expect(await ask('POST', path, { targetUID: 'nobody', config })).toEqual([404, { message: 'Data source not found' }]);
    expect(await ask('POST', path, { type: 'query', config })).toMatchObject([400, { message: expect.stringContaining('targetUID') }]);
    expect(await ask('POST', '/api/datasources/uid/from-file/correlations', { targetUID: datasource.uid, config })).toEqual([
      403,
      { message: 'Data source is read only' },
    ]);
    expect(await ask('GET', `${path}/nothing`)).toEqual([404, { message: 'Correlation not found' }]);
    expect(await ask('DELETE', `${path}/nothing`)).toEqual([404, { message: 'Correlation not found' }]);
  });
});

describe('a viewer', () => {
  const asViewer = async (method: string, path: string, body?: unknown): Promise<number> =>
    (
      await fetch(server.url + path, {
        method,
        headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    ).status;

  test('queries data sources and their numbers, and sees and changes nothing of their settings', async () => {
    const { id } = await server.json<Datasource>('/api/datasources/uid/from-file');
    for (const path of ['uid/from-file/health', `${id}/health`, 'id/From%20a%20file'])
      expect([path, await asViewer('GET', `/api/datasources/${path}`)]).toEqual([path, 200]);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', '/uid/from-file'],
      ['GET', `/${id}`],
      ['GET', '/name/From%20a%20file'],
      ['PUT', '/uid/from-file'],
      ['PUT', `/${id}`],
      ['DELETE', '/uid/from-file'],
      ['DELETE', `/${id}`],
      ['DELETE', '/name/From%20a%20file'],
      ['GET', '/correlations'],
      ['POST', '/uid/from-file/correlations'],
    ] as const)
      expect([method, path, await asViewer(method, `/api/datasources${path}`, method === 'GET' ? undefined : {})]).toEqual([
        method,
        path,
        403,
      ]);
    expect(await asViewer('POST', '/api/orrery/local-servers', {})).toBe(403);
    expect(await asViewer('POST', '/api/admin/provisioning/datasources/reload', {})).toBe(403);
  });
});

describe('the settings that front ends read', () => {
  test('hold the sources the caller may query, by name, and no address behind them', async () => {
    const { datasource } = await add({
      name: 'Shown',
      type: 'prometheus',
      url: 'http://10.1.2.3:9090',
      secureJsonData: { a: 'canary-55aa' },
    });
    const response = await fetch(`${server.url}/api/frontend/settings`, { headers: { authorization: `Bearer ${viewer}` } });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      namespace: 'default',
      buildInfo: { version: '12.4.0' },
      datasources: {
        Shown: { uid: datasource.uid, type: 'prometheus', url: `/api/datasources/proxy/uid/${datasource.uid}`, meta: { id: 'prometheus' } },
      },
      panels: { timeseries: { id: 'timeseries' } },
    });
    expect(text).not.toMatch(/10\.1\.2\.3|canary-55aa/);
  });
  test('of the server itself are masked, and for its administrator', async () => {
    const settings = await server.json<Record<string, Record<string, string>>>('/api/admin/settings');
    expect(settings.security?.secret_key).toBe('*********');
    expect(settings.DEFAULT).toHaveProperty('app_mode');
    expect((await fetch(`${server.url}/api/admin/settings`, { headers: { authorization: `Bearer ${viewer}` } })).status).toBe(403);
  });
});
