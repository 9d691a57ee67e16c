/**
 * `routes` of plugin.json on a whole server: of an app, of a data source, and what nobody may make of them. Threats T09, T16, T19 and T21. The
 * address behind writes down what reached it.
 */
import { request as send } from 'node:http';
import { generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type GrafanaPlugins, startGrafanaPlugins } from '../support/grafana-plugins.ts';
import { type Recorder, startRecorder } from '../support/recorder.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const app = 'orr-routes-app';
const type = 'orr-routes-datasource';
const canary = 'canary-5f20aa';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const bearer = [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.token }}' }];
const url = '{{ .JsonData.apiUrl }}';

let plugins: GrafanaPlugins;
let recorder: Recorder;
let tokens: Recorder;
let server: RunningOrrery;
let viewer: string;
let editor: string;

beforeAll(async () => {
  [recorder, tokens, plugins] = await Promise.all([startRecorder(), startRecorder(), startGrafanaPlugins()]);
  const oauth = {
    url: '{{ .JsonData.tokenUrl }}/token',
    params: { grant_type: 'client_credentials', client_id: '{{ .JsonData.client }}', client_secret: '{{ .SecureJsonData.token }}' },
  };
  const google = {
    scopes: ['read', 'list'],
    params: { token_uri: '{{ .JsonData.tokenUrl }}/jwt', client_email: 'robot@orr.example', private_key: '{{ .SecureJsonData.key }}' },
  };
  await plugins.install(app, {
    type: 'app',
    roles: [{ role: { name: 'Things reader', permissions: [{ action: `${app}.things:read`, scope: '' }] }, grants: ['Editor'] }],
    routes: [
      {
        path: 'api/*',
        method: 'GET,POST',
        url,
        headers: [...bearer, { name: 'X-Region', content: '{{orEmpty .JsonData.region}}eu' }],
        urlParams: [{ name: 'key', content: '{{ .SecureJsonData.token }}' }],
      },
      { path: 'exact', url: `${url}/v1/exact`, headers: bearer },
      {
        path: 'body',
        method: 'POST',
        url,
        body: { query: '{{ .JsonData.query }}', secret: '{{ .SecureJsonData.token }}', list: [1, '{{ .JsonData.query }}'] },
      },
      { path: 'editors/*', url, reqRole: 'Editor' },
      { path: 'things/*', url, reqAction: `${app}.things:read` },
      { path: 'others/*', url, reqRole: 'Nobody' },
      { path: 'oauth/*', url, tokenAuth: oauth },
      { path: 'google/*', url, authType: 'jwt', jwtTokenAuth: google },
      { path: 'unset/*', url: '{{ .JsonData.nowhere }}' },
      { path: 'odd/*', url, headers: [{ name: 'X-Odd', content: '{{ printf "%s" .JsonData.query }}' }] },
      { path: 'named/*', url: 'http://127.0.0.1:9/private' },
      { path: 'stray/*', url: 'https://not-asked-for.example/{{ .JsonData.query }}' },
    ],
  });
  await plugins.install(type, {
    type: 'datasource',
    metrics: true,
    routes: [
      { path: 'v1', method: 'GET', url: `${url}/below`, headers: bearer },
      { path: 'own', headers: [{ name: 'X-Own', content: 'yes' }] },
      { path: 'admin', url, reqRole: 'Admin' },
    ],
  });
  server = await startOrrery({ home: plugins.home, patienceMs: 150_000 });
  [viewer, editor] = [await tokenOf(server, 'reader', 'Viewer'), await tokenOf(server, 'writer', 'Editor')];
  await server.json(`/api/plugins/${app}/settings`, {
    body: {
      enabled: true,
      pinned: true,
      jsonData: { apiUrl: `${recorder.url}/base`, tokenUrl: tokens.url, client: 'orr', query: 'up' },
      secureJsonData: { token: canary, key: pem },
    },
  });
  await server.json('/api/datasources', {
    body: {
      name: 'Routed',
      uid: 'routed',
      type,
      url: `${tokens.url}/own`,
      jsonData: { apiUrl: recorder.url, httpHeaderName1: 'X-Tenant' },
      secureJsonData: { token: canary, httpHeaderValue1: 'tenant' },
    },
  });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await Promise.all([recorder?.[Symbol.asyncDispose](), tokens?.[Symbol.asyncDispose]()]);
  plugins?.[Symbol.dispose]();
});
beforeEach(() => {
  recorder.clear();
  tokens.clear();
  recorder.answer(() => ({ body: '{"from":"behind"}' }));
});

interface Answered {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}
/** A request as it is written, past the clean-up of `fetch`. */
function raw(method: string, path: string, { token = viewer, headers = {}, body = '' } = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body && { 'content-length': String(Buffer.byteLength(body)), 'content-type': 'application/json' };
    const sent = send(
      { host: '127.0.0.1', port: server.port, method, path, headers: { authorization: `Bearer ${token}`, ...length, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (piece) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
const ofApp = (path: string): string => `/api/plugin-proxy/${app}/${path}`;
const ofSource = (path: string): string => `/api/datasources/proxy/uid/routed/${path}`;
const message = ({ body }: Answered): unknown => (JSON.parse(body) as { message: unknown }).message;

describe('before an administrator has granted what a plugin asks', () => {
  test('its routes lead nowhere, and say what is missing', async () => {
    const answer = await raw('GET', ofApp('api/x'));
    expect([answer.status, message(answer)]).toEqual([
      403,
      `${app} was not granted to reach the addresses that its settings name. An administrator grants it on the plugins page.`,
    ]);
    expect((await raw('GET', ofSource('v1/x'))).status).toBe(403);
    expect(recorder.requests).toEqual([]);
  });
  test('what it asks is told in words, and granted like anything else', async () => {
    for (const id of [app, type]) {
      const { asks } = await server.json<{ asks: { key: string; capability: string }[] }>(`/api/orrery/plugins/${id}/grants`);
      expect(asks.map(({ capability }) => capability)).toContain('fetch');
      const grant = asks.map(({ key }) => key).filter((key) => !key.includes('not-asked-for'));
      await server.json(`/api/orrery/plugins/${id}/grants`, { body: { grant } });
    }
    await expect.poll(async () => (await raw('GET', ofApp('api/x'))).status).toBe(200);
  });
});

describe('a route of an app', () => {
  test('passes on what its star stands for, with headers and query made of settings and secrets', async () => {
    const answer = await raw('GET', ofApp('api/v1/things?a=1&a=2'), {
      headers: { cookie: 'grafana_session=x', 'x-id-token': 'mine', accept: 'text/plain', 'x-region': 'mine' },
    });
    expect([answer.status, answer.body]).toEqual([200, '{"from":"behind"}']);
    const [got] = recorder.requests;
    expect(got?.url).toBe(`/base/v1/things?a=1&a=2&key=${canary}`);
    expect(got?.headers).toMatchObject({ authorization: `Bearer ${canary}`, 'x-region': 'eu', accept: 'text/plain' });
    for (const name of ['cookie', 'x-id-token', 'x-grafana-context', 'x-forwarded-for']) expect(got?.headers[name]).toBeUndefined();
  });
  test('without a star is one address', async () => {
    await raw('DELETE', ofApp('exact'));
    expect(recorder.requests.map(({ method, url: to }) => [method, to])).toEqual([['DELETE', '/base/v1/exact']]);
    expect((await raw('GET', ofApp('exact/more'))).status).toBe(404);
  });
  test('carries a body as it came, or the one it declares', async () => {
    await raw('POST', ofApp('api/say'), { body: '{"mine":1}' });
    await raw('POST', ofApp('body'), { body: '{"mine":1}' });
    expect(recorder.requests.map(({ body }) => JSON.parse(body))).toEqual([{ mine: 1 }, { query: 'up', secret: canary, list: [1, 'up'] }]);
  });
  test('is for those with its role, or its action in place of it', async () => {
    for (const path of ['editors/x', 'things/x']) {
      const no = await raw('GET', ofApp(path));
      expect([no.status, message(no)]).toEqual([403, 'plugin proxy route access denied']);
      expect((await raw('GET', ofApp(path), { token: editor })).status).toBe(200);
    }
    expect((await server.fetch(ofApp('others/x'))).status).toBe(403);
    expect(recorder.requests).toHaveLength(2);
  });
  test('asks once for a token, and for a new one when it ends', async () => {
    let count = 0;
    tokens.answer(() => ({ body: JSON.stringify({ access_token: `t${++count}`, expires_in: count === 1 ? '3600' : '1' }) }));
    await Promise.all([raw('GET', ofApp('oauth/a')), raw('GET', ofApp('oauth/b'))]);
    await raw('GET', ofApp('oauth/c'));
    expect(tokens.requests.length).toBeLessThanOrEqual(2);
    expect(Object.fromEntries(new URLSearchParams(tokens.requests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'orr',
      client_secret: canary,
    });
    expect(recorder.requests.map(({ headers }) => headers.authorization)).toEqual(expect.arrayContaining(['Bearer t1']));
    expect(recorder.requests.every(({ headers, url: to, body }) => !JSON.stringify([headers, to, body]).includes(canary))).toBe(true);
  });
  test('signs for a token with a key that goes nowhere', async () => {
    tokens.answer(() => ({ body: '{"access_token":"google-token","expires_in":3600}' }));
    await raw('GET', ofApp('google/x'));
    const form = new URLSearchParams(tokens.requests[0]?.body);
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: 'robot@orr.example',
      scope: 'read list',
      aud: `${tokens.url}/jwt`,
    });
    expect([...form.keys()].sort()).toEqual(['assertion', 'grant_type']);
    expect(recorder.requests[0]?.headers.authorization).toBe('Bearer google-token');
  });
  test('whose token is refused says so, and tells nothing of it', async () => {
    tokens.answer(() => ({ status: 401, body: `no: ${canary}` }));
    await server.json(`/api/plugins/${app}/settings`, {
      body: { enabled: true, jsonData: { apiUrl: `${recorder.url}/base`, tokenUrl: tokens.url, client: 'other', query: 'up' } },
    });
    const answer = await raw('GET', ofApp('oauth/x'));
    expect([answer.status, message(answer)]).toEqual([
      502,
      `127.0.0.1:${tokens.port} gave no token: it answered 401. Check the credentials in the settings.`,
    ]);
    expect(recorder.requests).toEqual([]);
  });
  test('names the setting that is missing, or what it cannot fill', async () => {
    expect(message(await raw('GET', ofApp('unset/x')))).toBe(
      'The address of route "unset/*" needs jsonData.nowhere, which is not set in the settings.',
    );
    expect(message(await raw('GET', ofApp('odd/x')))).toContain('{{ printf "%s" .JsonData.query }}, which no setting can fill');
  });
  test("turns the other side's 401 into words that sign nobody out, and gives nothing that a browser would run", async () => {
    recorder.answer(() => ({ status: 401, headers: { 'www-authenticate': 'Basic' } }));
    expect([(await raw('GET', ofApp('api/x'))).status]).toEqual([400]);
    recorder.answer(() => ({ headers: { 'content-type': 'text/html', 'set-cookie': 'grafana_session=stolen' }, body: '<script>' }));
    const { headers } = await raw('GET', ofApp('api/x'));
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(headers['set-cookie']).toBeUndefined();
  });
});

describe('a route of a data source', () => {
  test('takes the parts it names away, and adds its own to its own address', async () => {
    await raw('GET', ofSource('v1/query?a=1'));
    expect(recorder.requests[0]).toMatchObject({ url: '/below/query?a=1', headers: { authorization: `Bearer ${canary}` } });
    // What stands beside the source's own address is for that address.
    expect(recorder.requests[0]?.headers['x-tenant']).toBeUndefined();
  });
  test('without an address leads to the address of the source, with its credentials', async () => {
    tokens.answer(() => ({ body: '{}' }));
    await raw('GET', ofSource('own/path'));
    expect(tokens.requests[0]).toMatchObject({ url: '/own/path', headers: { 'x-own': 'yes', 'x-tenant': 'tenant' } });
  });
  test('is for those with its role', async () => {
    expect((await raw('GET', ofSource('admin/x'), { token: editor })).status).toBe(403);
    expect((await server.fetch(ofSource('admin/x'))).status).toBe(200);
  });
  test('has nothing beside it', async () => {
    for (const [method, path] of [
      ['POST', 'v1/x'],
      ['GET', 'v1x'],
      ['GET', 'other'],
    ] as const)
      expect([path, (await raw(method, ofSource(path), { body: method === 'POST' ? '{}' : '' })).status]).toEqual([path, 403]);
    expect(recorder.requests).toEqual([]);
  });
});

describe('what no route lists (T09)', () => {
  const steps = [
    '..',
    '%2e%2e',
    '.%2e',
    '%252e%252e',
    '..%2f',
    '%2e%2e%2f',
    '..%5c',
    '%c0%ae%c0%ae',
    '..;',
    '%2f..',
    '//',
    '%2f',
    '\\',
    '%00',
  ];
  test('is not reached by any second spelling of a path', async () => {
    for (const base of [ofApp('api'), ofApp('exact'), ofSource('v1')])
      for (const step of steps)
        for (const depth of [1, 3]) {
          const answer = await raw('GET', `${base}/${`${step}/`.repeat(depth)}secret`);
          expect([400, 403, 404, 200]).toContain(answer.status);
        }
    for (const { url: to } of recorder.requests) {
      expect(to).toMatch(/^\/(base|below)(\/|\?|$)/);
      expect(decodeURIComponent(to)).not.toMatch(/\/\.\.|\\|\/\/|\0/);
    }
  });
  test('answers 404, whatever the method', async () => {
    for (const [method, path] of [
      ['PUT', 'api/x'],
      ['GET', 'apix'],
      ['GET', 'nothing'],
    ] as const) {
      const answer = await raw(method, ofApp(path), { body: method === 'PUT' ? '{}' : '' });
      expect([path, answer.status, message(answer)]).toEqual([path, 404, 'plugin route match not found']);
    }
    expect((await raw('GET', '/api/plugin-proxy/no-such-app/api/x')).status).toBe(404);
  });
  test('is not reached by naming a route that another address asked for', async () => {
    await raw('GET', ofApp('api/x?route=5'), { headers: { route: '5' } });
    expect(recorder.requests[0]?.url).toContain('/base/x?route=5');
  });
});

describe('where a route may lead (T16, T21)', () => {
  test('an address that the manifest names is not one of this machine or of nobody who was asked', async () => {
    expect((await raw('GET', ofApp('named/x'))).status).toBe(403);
    expect((await raw('GET', ofApp('stray/x'))).status).toBe(403);
  });
  test('a redirect takes no secret along to anybody else', async () => {
    recorder.answer(() => ({ status: 307, headers: { location: `${tokens.url}/stolen` } }));
    for (const [method, path] of [
      ['GET', 'api/x'],
      ['POST', 'body'],
    ] as const)
      expect((await raw(method, ofApp(path), { body: method === 'POST' ? '{}' : '' })).status).toBe(403);
    expect(tokens.requests).toEqual([]);
  });
  test('a redirect to another place of the same server takes no secret along either', async () => {
    recorder.answer(({ url: to }) => (to.startsWith('/base') ? { status: 307, headers: { location: '/elsewhere' } } : {}));
    await raw('GET', ofApp('api/x'));
    await raw('POST', ofApp('body'), { body: '{}' });
    const elsewhere = recorder.requests.filter(({ url: to }) => to.startsWith('/elsewhere'));
    expect(elsewhere.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(JSON.stringify(elsewhere)).not.toContain(canary);
  });
  test('metadata addresses stay closed, whoever sets them', async () => {
    await server.json(`/api/plugins/${app}/settings`, { body: { enabled: true, jsonData: { apiUrl: 'http://169.254.169.254/latest' } } });
    const answer = await raw('GET', ofApp('api/x'));
    expect(answer.status).toBe(403);
    await server.json(`/api/plugins/${app}/settings`, { body: { enabled: true, jsonData: { apiUrl: `${recorder.url}/base` } } });
  });
});

describe('secrets of an app (T19)', () => {
  test('go in and never out', async () => {
    for (const path of [`/api/plugins/${app}/settings`, '/api/plugins', '/api/orrery/plugins', '/api/frontend/settings', '/bootdata'])
      expect(await (await server.fetch(path)).text()).not.toContain(canary);
    expect(await server.json(`/api/plugins/${app}/settings`)).toMatchObject({
      enabled: true,
      secureJsonFields: { token: true, key: true },
    });
    expect(server.said()).not.toContain(canary);
  });
  test('are for administrators of the organisation to set', async () => {
    for (const token of [viewer, editor])
      expect((await raw('POST', `/api/plugins/${app}/settings`, { token, body: '{"enabled":false}' })).status).toBe(403);
  });
  test('of an app that is switched off are used by nobody', async () => {
    await server.json(`/api/plugins/${app}/settings`, { body: { enabled: false, pinned: false } });
    const answer = await raw('GET', ofApp('api/x'));
    expect([answer.status, message(answer)]).toEqual([
      404,
      `${app} is not enabled in this organisation. Enable it: POST /api/plugins/${app}/settings`,
    ]);
  });
});
