/** A package much larger than others: it comes by upload and from a catalog, runs, and is there again after a start; memory holds it once. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '@orrery/kernel/signature/read-folder';
import { writeArchive } from '@orrery/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Publisher, startPublisher } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const mega = 2 ** 20;
const bytes = 40 * mega;
const limitMB = 64;

let publisher: Publisher;
let server: RunningOrrery;
let home: string;
let settings: Record<string, Record<string, string | number>>;

beforeAll(async () => {
  publisher = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  await publisher.publish({ id: 'test-large-app', files: { 'data/large.txt': randomBytes((bytes * 3) / 4).toString('base64') } });
  settings = {
    orrery: { package_limit_mb: limitMB },
    'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint },
  };
  server = await startOrrery({ home, settings });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

/** Most that the kernel's process ever had resident. */
const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024;
const said = async (): Promise<unknown> => {
  const response = await server.fetch('/api/test-large-app');
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
};
const uploaded = (body: BodyInit): Promise<Response> =>
  server.fetch('/api/orrery/plugin-archives?grant=all', { method: 'POST', body, duplex: 'half' } as RequestInit);

describe.skipIf(process.platform !== 'linux')('a large package', () => {
  test('comes from a catalog, and is in memory once', async () => {
    const before = peak();
    await server.json('/api/orrery/plugins/test-large-app/install', { body: { grant: 'all' } });
    expect(await said()).toBe('1.0.0');
    // Its files are served from memory, from the bytes that were hashed. What comes beside them is pieces.
    expect((peak() - before) / bytes).toBeLessThan(3.5);
  }, 120_000);
  test('is there again after a start', async () => {
    await server.stop();
    server = await startOrrery({ home, settings });
    expect(await said()).toBe('1.0.0');
    expect(peak() / mega).toBeLessThan(150 + (3 * bytes) / mega);
  }, 120_000);
  test('is handed on to those who ask this server as their catalog, whole', async () => {
    const response = await server.fetch('/api/gnet/plugins/test-large-app/versions/1.0.0/download');
    const told = await server.json<{ versions: { sha256: string }[] }>('/api/orrery/catalog/plugins/test-large-app');
    const sha256 = createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');
    expect([response.status, sha256]).toEqual([200, told.versions[0]?.sha256]);
  }, 120_000);
  test('comes by upload', async () => {
    await server.json('/api/orrery/plugins/test-large-app/uninstall', { method: 'POST', body: {} });
    expect(await said()).toBe(404);
    const files = await readFolder(await publisher.write({ id: 'test-large-app', version: '1.0.1', files: { 'a.txt': 'a'.repeat(5) } }));
    if (!files.ok) throw new Error(files.failure.message);
    expect((await uploaded(writeArchive('test-large-app', files.value) as BodyInit)).status).toBe(200);
    expect(await said()).toBe('1.0.1');
  }, 120_000);
  test.each([
    { given: 'says how large it is', streamed: false },
    { given: 'does not say it', streamed: true },
  ])(
    'beyond the limit is refused with the setting that says so, when its sender $given',
    async ({ streamed }) => {
      const piece = Buffer.alloc(mega, 1);
      let sent = 0;
      const stream = new ReadableStream({
        pull(controller) {
          if (sent++ < limitMB + 8) controller.enqueue(piece);
          else controller.close();
        },
      });
      const before = peak();
      const response = await uploaded(streamed ? stream : Buffer.alloc((limitMB + 1) * mega, 1));
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        code: 'install/too-large',
        message: expect.stringContaining('[orrery] package_limit_mb'),
      });
      expect((peak() - before) / mega).toBeLessThan(limitMB);
      expect(await said()).toBe('1.0.1');
    },
    60_000,
  );
});
