/**
 * Requests passed on to a data source: which, in which spelling, with which headers, to which addresses. Threats T08, T09, T16, T19 and T21.
 * The source here writes down what reached it.
 */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type Recorder, startRecorder } from '../support/recorder.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let recorder: Recorder;
let viewer: string;
let uid: string;
let id: number;
const canary = 'canary-9d1c47';

beforeAll(async () => {
  recorder = await startRecorder();
  server = await startOrrery({ patienceMs: 150_000, settings: { security: { secret_key: 'a-key-of-this-test-0123456789' } } });
  viewer = await tokenOf(server, 'reader', 'Viewer');
  const made = await server.json<{ id: number; datasource: { uid: string } }>('/api/datasources', {
    body: {
      name: 'Recorder',
      type: 'prometheus',
      url: `${recorder.url}/base`,
      basicAuth: true,
      basicAuthUser: 'orrery',
      jsonData: { httpHeaderName1: 'X-Scope-OrgID' },
      secureJsonData: { basicAuthPassword: canary, httpHeaderValue1: `tenant-${canary}` },
    },
  });
  uid = made.datasource.uid;
  id = made.id;
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await recorder?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  recorder.clear();
  recorder.answer(() => ({ body: '{"status":"success","data":[]}' }));
});

/** A request as it is written, past the clean-up of `fetch`. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        host: '127.0.0.1',
        port: server.port,
        method,
        path,
        headers: { authorization: `Bearer ${viewer}`, ...(body && { 'content-length': String(Buffer.byteLength(body)) }), ...headers },
      },
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
const proxied = (path: string): string => `/api/datasources/proxy/uid/${uid}/${path}`;

describe('a request that the plugin lists', () => {
  test('goes on below the address of the source, by uid and by number, with its query as it was', async () => {
    const query = 'query=up%7Bjob%3D%22a%20b%22%7D&match%5B%5D=a&match%5B%5D=b';
    for (const path of [proxied(`api/v1/query?${query}`), `/api/datasources/proxy/${id}/api/v1/query?${query}`])
      expect((await raw('GET', path)).status).toBe(200);
    const [first, second] = recorder.requests;
    expect(first?.url).toBe(second?.url);
    expect(first?.url.startsWith('/base/api/v1/query?')).toBe(true);
    expect(new URLSearchParams(first?.url.split('?')[1]).getAll('match[]')).toEqual(['a', 'b']);
    expect(new URLSearchParams(first?.url.split('?')[1]).get('query')).toBe('up{job="a b"}');
  });
  test('carries its body as it came', async () => {
    const form = 'match[]=a&match[]=b&start=1';
    await raw('POST', proxied('api/v1/series'), { 'content-type': 'application/x-www-form-urlencoded' }, form);
    expect(recorder.requests[0]).toMatchObject({
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });
  test('gives status, type and body of the source', async () => {
    recorder.answer(() => ({ status: 422, headers: { 'content-type': 'application/json' }, body: '{"status":"error","error":"no"}' }));
    const answer = await raw('GET', proxied('api/v1/query?query=x'));
    expect([answer.status, answer.body]).toEqual([422, '{"status":"error","error":"no"}']);
  });
  test('streams what is long', async () => {
    const long = JSON.stringify({ status: 'success', data: 'x'.repeat(3 << 20) });
    recorder.answer(() => ({ body: long }));
    expect((await raw('GET', proxied('api/v1/query?query=x'))).body).toHaveLength(long.length);
  });
  test("turns the source's 401 into words that sign nobody out", async () => {
    recorder.answer(() => ({ status: 401, headers: { 'www-authenticate': 'Basic' }, body: 'no' }));
    const answer = await raw('GET', proxied('api/v1/query?query=x'));
    expect([answer.status, answer.body, answer.headers['www-authenticate']]).toEqual([
      400,
      'Authentication to data source failed',
      undefined,
    ]);
  });
  test('never gives a page that a browser would run under our name', async () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript']) {
      recorder.answer(() => ({
        headers: { 'content-type': type, 'set-cookie': 'grafana_session=stolen' },
        body: '<script>alert(1)</script>',
      }));
      const { headers } = await raw('GET', proxied('api/v1/query?query=x'));
      expect(headers['content-type']).toMatch(/^text\/plain/);
      expect(headers['content-security-policy']).toContain('sandbox');
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('what the plugin does not list (T09)', () => {
  test.each([
    ['POST', 'api/v1/admin/tsdb/delete_series', 'non allow-listed POSTs not allowed on proxied Prometheus datasource'],
    ['PUT', 'api/v1/query', 'non allow-listed PUTs not allowed on proxied Prometheus datasource'],
    ['DELETE', 'api/v1/series', 'non allow-listed DELETEs not allowed on proxied Prometheus datasource'],
    ['PATCH', 'api/v1/query', 'non allow-listed PATCHs not allowed on proxied Prometheus datasource'],
    ['GET', 'api/v1/admin/tsdb/snapshot', 'The plugin of this data source lists no GET /api/v1/admin/tsdb/snapshot to be proxied.'],
    ['GET', 'api/v1/queryx', 'The plugin of this data source lists no GET /api/v1/queryx to be proxied.'],
    ['POST', '-/quit', 'non allow-listed POSTs not allowed on proxied Prometheus datasource'],
  ])('%s %s stays here', async (method, path, message) => {
    const answer = await raw(method, proxied(path), { 'content-type': 'application/json' }, method === 'GET' ? '' : '{}');
    expect([answer.status, JSON.parse(answer.body).message]).toEqual([403, message]);
    expect(recorder.requests).toEqual([]);
  });

  test('is not reached by any second spelling of a path', async () => {
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
    const listed = ['api/v1/query', 'api/v1/label/x/values', 'api/v1/series'];
    const targets = ['api/v1/admin/tsdb/delete_series', '-/quit', 'etc/passwd'];
    const scale = Number(process.env.ORRERY_ATTACK_SCALE ?? 1);
    let tried = 0;
    for (let round = 0; round < scale; round++) {
      for (const base of listed) {
        for (const step of steps) {
          for (const target of targets) {
            for (const depth of [1, 3]) {
              tried++;
              const answer = await raw('GET', proxied(`${base}/${`${step}/`.repeat(depth)}${target}`));
              expect([400, 403, 404, 200]).toContain(answer.status);
            }
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
    // Whatever did arrive is below a listed path, in the one spelling.
    for (const { url } of recorder.requests) {
      expect(url).toMatch(/^\/base\/api\/v1\/(query|label|series)(\/|\?|$)/);
      expect(decodeURIComponent(url)).not.toMatch(/\/\.\.|\\|\/\/|\0/);
    }
  });

  test('is not reached by an overridden method', async () => {
    const overrides = { 'x-http-method-override': 'DELETE', 'x-http-method': 'PUT', 'x-method-override': 'DELETE' };
    await raw('GET', proxied('api/v1/query?query=x&_method=DELETE'), overrides);
    expect(recorder.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(
      Object.keys(recorder.requests[0]?.headers ?? {}).filter((name) => name.includes('override') || name.includes('http-method')),
    ).toEqual([]);
  });

  test('decides about the source that answers, whoever is named twice', async () => {
    const answer = await raw('GET', `/api/datasources/proxy/uid/none/uid/${uid}/api/v1/query`);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([404, { message: 'Unable to find datasource' }]);
    const byId = await raw('GET', '/api/datasources/proxy/999999/api/v1/query');
    expect([byId.status, JSON.parse(byId.body)]).toEqual([404, { message: 'Unable to find datasource' }]);
    expect(recorder.requests).toEqual([]);
  });
});

describe('the headers of a request that is passed on (T16)', () => {
  const foreign: Record<string, string> = {
    cookie: 'grafana_session=mine; other=1',
    'x-webauth-user': 'admin',
    'x-forwarded-for': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
    'x-real-ip': '10.0.0.1',
    'x-grafana-id': 'token',
    'x-id-token': 'token',
    'x-jwt-assertion': 'token',
    'x-scope-orgid': 'somebody-else',
    'proxy-authorization': 'Basic eDp5',
    via: '1.1 me',
  };
  test('are the source’s own and nothing of the caller’s identity', async () => {
    for (const method of ['GET', 'POST']) {
      await raw(method, proxied('api/v1/query?query=x'), { ...foreign, accept: 'application/json', 'x-dashboard-uid': 'd1' });
    }
    for (const { headers } of recorder.requests) {
      expect(headers.authorization).toBe(`Basic ${btoa(`orrery:${canary}`)}`);
      expect(headers['x-scope-orgid']).toBe(`tenant-${canary}`);
      expect(headers['x-dashboard-uid']).toBe('d1');
      for (const name of Object.keys(foreign).filter((each) => each !== 'x-scope-orgid'))
        expect([name, headers[name]]).toEqual([name, undefined]);
      expect(JSON.stringify(headers)).not.toContain(viewer);
    }
    expect(recorder.requests).toHaveLength(2);
  });
  test('carry another authorization only where the caller says so for this source', async () => {
    await raw('GET', proxied('api/v1/query?query=x'), { 'x-ds-authorization': 'Bearer of-the-caller' });
    expect(recorder.requests[0]?.headers.authorization).toBe('Bearer of-the-caller');
    expect(recorder.requests[0]?.headers['x-ds-authorization']).toBeUndefined();
  });
});

describe('addresses that a source is pointed at (T08, T21)', () => {
  const pointed = async (url: string): Promise<string> => {
    const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
      body: { name: `To ${url} ${Math.random()}`, type: 'prometheus', url },
    });
    return datasource.uid;
  };
  test('of clouds’ metadata are refused in every spelling, before anything is sent', async () => {
    for (const url of [
      'http://169.254.169.254',
      'http://2852039166',
      'http://0xa9fea9fe',
      'http://0251.0376.0251.0376',
      'http://[::ffff:169.254.169.254]',
      'http://[fd00:ec2::254]',
      'http://169.254.169.254.:80',
    ]) {
      const target = await pointed(url);
      const answer = await raw('GET', `/api/datasources/proxy/uid/${target}/api/v1/query?query=x`);
      expect([url, answer.status]).toEqual([url, 403]);
      expect(answer.body).toMatch(/link-local or metadata|may not be reached/);
    }
  });
  test('vouch for themselves alone: a redirect to another port inside is not followed', async () => {
    const inside = createServer((_request, response) => response.end('INSIDE'));
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { port } = inside.address() as AddressInfo;
    recorder.answer(() => ({ status: 302, headers: { location: `http://127.0.0.1:${port}/secret` } }));
    const answer = await raw('GET', proxied('api/v1/query?query=x'));
    expect([answer.status, answer.body.includes('INSIDE')]).toEqual([403, false]);
    inside.close();
  });
  test('that are no HTTP reach nothing', async () => {
    for (const url of ['file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'ftp://127.0.0.1']) {
      const target = await pointed(url);
      const answer = await raw('GET', `/api/datasources/proxy/uid/${target}/api/v1/query?query=x`);
      expect([url, answer.status]).toEqual([url, 403]);
    }
  });
  test('are looked for on this machine only by whoever may add data sources', async () => {
    expect((await raw('POST', '/api/orrery/local-servers', { 'content-type': 'application/json' }, '{}')).status).toBe(403);
    const found = await server.json<{ url: string }[]>('/api/orrery/local-servers', { body: {} });
    for (const { url } of found) expect(url).toMatch(/^http:\/\/localhost:\d+/);
  });
});

describe('secrets (T19)', () => {
  test('of a source are nowhere that anybody can read', async () => {
    recorder.answer(() => ({ status: 500, body: 'broken' }));
    await raw('GET', proxied('api/v1/query?query=x'));
    await server.json('/api/ds/query', { body: { queries: [{ refId: 'A', datasource: { uid }, expr: 'up' }] } }).catch(() => {});
    await server.json(`/api/orrery/datasources/${uid}/test`, { body: {} });
    const doors = [
      '/api/datasources',
      `/api/datasources/uid/${uid}`,
      `/api/datasources/${id}`,
      '/api/datasources/name/Recorder',
      `/api/datasources/uid/${uid}/health`,
      '/api/orrery/datasources',
      '/api/orrery/datasource-types',
      '/api/orrery/datasource-provisioning',
      '/api/orrery/plugins',
      '/api/orrery/boot',
      '/api/frontend/settings',
      '/bootdata',
      '/api/admin/settings',
      '/api/plugins',
      '/api/plugins/prometheus/settings',
      '/metrics',
      '/metrics/plugins/prometheus',
    ];
    for (const door of doors) {
      for (const answer of [await (await server.fetch(door)).text(), (await raw('GET', door)).body])
        expect([door, answer.includes(canary)]).toEqual([door, false]);
    }
    expect(server.said()).not.toContain(canary);
    expect(server.said()).not.toContain(btoa(`orrery:${canary}`));
  });
});

describe('another organisation', () => {
  test('does not reach a source of this one, by uid or by number', async () => {
    const { orgId } = await server.json<{ orgId: number }>('/api/orgs', { body: { name: 'Elsewhere' } });
    for (const path of [
      proxied('api/v1/query'),
      `/api/datasources/proxy/${id}/api/v1/query`,
      `/api/datasources/uid/${uid}/resources/api/v1/query`,
    ]) {
      const answer = await server.fetch(path, { headers: { 'x-grafana-org-id': String(orgId) } });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect(recorder.requests).toEqual([]);
  });
});
