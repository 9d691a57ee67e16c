import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { databaseOptions } from './options.ts';
import { createTable } from './schema.ts';
import { databases, missingDatabases, type TestDatabase } from './testing.ts';

test('no promised database is missing', () => expect(missingDatabases()).toEqual([]));

describe.each(databases())('a $kind database', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await server.open();
    await createTable(database, {
      name: 'things',
      columns: { name: 'text', size: 'integer', data: 'blob?', part: 'number?' },
      unique: [['name']],
    });
  });
  afterAll(() => database.drop());

  test('gives back what was written, with the id it made', async () => {
    const { id, changes } = await database.run(
      'INSERT INTO things (name, size, data, part) VALUES (?, ?, ?, ?)',
      ['a ü 🚀', 2 ** 53 - 1, new Uint8Array([0, 255]), 0.5],
      { id: true },
    );
    expect(changes).toBe(1);
    const [row] = await database.rows('SELECT id, name, size, data, part FROM things WHERE id = ?', [id]);
    expect(row).toMatchObject({ id, name: 'a ü 🚀', size: 2 ** 53 - 1, part: 0.5 });
    expect([...(row!.data as Uint8Array)]).toEqual([0, 255]);
  });

  test('calls a taken name a conflict', async () => {
    await database.run('INSERT INTO things (name) VALUES (?)', ['taken']);
    await expect(database.run('INSERT INTO things (name) VALUES (?)', ['taken'])).rejects.toMatchObject({
      failure: { code: 'storage/conflict', retryable: false },
    });
  });

  test('tells upper from lower case in a name', async () => {
    await database.run('INSERT INTO things (name) VALUES (?)', ['Case']);
    await database.run('INSERT INTO things (name) VALUES (?)', ['case']);
    expect(await database.rows('SELECT name FROM things WHERE name = ?', ['CASE'])).toEqual([]);
  });

  test('treats a value as a value, whatever it says', async () => {
    const evil = `'; DROP TABLE things; --" ? $1 \\`;
    await database.run('INSERT INTO things (name) VALUES (?)', [evil]);
    expect(await database.rows('SELECT name FROM things WHERE name = ?', [evil])).toEqual([{ name: evil }]);
  });

  test('gives no more rows than allowed', async () => {
    await expect(database.rows('SELECT name FROM things', [], { maxRows: 1 })).rejects.toMatchObject({
      failure: { code: 'storage/limit' },
    });
  });

  test('leaves nothing of a transaction whose work failed', async () => {
    await expect(
      database.transaction(async (transaction) => {
        await database.run('INSERT INTO things (name) VALUES (?)', ['half'], { transaction });
        throw new RangeError('no further');
      }),
    ).rejects.toThrow(RangeError);
    expect(await database.rows('SELECT name FROM things WHERE name = ?', ['half'])).toEqual([]);
  });

  test('adds up thirty concurrent transactions on one row, with plain writes between', async () => {
    await database.run('INSERT INTO things (name, size) VALUES (?, 0)', ['counter']);
    const lock = server.kind === 'sqlite' ? '' : ' FOR UPDATE';
    const step = () =>
      database.transaction(async (transaction) => {
        const [row] = await database.rows(`SELECT size FROM things WHERE name = ?${lock}`, ['counter'], { transaction });
        await database.run('UPDATE things SET size = ? WHERE name = ?', [(row!.size as number) + 1, 'counter'], { transaction });
      });
    const plain = (at: number) => database.run('INSERT INTO things (name) VALUES (?)', [`between ${at}`]);
    await Promise.all(Array.from({ length: 30 }, (_, at) => [step(), plain(at)]).flat());
    expect(await database.rows('SELECT size FROM things WHERE name = ?', ['counter'])).toEqual([{ size: 30 }]);
  });

  test('reads while a transaction is open, and does not see its rows', async () => {
    await database.transaction(async (transaction) => {
      await database.run('INSERT INTO things (name) VALUES (?)', ['not yet'], { transaction });
      expect(await database.rows('SELECT name FROM things WHERE name = ?', ['not yet'])).toEqual([]);
      expect(await database.rows('SELECT name FROM things WHERE name = ?', ['not yet'], { transaction })).toHaveLength(1);
    });
    expect(await database.rows('SELECT name FROM things WHERE name = ?', ['not yet'])).toHaveLength(1);
  });

  test('is migrated once by kernels that start together', async () => {
    const fresh = await server.open({ migrated: false });
    const second = await openDatabase(databaseOptions(fresh.section, fresh.folder));
    try {
      const ran = await Promise.all([migrate(fresh), migrate(second), migrate(fresh)]);
      expect(ran.flat()).toEqual(migrations.map(({ number }) => number));
      expect(await migrate(second)).toEqual([]);
    } finally {
      await second.close();
      await fresh.drop();
    }
  });

  test('refuses to run on tables of a newer version', async () => {
    await expect(migrate(database, [])).rejects.toThrow(/newer version/);
  });

  test('says so when asked after its end', async () => {
    const short = await openDatabase(databaseOptions(database.section, database.folder));
    await short.close();
    await expect(short.rows('SELECT 1 AS one')).rejects.toMatchObject({ failure: { code: 'storage/unavailable' } });
    expect((await short.ping(100)).ok).toBe(false);
  });

  test('answers a ping', async () => expect(await database.ping(1_000)).toEqual({ ok: true, cause: '' }));
});

describe('a database that is not there', () => {
  test('is waited for with words, and then named', async () => {
    const said: string[] = [];
    const options = {
      ...databaseOptions({ type: 'postgres', host: '127.0.0.1:9', name: 'x', user: 'u', password: 'geheim' }, '/tmp'),
      waitMs: 1_200,
      log: (_: string, words: string) => said.push(words),
    };
    await expect(openDatabase(options)).rejects.toThrow(/database x at 127\.0\.0\.1:9 does not answer.*\[database\]/);
    expect(said[0]).toMatch(/trying again in 0\.5 s/);
    expect(said.join()).not.toContain('geheim');
  });
});

describe('[database]', () => {
  test.each([
    { section: {}, expected: { dialect: 'sqlite', path: '/data/orrery.db' } },
    { section: { type: 'sqlite3', path: '/abs/x.db' }, expected: { dialect: 'sqlite', path: '/abs/x.db' } },
    {
      section: { type: 'postgres', host: 'db:5433', name: 'n', user: 'u', password: 'p' },
      expected: { dialect: 'postgres', host: 'db', port: 5433, name: 'n', user: 'u', password: 'p' },
    },
    { section: { type: 'mysql', host: '[::1]:3307' }, expected: { dialect: 'mysql', host: '::1', port: 3307 } },
    { section: { type: 'mysql', host: '/run/mysqld/mysqld.sock' }, expected: { dialect: 'mysql', socket: '/run/mysqld/mysqld.sock' } },
    {
      section: { type: 'sqlite3', url: 'postgres://u:p%40@h:1/n?sslmode=verify-full' },
      expected: { dialect: 'postgres', host: 'h', port: 1, user: 'u', password: 'p@', name: 'n', tls: { verify: true } },
    },
    {
      section: { type: 'postgres', ssl_mode: 'require' },
      expected: { dialect: 'postgres', host: '127.0.0.1', port: 5432, tls: { verify: false } },
    },
  ])('$section', ({ section, expected }) => expect(databaseOptions(section as Record<string, string>, '/data')).toMatchObject(expected));

  test('of an unknown type is refused with the known ones', () =>
    expect(() => databaseOptions({ type: 'oracle' }, '/data')).toThrow(/sqlite3, postgres or mysql/));
});
