/**
 * T05: somebody can write where this server keeps plugins, with everything but a trusted key: into the folder of plugins, from a worker of
 * this very server; into the database; before a start and while it runs. What was planted never runs, and the audit trail says that it was there.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { packFiles } from '@orrery/kernel/loader/package-blob';
import { nameOf } from '@orrery/kernel/signature/package';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { readFolder } from '@orrery/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Publisher, startPublisher } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const writerId = 'test-writer-app';
let publisher: Publisher;
let stranger: Publisher;
let server: RunningOrrery;
let home: string;
let temp: string;

/** Code that was trusted with Node, and is taken over: it writes whatever it is told to. */
const writer = `// @ts-nocheck
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
export default { manifest: {}, activate: () => ({ route: { write: async ({ body: { files = {}, copies = {}, links = {} } }) => {
  for (const [from, to] of Object.entries(copies)) cpSync(from, to, { recursive: true });
  for (const [path, text] of Object.entries(files)) { mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, text); }
  for (const [path, target] of Object.entries(links)) { mkdirSync(dirname(path), { recursive: true }); symlinkSync(target, path); }
  return { body: 'written' };
} } }) };
`;

beforeAll(async () => {
  publisher = await startPublisher(['community', 'commercial']);
  stranger = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  mkdirSync(join(home, 'plugins'));
  temp = join(home, 'temp');
  mkdirSync(temp);
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  const entry = join(publisher.folder, 'writer.ts');
  writeFileSync(entry, writer);
  const worker = await publisher.write({
    id: writerId,
    level: 'commercial',
    orrery: {
      runtime: 'worker',
      contributes: { route: { write: { method: 'POST', path: '/api/test-writer', rule: { signedIn: true } } } },
    },
    files: { 'backend.js': await bundleBackend(entry, 'worker') },
  });
  cpSync(worker, join(home, 'plugins', writerId), { recursive: true });
  await publisher.publish({ id: 'test-kept-app', version: '1.0.0' }, { id: 'test-kept-app', version: '2.0.0' });
  server = await start();
  await server.json('/api/orrery/plugins/test-kept-app/install', { body: { version: '1.0.0' } });
  await server.json('/api/orrery/plugins/test-kept-app/install', { body: { version: '2.0.0' } });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  publisher?.[Symbol.dispose]();
  stranger?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

const start = (): Promise<RunningOrrery> =>
  startOrrery({
    home,
    env: { TMPDIR: temp },
    settings: {
      paths: { plugins: join(home, 'plugins') },
      'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint },
    },
  });
const said = async (id: string): Promise<unknown> => {
  const response = await server.fetch(`/api/${id}`);
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
};
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly cause: string;
}
const shown = async (id: string): Promise<Shown | undefined> =>
  (await server.json<{ plugins: Shown[] }>('/api/orrery/plugins')).plugins.find((one) => one.id === id);
interface Recorded {
  readonly action: string;
  readonly scope: string;
  readonly detail: Readonly<Record<string, string>>;
}
const recorded = async (scope: string): Promise<readonly Recorded[]> =>
  (await server.json<{ records: Recorded[] }>('/api/orrery/audit?limit=1000')).records.filter((one) => one.scope === scope);
const inDatabase = <Value>(work: (database: DatabaseSync) => Value): Value => {
  const database = new DatabaseSync(join(home, 'data/orrery.db'), { timeout: 20_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
};
const soon = { timeout: 20_000, interval: 200 };
const write = (what: object): Promise<unknown> => server.json('/api/test-writer', { body: what });
const place = (name: string): string => join(home, 'plugins', name);
const kept = (version: string): { hash: string; bytes: Uint8Array } =>
  inDatabase(
    (database) =>
      database.prepare('SELECT hash, bytes FROM k_package WHERE plugin = ? AND plugin_version = ?').get('test-kept-app', version) as never,
  );

describe('a worker that writes into the folder of plugins', () => {
  test('plants nothing that runs: not unsigned, by a stranger, changed, added to, linked, in another’s name, or inside of another', async () => {
    const unsigned = await publisher.write({ id: 'test-unsigned-app', level: 'unsigned' });
    const strange = await stranger.write({ id: 'test-strange-app' });
    const good = await publisher.write({ id: 'test-changed-app' });
    const added = await publisher.write({ id: 'test-added-app' });
    const other = await publisher.write({ id: 'test-other-app' });
    const within = await publisher.write({ id: 'test-around-app' });
    const loop = await publisher.write({ id: 'test-linked-app' });
    const taken = await publisher.write({ id: 'prometheus', type: 'datasource' });
    const evil = readFileSync(join(unsigned, 'backend.js'), 'utf8');
    await write({
      copies: {
        [unsigned]: place('unsigned'),
        [strange]: place('strange'),
        [good]: place('changed'),
        [added]: place('added'),
        [other]: place('other'),
        [within]: place('around'),
        [loop]: place('linked'),
        [taken]: place('taken'),
      },
      files: {
        [join(place('changed'), 'backend.js')]: `${evil}\n`,
        [join(place('added'), 'img/more.js')]: '1',
        [join(place('other'), 'plugin.json')]: readFileSync(join(other, 'plugin.json'), 'utf8').replaceAll(
          'test-other-app',
          'test-named-app',
        ),
        [join(place('around'), 'inner/plugin.json')]: readFileSync(join(unsigned, 'plugin.json'), 'utf8').replaceAll('unsigned', 'inner'),
        [join(place('around'), 'inner/backend.js')]: evil,
        [join(home, 'outside.js')]: evil,
        [join(place('no-package'), 'plugin.json')]: '{"id": 1}',
      },
      links: { [join(place('linked'), 'extra.js')]: join(home, 'outside.js') },
    });
    expect(readdirSync(join(home, 'plugins')).length).toBeGreaterThan(8);
    const refused = {
      'test-unsigned-app': /is not signed/,
      'test-strange-app': /does not know/,
      'test-changed-app': /is not what was signed: "backend.js"/,
      'test-added-app': /holds what nobody signed: "img\/more.js"/,
      'test-named-app': /was made for test-other-app/,
      'test-around-app': /holds what nobody signed/,
    };
    const asPlanted = async (): Promise<void> => {
      for (const [id, cause] of Object.entries(refused)) {
        await expect.poll(() => shown(id), soon).toMatchObject({ state: 'refused', cause: expect.stringMatching(cause) });
        expect([id, await said(id)]).toEqual([id, 404]);
      }
      for (const id of ['test-inner-app', 'test-linked-app', 'test-other-app']) expect([id, await shown(id)]).toEqual([id, undefined]);
      expect(await shown('prometheus')).toMatchObject({ state: 'active', level: 'core' });
    };
    await asPlanted();
    await server.stop();
    server = await start();
    await asPlanted();
    for (const id of Object.keys(refused))
      expect(await recorded(`plugins:id:${id}`)).toContainEqual(expect.objectContaining({ action: 'plugins:refused' }));
    for (const [name, code] of [
      ['linked', 'package/escaping-link'],
      ['no-package', 'manifest/invalid'],
      ['taken', 'package/twice'],
    ])
      expect(await recorded(`plugins:folder:${place(name as string)}`)).toContainEqual(
        expect.objectContaining({ action: 'plugins:left-out', detail: expect.objectContaining({ code }) }),
      );
  }, 120_000);

  test('changes nothing of what runs by exchanging its files, and stops it at the next start', async () => {
    const own = await publisher.write({ id: 'test-running-app' });
    await write({ copies: { [own]: place('running') } });
    await expect.poll(() => said('test-running-app'), soon).toBe('1.0.0');
    const changed = readFileSync(join(own, 'backend.js'), 'utf8').replace('1.0.0', 'evil');
    await write({ files: { [join(place('running'), 'backend.js')]: changed } });
    await server.json('/api/orrery/plugins/test-running-app/restart', { body: {} });
    expect(await said('test-running-app')).toBe('1.0.0');
    await server.stop();
    server = await start();
    expect(await shown('test-running-app')).toMatchObject({ state: 'refused', cause: expect.stringContaining('is not what was signed') });
    expect(await said('test-running-app')).toBe(404);
    expect(await recorded('plugins:id:test-running-app')).toContainEqual(expect.objectContaining({ action: 'plugins:refused' }));
  }, 60_000);

  test('finds no place of the kernel’s own where what it leaves is taken for a plugin', async () => {
    const planted = await publisher.write({ id: 'test-temp-app', level: 'unsigned' });
    const folders = (at: string): string[] =>
      readdirSync(at, { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() ? [join(at, one.name), ...folders(join(at, one.name))] : [],
      );
    const places = [home, join(home, 'data'), temp, ...folders(join(home, 'data')), ...folders(temp)];
    for (const folder of places) await write({ copies: { [planted]: join(folder, 'test-temp-app') } });
    await server.stop();
    server = await start();
    expect(await shown('test-temp-app')).toBeUndefined();
    expect(await said('test-temp-app')).toBe(404);
  }, 60_000);
});

describe('who writes into the database', () => {
  const plant = (id: string, version: string, hash: string, bytes: Uint8Array | undefined): void =>
    inDatabase((database) => {
      if (bytes) {
        database.prepare('DELETE FROM k_package WHERE hash = ?').run(hash);
        database
          .prepare('INSERT INTO k_package (hash, plugin, plugin_version, bytes, created) VALUES (?, ?, ?, ?, 1)')
          .run(hash, id, version, bytes);
      }
      database.prepare('DELETE FROM k_plugin WHERE plugin = ?').run(id);
      database
        .prepare(
          `INSERT INTO k_plugin (plugin, plugin_version, hash, enabled, granted, origin, installed_by, version, updated) VALUES (?, ?, ?, 1, 'null', '', 'nobody', 1, 1)`,
        )
        .run(id, version, hash);
    });
  /** In one piece, as packages of this size are. */
  const packed = async (files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> => {
    const pieces: Uint8Array[] = [];
    await packFiles(files, async (piece) => pieces.push(piece));
    return Buffer.concat(pieces);
  };
  const planted = async (level: string, by = publisher, id = `test-row-${level}-app`): Promise<string> => {
    const files = await readFolder(await by.write({ id, level }));
    plant(id, '1.0.0', nameOf(files), await packed(files));
    return id;
  };

  test('has no package run that nobody trusted signed, that is none, or that is another than it is kept as', async () => {
    const trusted = await readFolder(await publisher.write({ id: 'test-lent-app' }));
    const strange = await planted('community', stranger, 'test-row-strange-app');
    const unsigned = await planted('unsigned');
    plant('test-row-noise-app', '1.0.0', 'a'.repeat(64), Buffer.from('noise'));
    plant('test-row-bomb-app', '1.0.0', 'b'.repeat(64), execFileSync('head', ['-c', '100000', '/dev/urandom']));
    plant('test-row-absent-app', '1.0.0', 'c'.repeat(64), undefined);
    // Signed and trusted, under a name of another package; and as itself, in the place of another plugin.
    plant('test-row-name-app', '1.0.0', 'd'.repeat(64), await packed(trusted));
    plant('test-row-place-app', '1.0.0', nameOf(trusted), await packed(trusted));
    const refused = {
      [strange]: /does not know/,
      [unsigned]: /is not signed/,
      'test-row-noise-app': /cannot be read/,
      'test-row-bomb-app': /cannot be read/,
      'test-row-absent-app': /not in the store/,
      'test-row-name-app': /another than the one that was installed/,
      'test-row-place-app': /holds a package of test-lent-app/,
    };
    const asPlanted = async (): Promise<void> => {
      for (const [id, cause] of Object.entries(refused)) {
        await expect.poll(() => shown(id), soon).toMatchObject({ state: 'refused', cause: expect.stringMatching(cause) });
        expect([id, await said(id)]).toEqual([id, 404]);
      }
      expect(await shown('test-lent-app')).toBeUndefined();
      // One that cannot be had keeps none of the others from running.
      expect(await said('test-kept-app')).toBe('2.0.0');
    };
    await asPlanted();
    await server.stop();
    server = await start();
    await asPlanted();
    for (const id of Object.keys(refused))
      expect(await recorded(`plugins:id:${id}`)).toContainEqual(expect.objectContaining({ action: 'plugins:refused' }));
  }, 120_000);

  test('has no earlier version run under the name of a later one, though it is signed; and installing again mends it', async () => {
    const [old, now] = [kept('1.0.0'), kept('2.0.0')];
    inDatabase((database) => database.prepare('UPDATE k_package SET bytes = ? WHERE hash = ?').run(old.bytes, now.hash));
    await server.stop();
    server = await start();
    expect(await shown('test-kept-app')).toMatchObject({
      state: 'refused',
      cause: expect.stringContaining('another than the one that was installed'),
    });
    expect(await said('test-kept-app')).toBe(404);
    await server.json('/api/orrery/plugins/test-kept-app/install', { body: { version: '2.0.0', again: true } });
    expect(await said('test-kept-app')).toBe('2.0.0');
    await server.stop();
    server = await start();
    expect(await said('test-kept-app')).toBe('2.0.0');
  }, 60_000);
});

test('the checkout’s own bundled packages are judged like any other', async () => {
  // A changed byte in a copy of one of them, put where plugins lie.
  const copy = place('text');
  cpSync(join(root, 'plugins/panels/text/dist'), copy, { recursive: true });
  const module = join(copy, 'module.js');
  writeFileSync(module, `${readFileSync(module, 'utf8')} `);
  symlinkSync(copy, place('text-by-link'));
  await server.stop();
  server = await start();
  expect(await shown('text')).toMatchObject({ state: 'active', level: 'core' });
  expect(await recorded(`plugins:folder:${copy}`)).toContainEqual(
    expect.objectContaining({ detail: expect.objectContaining({ code: 'package/twice' }) }),
  );
}, 60_000);
