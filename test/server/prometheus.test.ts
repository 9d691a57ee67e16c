/** A real Prometheus behind a whole server: what it says when it is asked directly is what clients are given. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

interface Frame {
  readonly schema: {
    readonly meta?: Record<string, unknown>;
    readonly fields: readonly { readonly name: string; readonly labels?: Record<string, string> }[];
  };
  readonly data: { readonly values: readonly (readonly (number | string | null)[])[] };
}
type Results = {
  readonly results: Record<
    string,
    { readonly status: number; readonly error?: string; readonly errorSource?: string; readonly frames: readonly Frame[] }
  >;
};

let source: RunningPrometheus;
let server: RunningOrrery;
const end = Math.floor(Date.now() / 60_000) * 60 - 3 * 3600;
const start = end - 3600;

beforeAll(async () => {
  const lines = ['# TYPE shop_requests counter', '# HELP shop_requests Requests served.'];
  for (const [index, code] of ['200', '500'].entries())
    for (let at = start; at <= end; at += 15)
      lines.push(`shop_requests_total{code="${code}",env="a b"} ${(at - start) * (2 - index)} ${at}`);
  source = await startPrometheus({ history: `${lines.join('\n')}\n# EOF\n` });
  server = await startOrrery();
  for (const [uid, jsonData] of [
    ['prom', { timeInterval: '15s' }],
    ['get', { httpMethod: 'GET' }],
  ] as const)
    await server.json('/api/datasources', { body: { uid, name: uid, type: 'prometheus', access: 'proxy', url: source.url, jsonData } });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await source?.[Symbol.asyncDispose]();
});

async function ask(query: Record<string, unknown>, uid = 'prom'): Promise<Results['results'][string]> {
  const response = await server.fetch('/api/ds/query', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      from: String(start * 1000),
      to: String(end * 1000),
      queries: [{ refId: 'A', datasource: { uid }, intervalMs: 60_000, maxDataPoints: 1_000, ...query }],
    }),
  });
  return ((await response.json()) as Results).results.A as Results['results'][string];
}
async function direct(
  path: string,
  params: Record<string, string>,
): Promise<{ result: { metric: Record<string, string>; values: [number, string][] }[] }> {
  const response = await fetch(`${source.url}/api/v1/${path}?${new URLSearchParams(params)}`);
  return ((await response.json()) as { data: never }).data;
}

describe('a range', () => {
  test.each(['prom', 'get'])('has the numbers that Prometheus has (%s)', async (uid) => {
    const { frames, status } = await ask(
      { expr: 'sum by (code) (rate(shop_requests_total[$__rate_interval]))', legendFormat: '{{code}}' },
      uid,
    );
    const { result } = await direct('query_range', {
      query: 'sum by (code) (rate(shop_requests_total[1m15s]))',
      ...{ start: String(start), end: String(end), step: '60' },
    });
    expect(status).toBe(200);
    expect(frames.length).toBe(2);
    for (const { metric, values } of result) {
      const frame = frames.find(({ schema }) => schema.fields[1]?.labels?.code === metric.code);
      expect(frame?.data.values).toEqual([values.map(([at]) => at * 1000), values.map(([, text]) => Number(text))]);
    }
  });
  test('fails with the words of Prometheus', async () => {
    expect(await ask({ expr: 'sum(' })).toMatchObject({
      status: 400,
      errorSource: 'downstream',
      error: expect.stringMatching(/^bad_data: .*1:5: parse error/),
    });
    const many = 'shop_requests_total * on() shop_requests_total';
    expect(await ask({ expr: many })).toMatchObject({ status: 422, error: expect.stringMatching(/^execution: found duplicate series/) });
  });
});

test('an instant table has a row a series', async () => {
  const { frames } = await ask({ expr: 'shop_requests_total', instant: true, format: 'table' });
  expect(frames[0]?.schema.fields.map(({ name }) => name)).toEqual(['Time', '__name__', 'code', 'env', 'Value']);
  expect(frames[0]?.data.values[4]).toEqual([7_200, 3_600]);
});

test('variables are read, with filters', async () => {
  const values = async (query: string, more = {}) => (await ask({ queryType: 'variable', query, ...more })).frames[0]?.data.values[0];
  expect(await values('label_values(shop_requests_total, code)')).toEqual(['200', '500']);
  expect(
    await values('label_values(shop_requests_total, code)', { adhocFilters: [{ key: 'code', operator: '!=', value: '500' }] }),
  ).toEqual(['200']);
  expect(await values('metrics(^shop_)')).toEqual(['shop_requests_total']);
  expect(await values('label_names({__name__="shop_requests_total"})')).toEqual(['__name__', 'code', 'env']);
});

describe('the API of Prometheus', () => {
  const params = new URLSearchParams({ start: String(start), end: String(end), 'match[]': 'shop_requests_total' });
  test.each([
    ['resources', 'label/env/values'],
    ['proxy', 'series'],
  ])('is reached below %s', async (_name, path) => {
    const url = _name === 'proxy' ? '/api/datasources/proxy/uid/prom' : '/api/datasources/uid/prom/resources';
    expect(await server.json(`${url}/api/v1/${path}?${params}`)).toMatchObject({
      status: 'success',
      data: path === 'series' ? [{ env: 'a b' }, {}] : ['a b'],
    });
  });
  test('takes forms with repeated keys', async () => {
    const response = await server.fetch('/api/datasources/uid/prom/resources/api/v1/series', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams([
        ['match[]', 'shop_requests_total{code="200"}'],
        ['match[]', 'shop_requests_total{code="500"}'],
        ['start', String(start)],
        ['end', String(end)],
      ]),
    });
    expect(await response.json()).toMatchObject({ data: [{ code: '200' }, { code: '500' }] });
  });
  test('is healthy', async () => {
    expect(await server.json('/api/datasources/uid/prom/health')).toMatchObject({
      status: 'OK',
      message: 'Successfully queried the Prometheus API.',
    });
  });
});

test('a reader who leaves ends the request to the source', async () => {
  let [opened, closed] = [0, 0];
  const silent = createServer((request) => {
    opened += 1;
    request.socket.on('close', () => (closed += 1));
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await server.json('/api/datasources', { body: { uid: 'silent', name: 'silent', type: 'prometheus', access: 'proxy', url } });
  const leaving = new AbortController();
  const gone = server
    .fetch('/api/ds/query', {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'now-1h', to: 'now', queries: [{ refId: 'A', datasource: { uid: 'silent' }, expr: 'up' }] }),
    })
    .catch(() => undefined);
  await expect.poll(() => opened).toBe(1);
  leaving.abort();
  await gone;
  await expect.poll(() => closed).toBe(1);
  silent.closeAllConnections();
  silent.close();
});
