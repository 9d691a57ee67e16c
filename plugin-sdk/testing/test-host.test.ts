import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { testHost } from './index.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../../plugins/${name}`, import.meta.url));
const request = { range: { from: 1_700_000_000_000, to: 1_700_000_060_000 }, queries: [{ refId: 'A', expr: 'up', intervalMs: 15_000 }] };

describe('a plugin in a test host', () => {
  test('answers from its own isolate', async () => {
    await using host = await testHost(folder('datasources/testdata'));
    const answer = await host.call('datasource', 'grafana-testdata-datasource', 'health');
    expect(answer).toEqual({ ok: true, value: { status: 'OK', message: 'Data source is working' } });
  });

  test('reaches the instance it was configured for, and no other address', async () => {
    const asked: string[] = [];
    const source = createServer((incoming, answer) => {
      asked.push(incoming.url ?? '');
      answer
        .setHeader('content-type', 'application/json')
        .end('{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up"},"values":[[1700000000,"1"]]}]}}');
    });
    await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
    await using host = await testHost(folder('datasources/prometheus'), { instance: { url, settings: { jsonData: {} } } });
    const answer = await host.call('datasource', 'prometheus', 'query', request);
    expect(answer).toMatchObject({ ok: true, value: { answers: { A: { status: 200, frames: [{ length: 1 }] } } } });
    expect(asked).toEqual(['/api/v1/query_range']);
    source.close();

    await using other = await testHost(folder('datasources/prometheus'), {
      instance: { url: 'http://169.254.169.254', settings: { jsonData: {} } },
    });
    const refused = await other.call('datasource', 'prometheus', 'query', request);
    expect(refused).toMatchObject({ ok: true, value: { answers: { A: { error: expect.stringContaining('metadata') } } } });
    expect(other.denials[0]?.code).toBe('fetch/blocked-address');
  });

  test('holds what the test grants, and is refused the rest', async () => {
    await using host = await testHost(folder('datasources/prometheus'), {
      grants: {},
      instance: { url: 'http://127.0.0.1:9', settings: { jsonData: {} } },
    });
    const answer = await host.call('datasource', 'prometheus', 'query', request);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'plugin/threw' } });
  });

  test('is served its capabilities by the test', async () => {
    const rows: unknown[] = [];
    await using host = await testHost(folder('apps/access'), {
      brokers: {
        storage: (method, args) => {
          rows.push([method, (args[0] as { table?: string }).table]);
          return method === 'get'
            ? {
                id: 1,
                version: 1,
                uid: 'u',
                login: 'ann',
                name: 'Ann',
                email: null,
                serverAdmin: true,
                disabled: false,
                orgId: 1,
                created: 0,
                updated: 0,
              }
            : [];
        },
      },
    });
    const answer = await host.call('service', 'directory', 'find', { login: 'ann' });
    expect(answer).toMatchObject({ ok: true, value: { ok: true, value: { login: 'ann', serverAdmin: true } } });
    expect(rows).toEqual([['get', 'user']]);
  });
});
