/** The provider in its isolate. People come from the test, the server that knows keys is a real one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testHost, type TestHostOptions } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';

const keys: Readonly<Record<string, string>> = { right: 'ann', strange: 'zoe' };

async function startKeyServer() {
  const server = createServer((request, response) => {
    const login = keys[String(request.headers['x-key'])];
    response.writeHead(login ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ login }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: async () => void server.close() };
}

const options = (url: string): TestHostOptions => ({
  grants: { fetch: [url], settings: ['auth.acme-sample'] },
  reach: [url],
  brokers: {
    settings: () => ({ check_url: url }),
    services: (_method, [, method, argument]) => {
      const { login, userId } = argument as { login?: string; userId?: number };
      if (method === 'find') return login === 'ann' ? { id: 7 } : null;
      return { kind: 'user', id: userId, login: 'ann', orgId: 1, orgRole: 'Viewer', serverAdmin: false };
    },
  },
});
const bring = (key: string) => ({ headers: { 'x-acme-sample-key': key }, query: {}, clientAddress: '127.0.0.1', path: '/' });

describe('a key', () => {
  test.each([
    ['right', { kind: 'principal', principal: { id: 7, login: 'ann' } }],
    ['wrong', { kind: 'refused', message: 'This key is not known.' }],
    ['strange', { kind: 'refused', message: 'The owner of this key has no account here.' }],
  ])('that is %s', async (key, expected) => {
    await using server = await startKeyServer();
    await using host = await testHost(import.meta.dirname, options(server.url));
    const answer = await host.call('authProvider', 'acme-sample', 'authenticate', bring(key));
    expect(answer).toMatchObject({ ok: true, value: expected });
  });

  test('is nobody’s business while no server is named', async () => {
    await using host = await testHost(import.meta.dirname, { brokers: { settings: () => ({}) } });
    expect(await host.call('authProvider', 'acme-sample', 'authenticate', bring('right'))).toMatchObject({ value: { kind: 'pass' } });
  });
});
