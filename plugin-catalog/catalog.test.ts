import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createKey,
  digests,
  keyIdOf,
  openMessage,
  openTrust,
  readArchive,
  readSigningKey,
  sha256,
  writeArchive,
  writeManifest,
} from '@orrery/signing';
import { parseCatalogIndex } from '@orrery/plugin-sdk/manifest/catalog-index';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveCatalog } from './serve/server.ts';
import { addPackage, amendVersion, indexFile, issue, readDraft, removePackage, revoke } from './shelf.ts';

const now = new Date('2026-03-01T12:00:00Z');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let publicKey: string;
let key: Awaited<ReturnType<typeof readSigningKey>>;
let folder: string;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-catalog-'));
  const made = await createKey({ name: 'Acme' }, { now: new Date('2026-02-01T00:00:00Z') });
  publicKey = made.publicKey;
  key = await readSigningKey(made.privateKey);
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'c-'));
});

async function archive(version: string, { id = 'acme-panel', code = 'export {}', manifest = {} as object } = {}): Promise<Uint8Array> {
  const json = {
    id,
    type: 'panel',
    name: 'Acme',
    info: {
      version,
      description: 'Draws.',
      keywords: ['draw'],
      logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
      screenshots: [{ name: 'One', path: 'img/one.png' }],
    },
    dependencies: { grafanaDependency: '>=12.0.0 <13.0.0' },
    aliasIDs: ['old-panel'],
    orrery: { runtime: 'none', capabilities: { cache: true }, contributes: { panel: { acme: { label: 'Acme', description: '' } } } },
    ...manifest,
  };
  const files = new Map([
    ['plugin.json', bytes(JSON.stringify(json))],
    ['module.js', bytes(code)],
    ['README.md', bytes('# Acme')],
    ['CHANGELOG.md', bytes(`## ${version}`)],
    ['img/logo.svg', bytes('<svg/>')],
    ['img/one.png', bytes('png')],
  ]);
  const signed = {
    signatureType: 'community',
    org: 'acme',
    orgName: 'Acme',
    plugin: id,
    version,
    time: now.getTime(),
    keyId: keyIdOf(key),
    files: digests(files),
  };
  files.set('MANIFEST.txt', bytes(await writeManifest(signed, key)));
  return writeArchive(id, files);
}
async function opened() {
  const message = await openMessage(
    await readFile(join(folder, indexFile)),
    await openTrust({ keys: [{ name: 'Acme', publicKey, levels: ['community'] }] }),
    now,
  );
  if (!message.ok) throw new Error(message.message);
  const index = parseCatalogIndex(message.text);
  if (!index.ok) throw new Error(index.failure.message);
  return index.value;
}

describe('a catalog', () => {
  test('says of a package what its manifest says, and names everything by its hash', async () => {
    const zip = await archive('1.0.0');
    await addPackage(folder, zip, now);
    await issue(folder, { key, name: 'Acme', days: 30, now });
    const index = await opened();
    expect(index).toMatchObject({ name: 'Acme', expires: '2026-03-31T12:00:00.000Z' });
    expect(index.plugins[0]).toMatchObject({
      id: 'acme-panel',
      keywords: ['draw'],
      aliases: ['old-panel'],
      logo: `${sha256(bytes('<svg/>'))}.svg`,
      versions: [
        {
          version: '1.0.0',
          sha256: sha256(zip),
          platforms: ['any'],
          grafanaDependency: '>=12.0.0 <13.0.0',
          capabilities: { cache: true },
          contributes: { panel: ['acme'] },
          signedBy: { level: 'community' },
        },
      ],
    });
    expect((await readArchive(await readFile(join(folder, 'packages', `${sha256(zip)}.zip`)))).ok).toBe(true);
  });
  test('counts up with each issue, also when its draft was lost', async () => {
    await addPackage(folder, await archive('1.0.0'), now);
    const first = await issue(folder, { key, days: 30, now });
    const second = await issue(folder, { key, days: 30, now });
    expect(second.version).toBeGreaterThan(first.version);
    await rm(join(folder, 'draft.json'));
    expect((await issue(folder, { key, days: 30, now })).version).toBeGreaterThan(second.version);
  });
  test('keeps versions newest first, and what was published under a name', async () => {
    for (const version of ['1.0.0', '1.10.0', '1.9.0']) await addPackage(folder, await archive(version), now);
    expect((await readDraft(folder)).plugins[0]?.versions.map(({ version }) => version)).toEqual(['1.10.0', '1.9.0', '1.0.0']);
    expect((await addPackage(folder, await archive('1.9.0'), now)).ok).toBe(true);
    expect(await addPackage(folder, await archive('1.9.0', { code: 'other' }), now)).toMatchObject({
      ok: false,
      failure: { code: 'catalog/version-taken' },
    });
  });
  test('refuses what is no signed plugin in order', async () => {
    const code = async (zip: Uint8Array) => {
      const added = await addPackage(folder, zip, now);
      return added.ok ? 'taken' : added.failure.code;
    };
    expect(await code(bytes('no zip'))).toBe('archive/no-zip');
    expect(await code(writeArchive('acme-panel', new Map([['plugin.json', bytes('{}')]])))).toBe('catalog/unsigned');
    const read = await readArchive(await archive('1.0.0'));
    expect(await code(writeArchive('other-panel', read.ok ? read.files : new Map()))).toBe('catalog/folder');
    expect(await readdir(folder)).toEqual([]);
  });
  test('takes back, withdraws and corrects what was published, and clears away what nobody names', async () => {
    for (const version of ['1.0.0', '1.1.0']) await addPackage(folder, await archive(version), now);
    expect(await amendVersion(folder, 'acme-panel', '1.0.0', { withdrawn: 'loses data', grafanaDependency: '<12.0.0' })).toBe(true);
    expect(await amendVersion(folder, 'acme-panel', '9.0.0', { withdrawn: 'x' })).toBe(false);
    await revoke(folder, { plugin: 'acme-panel', versions: ['1.0.0'], reason: 'leaks' });
    await issue(folder, { key, days: 30, now });
    const index = await opened();
    expect(index.revocations).toEqual([{ plugin: 'acme-panel', versions: ['1.0.0'], reason: 'leaks' }]);
    expect(index.plugins[0]?.versions[1]).toMatchObject({ withdrawn: 'loses data', grafanaDependency: '<12.0.0' });
    expect(await removePackage(folder, 'acme-panel', '1.0.0')).toBe(true);
    expect(await removePackage(folder, 'acme-panel', '1.0.0')).toBe(false);
    await issue(folder, { key, days: 30, now });
    expect(await readdir(join(folder, 'packages'))).toHaveLength(1);
  });
});

describe('its server', () => {
  const headers = { 'grafana-version': '12.4.0', 'grafana-os': 'linux', 'grafana-arch': 'amd64' };
  test('answers Grafana’s catalog requests', async () => {
    for (const version of ['1.0.0', '1.1.0']) await addPackage(folder, await archive(version), now);
    await addPackage(folder, await archive('2.0.0', { manifest: { dependencies: { grafanaDependency: '>=99.0.0' } } }), now);
    await issue(folder, { key, days: 30, now });
    const server = await serveCatalog(folder, { port: 0, host: '127.0.0.1' });
    const get = async (path: string, more: object = headers) => {
      const response = await fetch(`${server.url}${path}`, { headers: more as Record<string, string> });
      return { status: response.status, body: (await response.json()) as never };
    };
    try {
      const versions = await get('/api/plugins/acme-panel/versions');
      expect(versions.body).toMatchObject({
        items: [
          { version: '2.0.0', isCompatible: false },
          { version: '1.1.0', isCompatible: true, packages: { any: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } } },
          { version: '1.0.0' },
        ],
      });
      expect(await get('/api/plugins/nobody-app/versions')).toMatchObject({ status: 200, body: { items: [] } });
      expect(await get('/api/plugins/nobody-app')).toMatchObject({ status: 404, body: { message: 'Plugin not found' } });
      expect((await get('/api/plugins/repo/acme-panel')).body).toMatchObject({
        id: 'acme-panel',
        versions: [{ version: '1.1.0', arch: { any: {} } }, { version: '1.0.0' }],
      });
      expect((await get('/api/plugins/repo')).body).toMatchObject({ plugins: [{ id: 'acme-panel' }] });
      expect((await get('/api/plugins?slugIn=old-panel,acme-panel')).body).toMatchObject({
        items: [{ slug: 'acme-panel', typeCode: 'panel', versionSignatureType: 'community' }],
      });
      expect((await get('/api/plugins/versioncheck?slugIn=acme-panel,x&grafanaVersion=12.4.0')).body).toEqual([
        { slug: 'acme-panel', version: '1.1.0' },
      ]);
      const download = await fetch(`${server.url}/api/plugins/acme-panel/versions/1.1.0/download`, { headers });
      expect(Buffer.from(await download.arrayBuffer())).toEqual(Buffer.from(await archive('1.1.0')));
      expect((await fetch(`${server.url}/api/plugins/acme-panel/versions/1.1.0/logos/small`)).headers.get('content-type')).toBe(
        'image/svg+xml',
      );
    } finally {
      await server.close();
    }
  });
  test('hands out nothing but the catalog, and to nobody without its token', async () => {
    await addPackage(folder, await archive('1.0.0'), now);
    await issue(folder, { key, days: 30, now });
    const server = await serveCatalog(folder, { port: 0, host: '127.0.0.1', token: 'let-me-in' });
    const status = async (path: string, token = 'let-me-in'): Promise<number> =>
      (await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
    try {
      expect([await status('/index.txt'), await status('/index.txt', 'wrong'), await status('/api/plugins', '')]).toEqual([200, 401, 401]);
      for (const path of ['/draft.json', '/packages/', '/packages/..%2fdraft.json', '/../draft.json', '/files/x', '/'])
        expect(await status(path)).toBe(404);
    } finally {
      await server.close();
    }
  });
});
