/** The plugin in its isolate, asking a server that a test plays. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { QueryAnswer } from '@orrery/plugin-sdk';
import { type TestHost, testHost } from '@orrery/plugin-sdk/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly url: URLSearchParams;
}
type Reply = (asked: Asked, response: ServerResponse) => void;

const folder = fileURLToPath(new URL('.', import.meta.url));
const range = { from: 1_700_000_001_000, to: 1_700_003_601_000 };
/** One played server and one host for all tests of the same settings: starting a host takes a second. */
const hosts = new Map<string, Promise<TestHost>>();
let asked: Asked[] = [];
let reply: Reply = () => {};
let url = '';
const source = createServer(async (incoming: IncomingMessage, response) => {
  let body = '';
  for await (const piece of incoming) body += piece;
  const { pathname: path, search, searchParams } = new URL(incoming.url ?? '', 'http://x');
  const one = { method: incoming.method ?? '', path, url: searchParams, params: new URLSearchParams(`${search.slice(1)}&${body}`) };
  asked.push(one);
  response.setHeader('content-type', 'application/json');
  reply(one, response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const host of hosts.values()) await (await host)[Symbol.asyncDispose]();
  source.closeAllConnections();
  source.close();
});

async function started(replying: Reply, jsonData: Record<string, unknown> = {}): Promise<{ host: TestHost; asked: Asked[] }> {
  asked = [];
  reply = replying;
  const key = JSON.stringify(jsonData);
  const host = hosts.get(key) ?? testHost(folder, { instance: { url, settings: { jsonData } } });
  hosts.set(key, host);
  return { host: await host, asked };
}
const matrix =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"]]}]}}';
const vector = matrix.replace('matrix', 'vector').replace('"values":[[1700000000,"1"]]', '"value":[1700000000,"1"]');
const ok: Reply = ({ path }, response) => response.end(path.endsWith('query_range') ? matrix : vector);
const list = (...names: unknown[]): string => JSON.stringify({ status: 'success', data: names });

async function ask(host: TestHost, query: Record<string, unknown>): Promise<QueryAnswer> {
  const answer = await host.call('datasource', 'prometheus', 'query', { range, queries: [{ refId: 'A', ...query }] });
  if (!answer.ok) throw new Error(answer.failure.message);
  return (answer.value as { answers: Record<string, QueryAnswer> }).answers.A as QueryAnswer;
}
const texts = (answer: QueryAnswer): unknown => answer.frames[0]?.fields[0]?.values;

describe('a query', () => {
  test('is posted with macros, filters and aligned ends, and custom parameters in the address', async () => {
    const { host, asked } = await started(ok, { customQueryParameters: 'tenant=a&x=1', queryTimeout: '30s', timeInterval: '15s' });
    const answer = await ask(host, {
      expr: 'rate(up[$__rate_interval])',
      intervalMs: 15_000,
      maxDataPoints: 1_000,
      adhocFilters: [{ key: 'env', operator: '=', value: 'x' }],
    });
    expect(answer).toMatchObject({ status: 200, frames: [{ refId: 'A', length: 1 }] });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/v1/query_range' });
    expect(Object.fromEntries(asked[0]?.params ?? [])).toEqual({
      ...{ query: 'rate(up{env="x"}[1m0s])', start: '1699999995', end: '1700003595', step: '15', timeout: '30s', tenant: 'a', x: '1' },
    });
    expect([...(asked[0]?.url.keys() ?? [])]).toEqual(['tenant', 'x']);
  });
  test('may be both range and instant; without either it is a range', async () => {
    const { host, asked } = await started(ok);
    const both = await ask(host, { expr: 'up', range: true, instant: true });
    expect(both.frames.map(({ meta }) => meta?.custom?.resultType)).toEqual(['vector', 'matrix']);
    expect(asked.find(({ path }) => path === '/api/v1/query')?.params.get('time')).toBe('1700003601');
    expect((await ask(host, { expr: 'up' })).frames[0]?.meta?.custom?.resultType).toBe('matrix');
  });
  test('goes by GET when the settings say so, or when the server takes no POST, which is remembered', async () => {
    const got = await started(ok, { httpMethod: 'GET' });
    await ask(got.host, { expr: 'up' });
    expect(got.asked.map(({ method }) => method)).toEqual(['GET']);
    const refusing = await started(
      (asked, response) => (asked.method === 'POST' ? response.writeHead(405).end('no') : ok(asked, response)),
      { prometheusType: 'Thanos' },
    );
    expect((await ask(refusing.host, { expr: 'up' })).error).toBeUndefined();
    await ask(refusing.host, { expr: 'up' });
    expect(refusing.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });
  test.each([
    [
      'what Prometheus says',
      400,
      '{"status":"error","errorType":"bad_data","error":"1:4: parse error"}',
      'bad_data: 1:4: parse error',
      400,
    ],
    ['a timeout of the server', 503, '{"status":"error","errorType":"timeout","error":"query timed out"}', 'timeout: query timed out', 503],
    ['an answer that is no JSON', 404, '404 page not found\n', '404 404 page not found', 404],
    ['a page of a proxy', 200, '<html>sign in</html>', 'no Prometheus answer', 502],
  ])('fails with %s', async (_name, status, body, error, expected) => {
    const { host } = await started((_asked, response) => response.writeHead(status).end(body));
    expect(await ask(host, { expr: 'up(' })).toMatchObject({
      error: expect.stringContaining(error),
      status: expected,
      errorSource: 'downstream',
    });
  });
  test('that cannot reach the server is a 502 of the source', async () => {
    await using host = await testHost(folder, { instance: { url: 'http://127.0.0.1:1', settings: { jsonData: {} } } });
    expect(await ask(host, { expr: 'up' })).toMatchObject({ status: 502, errorSource: 'downstream' });
  });
  test('joins both messages when both ways fail, and keeps what one of them gave', async () => {
    const { host } = await started((asked, response) =>
      asked.path.endsWith('range')
        ? response.writeHead(422).end('{"status":"error","errorType":"execution","error":"b"}')
        : ok(asked, response),
    );
    const answer = await ask(host, { expr: 'up', range: true, instant: true });
    expect(answer).toMatchObject({ error: 'execution: b', status: 422, frames: [{ length: 1 }] });
  });
  test('asks for exemplars beside the numbers, and does not fail for them', async () => {
    const { host, asked } = await started((one, response) =>
      one.path.endsWith('exemplars') ? response.writeHead(500).end('x') : ok(one, response),
    );
    expect(await ask(host, { expr: 'up', exemplar: true })).toMatchObject({ status: 200, frames: [{}] });
    expect(asked.map(({ path }) => path).sort()).toEqual(['/api/v1/query_exemplars', '/api/v1/query_range']);
    expect(host.logs.some(({ message }) => message.includes('Exemplars'))).toBe(true);
  });
  test('is told what is missing', async () => {
    const { host } = await started(ok);
    expect(await ask(host, { expr: ' ' })).toMatchObject({ status: 400, errorSource: 'plugin', error: expect.stringContaining('empty') });
    expect(await ask(host, { expr: 'up', interval: 'often' })).toMatchObject({ status: 400, error: expect.stringContaining('often') });
  });
});

describe('a variable', () => {
  const reply: Reply = ({ path, params }, response) => {
    if (path === '/api/v1/query') return void response.end(vector);
    if (path === '/api/v1/series') return void response.end(list({ __name__: 'up', job: 'a' }));
    response.end(list(...(path.includes('__name__') ? ['node_a', 'go_b'] : [`${path} ${params.get('match[]') ?? ''}`.trim()])));
  };
  test.each([
    ['label_values(job)', ['/api/v1/label/job/values']],
    ['label_values(up{a="b,c"}, job)', ['/api/v1/label/job/values up{a="b,c"}']],
    ['label_values({}, job)', ['/api/v1/label/job/values']],
    ['label_values(up, "k8s.pod")', ['/api/v1/label/U__k8s_2e_pod/values up']],
    ['label_names()', ['/api/v1/labels']],
    ['label_names(node)', ['/api/v1/labels {__name__=~".*node.*"}']],
    ['metrics(node_.*)', ['node_a']],
    ['query_result(up > 0)', ['up{job="a"} 1 1700000000000']],
    ['up{job="a"}', ['up{job="a"}']],
  ])('%s is %j', async (query, expected) => {
    const { host } = await started(reply);
    expect(texts(await ask(host, { queryType: 'variable', query }))).toEqual(expected);
  });
  test('may be stored as the form of its editor', async () => {
    const { host } = await started(reply);
    const stored = { qryType: 1, label: 'job', metric: 'up', labelFilters: [{ label: 'a', op: '=~', value: 'x' }] };
    expect(texts(await ask(host, { queryType: 'variable', ...stored }))).toEqual(['/api/v1/label/job/values up{a=~"x"}']);
    expect(texts(await ask(host, { queryType: 'variable', query: { query: 'label_names()', qryType: 0, refId: 'x' } }))).toEqual([
      '/api/v1/labels',
    ]);
  });
  test('is told what is wrong with it', async () => {
    const { host } = await started(reply);
    expect(await ask(host, { queryType: 'variable', query: 'metrics(()' })).toMatchObject({
      status: 400,
      error: expect.stringContaining('regular expression'),
    });
    expect(await ask(host, { queryType: 'variable', query: '' })).toMatchObject({ status: 400, error: expect.stringContaining('empty') });
  });
});

describe('an annotation', () => {
  const values = [
    [0, '1'],
    [60, '2'],
    [120, '0'],
    [180, 'NaN'],
    [240, '5'],
  ];
  const reply: Reply = (_asked, response) =>
    void response.end(
      JSON.stringify({
        status: 'success',
        data: { resultType: 'matrix', result: [{ metric: { alertname: 'Hot', env: 'x', job: 'j' }, values }] },
      }),
    );
  const columns = (answer: QueryAnswer) =>
    Object.fromEntries(answer.frames[0]?.fields.map(({ name, values: column }) => [name, [...(column as unknown[])]]) ?? []);

  test('is an event as long as the query is above zero, with title, text and tags of its labels', async () => {
    const { host, asked } = await started(reply);
    const answer = await ask(host, {
      queryType: 'annotation',
      expr: 'ALERTS',
      titleFormat: '{{alertname}}!',
      textFormat: 'on {{env}}',
      tagKeys: 'env, job',
      maxDataPoints: 1_000,
      intervalMs: 15_000,
    });
    expect(columns(answer)).toEqual({
      ...{ time: [0, 240_000], timeEnd: [60_000, 240_000], isRegion: [1, 0] },
      ...{
        title: ['Hot!', 'Hot!'],
        text: ['on x', 'on x'],
        tags: [
          ['x', 'j'],
          ['x', 'j'],
        ],
      },
    });
    expect(asked[0]?.params.get('step')).toBe('60');
  });
  test('may have its time as the value', async () => {
    const { host } = await started(reply);
    expect(columns(await ask(host, { fromAnnotations: true, expr: 'x', useValueForTime: true })).time).toEqual([1, 2, 5]);
  });
});

describe('a resource', () => {
  const echo: Reply = (asked, response) =>
    void response.end(JSON.stringify({ method: asked.method, path: asked.path, params: [...asked.params] }));
  const call = async (host: TestHost, request: { method?: string; path: string; query?: string; body?: string; headers?: object }) => {
    const { body, ...rest } = request;
    const answer = await host.call('datasource', 'prometheus', 'resource', {
      ...{ method: 'GET', query: '', headers: {}, ...rest },
      ...(body && { body: new TextEncoder().encode(body) }),
    });
    if (!answer.ok) throw new Error(answer.failure.message);
    const { status, headers, body: bytes } = answer.value as { status: number; headers?: Record<string, string>; body: unknown };
    return { status, headers, body: bytes instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(bytes)) : bytes };
  };
  test('is passed on with repeated keys, by the method it came with', async () => {
    const { host } = await started(echo);
    expect((await call(host, { path: 'api/v1/labels', query: 'match[]=a&match[]=b' })).body).toMatchObject({
      method: 'GET',
      params: [
        ['match[]', 'a'],
        ['match[]', 'b'],
      ],
    });
    expect((await call(host, { method: 'POST', path: 'api/v1/series', body: '{"match[]":["a","b"],"start":1}' })).body).toMatchObject({
      ...{
        method: 'POST',
        params: [
          ['match[]', 'a'],
          ['match[]', 'b'],
          ['start', '1'],
        ],
      },
    });
  });
  test('is kept by the browser as long as the editor wants', async () => {
    const { host } = await started(echo);
    const answer = await call(host, { path: 'api/v1/labels', headers: { 'x-grafana-cache': 'private, max-age=600' } });
    expect(answer.headers?.['cache-control']).toBe('private, max-age=600');
  });
  test.each(['api/v1/admin/tsdb/delete_series', 'api/v1/../admin', '-/reload', 'api/v1/label/x/values/../../y'])(
    '%s is not among them',
    async (path) => {
      const { host, asked } = await started(echo);
      expect((await call(host, { method: 'POST', path })).status).toBe(404);
      expect(asked).toEqual([]);
    },
  );
  test('suggestions are labels, or values, of the series that queries ask for', async () => {
    const { host } = await started(echo, { seriesLimit: 50 });
    const body = JSON.stringify({
      labelName: 'job',
      queries: ['rate(up{a="1"}[5m]) / x'],
      adhocFilters: [{ key: 'env', operator: '=', value: 'y' }],
    });
    expect((await call(host, { method: 'POST', path: 'suggestions', body })).body).toEqual({
      ...{
        method: 'GET',
        path: '/api/v1/label/job/values',
        params: [
          ['limit', '50'],
          ['match[]', 'up{a="1",env="y"}'],
          ['match[]', 'x{env="y"}'],
        ],
      },
    });
  });
});

describe('the health check', () => {
  test('says what it found', async () => {
    const { host } = await started(({ path }, response) =>
      response.end(path.endsWith('buildinfo') ? '{"status":"success","data":{"version":"2.42.0"}}' : vector),
    );
    expect(await host.call('datasource', 'prometheus', 'health')).toEqual({
      ok: true,
      value: {
        status: 'OK',
        message: 'Successfully queried the Prometheus API.',
        details: { application: 'Prometheus', features: { rulerApiEnabled: false }, version: '2.42.0' },
      },
    });
  });
  test('says what is wrong', async () => {
    const { host } = await started((_asked, response) => response.writeHead(404).end('not here'));
    expect(await host.call('datasource', 'prometheus', 'health')).toMatchObject({
      value: { status: 'ERROR', message: '404 not here - There was an error returned querying the Prometheus API.' },
    });
  });
});
