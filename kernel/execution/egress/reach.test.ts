import { createServer, type AddressInfo, type Server } from 'node:net';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reach } from './reach.ts';

let server: Server;
let port: number;
let heard = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('data', () => {
      heard++;
      socket.destroy();
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const grant = (url: string, trusted: readonly string[]): EgressGrant => ({
  ...{ origins: [], trusted, metadata: false, timeoutMs: 1_000, maxResponseBytes: 1_000 },
  instance: { url, headers: { Authorization: 'Bearer secret' } },
});
const local = async (): Promise<readonly string[]> => ['127.0.0.1'];
const steps = async (grant: EgressGrant, resolve = local): Promise<string[]> =>
  (await reach(grant, resolve)).map(({ step, state }) => `${step} ${state}`);

describe('reaching for a source', () => {
  test('ends where nobody vouched for the address', async () => {
    expect(await steps(grant(`http://source.example:${port}`, []))).toEqual(['name ok', 'allowed failed']);
  });
  test('ends where a name has no address', async () => {
    const nobody = async (): Promise<readonly string[]> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await reach(grant('http://source.example', []), nobody)).toMatchObject([
      { step: 'name', state: 'failed', facts: { code: 'ENOTFOUND' } },
    ]);
  });
  test('connects and says nothing', async () => {
    expect(await steps(grant(`http://source.example:${port}`, [`source.example:${port}`]))).toEqual([
      'name ok',
      'allowed ok',
      'connect ok',
    ]);
    expect(heard).toBe(0);
  });
  test('names what is no TLS', async () => {
    expect(await steps(grant(`https://source.example:${port}`, [`source.example:${port}`]))).toEqual([
      'name ok',
      'allowed ok',
      'connect ok',
      'tls failed',
    ]);
  });
});
