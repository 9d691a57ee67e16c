import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secretsBroker } from '../capabilities/secrets.ts';
import type { Use } from '../execution/types.ts';
import { keyFromText, rootKeys } from './key.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { databases, type TestDatabase } from './testing.ts';

const plaintext = 'correct horse battery staple';

describe.each(databases())('secrets on $kind', (server) => {
  let database: TestDatabase;
  let secrets: Secrets;
  beforeAll(async () => {
    database = await server.open();
    secrets = createSecrets(database, [await keyFromText('first key')]);
  });
  afterAll(() => database.drop());

  test('come back, are replaced and removed', async () => {
    await secrets.set(1, 'plugin:a', 'n', 'one');
    await secrets.set(1, 'plugin:a', 'n', plaintext);
    await secrets.set(1, 'plugin:a', 'ü', '🚀'.repeat(5_000));
    expect(await secrets.get(1, 'plugin:a', 'n')).toBe(plaintext);
    expect(await secrets.all(1, 'plugin:a')).toEqual({ n: plaintext, ü: '🚀'.repeat(5_000) });
    expect(await secrets.names(1, 'plugin:a')).toEqual(['n', 'ü']);
    await secrets.delete(1, 'plugin:a', 'ü');
    expect(await secrets.names(1, 'plugin:a')).toEqual(['n']);
  });

  test('are in no row of the database in clear', async () => {
    await secrets.set(1, 'plugin:a', 'n', plaintext);
    const rows = [...(await database.rows('SELECT * FROM k_secret')), ...(await database.rows('SELECT * FROM k_data_key'))];
    const seen = JSON.stringify(rows);
    for (const hidden of [plaintext, Buffer.from(plaintext).toString('base64'), Buffer.from(plaintext).toString('hex')])
      expect(seen).not.toContain(hidden);
  });

  test('of one organisation or owner are nothing to another', async () => {
    await secrets.set(1, 'plugin:a', 'mine', plaintext);
    expect(await secrets.get(2, 'plugin:a', 'mine')).toBeUndefined();
    expect(await secrets.get(1, 'plugin:b', 'mine')).toBeUndefined();
    expect(await secrets.names(2, 'plugin:a')).toEqual([]);
  });

  test.each([
    ['organisation', { org_id: 2 }],
    ['owner', { owner: 'plugin:b' }],
    ['name', { name: 'other' }],
  ])('cannot be read when their row is moved to another %s', async (_, moved: Record<string, unknown>) => {
    await secrets.set(1, 'plugin:a', 'moved', plaintext);
    const [[column, to]] = Object.entries(moved) as [[string, unknown]];
    await database.run(`UPDATE k_secret SET ${column} = ? WHERE name = 'moved'`, [to]);
    const place = { org_id: 1, owner: 'plugin:a', name: 'moved', ...moved } as { org_id: number; owner: 'plugin:a'; name: string };
    await expect(secrets.get(place.org_id, place.owner, place.name)).rejects.toMatchObject({ failure: { code: 'secret/unreadable' } });
    await database.run('DELETE FROM k_secret WHERE org_id = ? AND owner = ? AND name = ?', [place.org_id, place.owner, place.name]);
  });

  test('that were changed are refused, with a message that tells nothing', async () => {
    await secrets.set(1, 'plugin:a', 'bent', plaintext);
    const [row] = await database.rows("SELECT value FROM k_secret WHERE name = 'bent'");
    const bytes = Buffer.from(String(row!.value), 'base64');
    bytes[14]! ^= 1;
    await database.run("UPDATE k_secret SET value = ? WHERE name = 'bent'", [bytes.toString('base64')]);
    const error = await secrets.get(1, 'plugin:a', 'bent').catch((caught) => caught);
    expect(error).toMatchObject({ failure: { code: 'secret/unreadable' } });
    expect(`${error.message}${error.stack}`).not.toContain('horse');
    await secrets.delete(1, 'plugin:a', 'bent');
  });

  test('are encrypted anew by a rotation, under new data keys', async () => {
    await secrets.set(7, 'plugin:a', 'turn', plaintext);
    const before = await database.rows("SELECT data_key, value FROM k_secret WHERE name = 'turn'");
    expect(await secrets.rotate()).toBeGreaterThan(0);
    const after = await database.rows("SELECT data_key, value FROM k_secret WHERE name = 'turn'");
    expect(after[0]!.data_key).not.toBe(before[0]!.data_key);
    expect(await secrets.get(7, 'plugin:a', 'turn')).toBe(plaintext);
    expect(await database.rows('SELECT id FROM k_data_key WHERE id = ?', [before[0]!.data_key])).toEqual([]);
  });

  test('survive a new secret_key when the old one is named, and need it no more after that', async () => {
    await secrets.set(8, 'plugin:a', 'kept', plaintext);
    const [second, first] = await Promise.all([keyFromText('second key'), keyFromText('first key')]);
    await expect(createSecrets(database, [second]).get(8, 'plugin:a', 'kept')).rejects.toMatchObject({
      failure: { code: 'secret/unreadable' },
    });
    const both = createSecrets(database, [second, first]);
    expect(await both.get(8, 'plugin:a', 'kept')).toBe(plaintext);
    expect(await both.rewrap()).toBeGreaterThan(0);
    expect(await createSecrets(database, [second]).get(8, 'plugin:a', 'kept')).toBe(plaintext);
    await createSecrets(database, [first, second]).rewrap();
  });

  test('of an organisation get one data key, however many ask first', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => secrets.set(99, 'plugin:a', `n${at}`, plaintext)));
    expect(await database.rows('SELECT id FROM k_data_key WHERE org_id = 99')).toHaveLength(1);
  });

  describe('through the capability', () => {
    const use = (plugin: string, orgId: number, granted: unknown, instance?: Partial<Use['instance']>) =>
      ({ plugin: { id: plugin, key: plugin, level: 'community' }, orgId, granted, instance }) as Use;
    test("are the plugin's own, and decrypted for those who were granted that", async () => {
      const broker = secretsBroker(secrets);
      expect(await broker('set', ['s', plaintext], use('p', 1, ['write']))).toMatchObject({ ok: true });
      expect(await broker('get', ['s'], use('p', 1, ['write']))).toMatchObject({ failure: { code: 'capability/denied' } });
      expect(await broker('get', ['s'], use('p', 1, ['decrypt']))).toMatchObject({ value: plaintext });
      expect(await broker('set', ['s', 'x'], use('p', 1, ['decrypt']))).toMatchObject({ failure: { code: 'capability/denied' } });
      for (const other of [use('q', 1, ['decrypt']), use('p', 2, ['decrypt'])])
        expect(await broker('get', ['s'], other)).toEqual({ ok: true, value: undefined });
    });
    test('of an instance are told to its own plugin only', async () => {
      await secrets.set(1, 'instance:5', 'password', plaintext);
      const broker = secretsBroker(secrets);
      const instance = { id: 5, orgId: 1, plugin: 'p' };
      expect(await broker('instance', ['password'], use('p', 1, ['decrypt'], instance))).toMatchObject({ value: plaintext });
      expect(await broker('instance', ['password'], use('q', 1, ['decrypt'], instance))).toMatchObject({
        failure: { code: 'capability/denied' },
      });
      expect(await broker('instance', ['password'], use('p', 1, [], instance))).toMatchObject({ failure: { code: 'capability/denied' } });
      expect(await broker('instance', ['password'], use('p', 1, ['decrypt']))).toMatchObject({ failure: { code: 'capability/denied' } });
    });
  });
});

describe('the root key', () => {
  let folder: string;
  const said: string[] = [];
  const log = (_: string, words: string) => void said.push(words);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orrery-key-'));
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('under the public sample is a file only we can read, the same at every start, with a warning', async () => {
    const [first] = await rootKeys({ secretKey: 'SW2YcwTIb9zpOOhoPsMm', dataPath: folder, shared: false, log });
    const [again] = await rootKeys({ secretKey: '', dataPath: folder, shared: false, log });
    expect(again.id).toBe(first.id);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(said[0]).toMatch(/secret_key is the public sample/);
    expect(said.join()).not.toContain((await readFile(join(folder, 'secret.key'), 'utf8')).trim());
  });
  test.each([
    [false, 0],
    [true, 1],
  ])('is a file that needs no warning while nobody else reads the database (shared: %s)', async (shared, warnings) => {
    await rootKeys({ secretKey: '', dataPath: folder, shared, log });
    expect(said.filter((words) => words.includes('secret_key is not set'))).toHaveLength(warnings);
  });
  test('is one when several start at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => rootKeys({ secretKey: '', dataPath: folder, shared: false, log })));
    expect(new Set(all.map(([key]) => key.id)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['secret.key']);
  });
  test('of a server that gets a secret_key still knows what the file encrypted', async () => {
    const [file] = await rootKeys({ secretKey: '', dataPath: folder, shared: false, log });
    const [own, ...older] = await rootKeys({ secretKey: 'mine', previousKeys: ['before'], dataPath: folder, shared: false, log });
    expect(own.id).not.toBe(file.id);
    expect(older.map((key) => key.id)).toContain(file.id);
  });
  test('that is broken is named, not replaced', async () => {
    await writeFile(join(folder, 'secret.key'), 'short');
    await expect(rootKeys({ secretKey: '', dataPath: folder, shared: false, log })).rejects.toThrow(/does not hold a key of 32 bytes/);
  });
});
