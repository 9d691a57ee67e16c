/** The backend in the isolate that a server would run it in, with the same limits and refusals. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';

const range = { from: 1_700_000_000_000, to: 1_700_000_060_000 };
const name = 'acme-sample-datasource';

describe('the datasource', () => {
  test('answers with a wave: a point an interval, times in epoch milliseconds', async () => {
    await using host = await testHost(import.meta.dirname);
    const { A } = await host.query(name, { range, queries: [{ refId: 'A', shape: 'square', periodSeconds: 60, intervalMs: 1000 }] });
    expect(A?.frames[0]).toMatchObject({ length: 61, fields: [{ type: 'time' }, { name: 'square', type: 'number' }] });
    expect(A?.frames[0]?.fields[0]?.values[0]).toBe(range.from);
  });

  test('asks the server it was configured for', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end('{"times":[1700000000000],"values":[7]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await using _closing = { [Symbol.asyncDispose]: async () => void server.close() };
    await using host = await testHost(import.meta.dirname, {
      instance: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    });
    const { A } = await host.query(name, { range, queries: [{ refId: 'A', shape: 'saw' }] });
    expect(A?.frames[0]?.fields[1]?.values[0]).toBe(7);
    expect(asked).toEqual([`/series?name=saw&from=${range.from}&to=${range.to}`]);
  });

  test('says what failed, for the one query that failed', async () => {
    await using host = await testHost(import.meta.dirname, { instance: { url: 'http://127.0.0.1:1' } });
    const { A } = await host.query(name, { range, queries: [{ refId: 'A' }] });
    expect(A).toMatchObject({ status: 502, errorSource: 'downstream', error: expect.any(String) });
  });

  test('is healthy', async () => {
    await using host = await testHost(import.meta.dirname);
    expect(await host.call('datasource', name, 'health')).toMatchObject({ ok: true, value: { status: 'OK' } });
  });
});
