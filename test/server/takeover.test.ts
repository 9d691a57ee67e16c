/**
 * Installing as an attacker would use it: another's name, a plugin that brings along more than was shown, a version that is exchanged while
 * somebody reads what the one before asks for. All keys here are trusted; none is trusted with what another's plugin keeps.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder, writeArchive } from '@orrery/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Publisher, startPublisher, type Written } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let one: Publisher;
let other: Publisher;
let server: RunningOrrery;
let home: string;
const far = { capabilities: { fetch: ['https://api.example'] } };

beforeAll(async () => {
  one = await startPublisher(['community', 'commercial']);
  other = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  const keys = [one.trust, other.trust].flatMap((text) => (JSON.parse(text) as { keys: object[] }).keys);
  writeFileSync(join(home, 'data/trust.json'), JSON.stringify({ keys: keys.map((key, at) => ({ ...key, name: `Publisher ${at}` })) }));
  await one.publish(
    { id: 'test-wants-app', orrery: far, manifest: { dependencies: { plugins: [{ id: 'test-along-app', type: 'app', name: 'Along' }] } } },
    { id: 'test-along-app', orrery: far },
    { id: 'test-grows-app', version: '1.0.0' },
    { id: 'test-grows-app', version: '2.0.0', orrery: { capabilities: { cache: true } } },
    { id: 'test-grows-app', version: '3.0.0', orrery: far },
  );
  server = await startOrrery({ home, settings: { 'catalog.test': { path: one.catalog, keys: one.fingerprint } } });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  one?.[Symbol.dispose]();
  other?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
  readonly body: any;
}
async function upload(by: Publisher, written: Written, query = ''): Promise<Answered> {
  const bytes = writeArchive(written.id ?? '', await readFolder(await by.write(written)));
  const response = await server.fetch(`/api/orrery/plugin-archives${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: Buffer.from(bytes),
  });
  return { status: response.status, body: await response.json() };
}
async function post(path: string, body: object = {}): Promise<Answered> {
  const response = await server.fetch(`/api/orrery/plugins/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: await response.json() };
}
const said = async (id: string): Promise<unknown> => {
  const response = await server.fetch(`/api/${id}`);
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
};

describe('another’s name', () => {
  test('is taken by another key only where somebody says so, who is told whose it was', async () => {
    expect((await upload(one, { id: 'test-mine-app', level: 'commercial' })).status).toBe(200);
    const taken = await upload(other, { id: 'test-mine-app', version: '2.0.0' });
    expect(taken).toMatchObject({
      status: 409,
      body: {
        code: 'plugin/consent-needed',
        consent: {
          needsDecision: true,
          takenFrom: { level: 'commercial', signedBy: { keyId: one.keyId } },
          signedBy: { keyId: other.keyId },
        },
      },
    });
    expect(await said('test-mine-app')).toBe('1.0.0');
    expect((await post('test-mine-app/approve', { grant: 'all' })).status).toBe(200);
    expect(await said('test-mine-app')).toBe('2.0.0');
  });
  test('is no more theirs who sign at the same level', async () => {
    expect((await upload(one, { id: 'test-equal-app' })).status).toBe(200);
    expect(await upload(other, { id: 'test-equal-app', version: '1.1.0' })).toMatchObject({
      status: 409,
      body: { consent: { takenFrom: { level: 'community', signedBy: { keyId: one.keyId } } } },
    });
    expect((await upload(one, { id: 'test-equal-app', version: '1.2.0' })).status).toBe(200);
    expect(await said('test-equal-app')).toBe('1.2.0');
  });
  test('is taken at a lower level only in the same way, by the same key, too', async () => {
    expect((await upload(one, { id: 'test-level-app', level: 'commercial' })).status).toBe(200);
    expect(await upload(one, { id: 'test-level-app', version: '1.1.0' })).toMatchObject({
      status: 409,
      body: { consent: { takenFrom: { level: 'commercial' } } },
    });
    expect((await upload(one, { id: 'test-level-app', version: '1.2.0', level: 'commercial' })).status).toBe(200);
  });
  test.each(['', '?grant=all'])('is nobody’s to take where the release itself keeps things under it (%s)', async (query) => {
    for (const level of ['community', 'commercial']) {
      const by = level === 'community' ? other : one;
      expect(await upload(by, { id: 'grafana-testdata-datasource', version: '99.0.0', type: 'datasource', level }, query)).toMatchObject({
        status: 403,
        body: { code: 'install/core' },
      });
    }
    const { plugins } = await server.json<{ plugins: { id: string; level: string; state: string }[] }>('/api/orrery/plugins');
    expect(plugins.find(({ id }) => id === 'grafana-testdata-datasource')).toMatchObject({ level: 'core', state: 'active' });
  });
});

describe('a yes to one plugin', () => {
  test('is none to another that it brings along, which is asked for by itself', async () => {
    const keys = ['fetch https://api.example'];
    const first = await post('test-wants-app/install', { grant: keys });
    expect(first).toMatchObject({
      status: 409,
      body: {
        code: 'plugin/consent-needed',
        message: expect.stringContaining('test-wants-app needs test-along-app'),
        consent: { id: 'test-along-app' },
      },
    });
    expect([await said('test-along-app'), await said('test-wants-app')]).toEqual([404, 404]);
    expect((await post('test-along-app/approve', { grant: keys, version: '1.0.0' })).status).toBe(200);
    expect(await post('test-wants-app/install', { grant: keys })).toMatchObject({ status: 200, body: { dependencies: [] } });
  });
  test('is to the version that was shown, and to none that came meanwhile', async () => {
    expect((await post('test-grows-app/install', { version: '1.0.0' })).status).toBe(200);
    expect((await post('test-grows-app/install', { version: '2.0.0' })).body.consent.asks).toMatchObject([{ key: 'cache' }]);
    expect((await post('test-grows-app/install', { version: '3.0.0' })).status).toBe(409);
    expect(await post('test-grows-app/approve', { grant: 'all', version: '2.0.0' })).toMatchObject({
      status: 409,
      body: { code: 'plugin/other-pending' },
    });
    expect(await said('test-grows-app')).toBe('1.0.0');
  });
});
