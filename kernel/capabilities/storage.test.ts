import type { StorageRequest, TableDeclaration } from '@orrery/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Use } from '../execution/types.ts';
import { dropTables, ensureTables, physicalName } from '../storage/plugin-tables.ts';
import { databases, type TestDatabase } from '../storage/testing.ts';
import { storageBroker } from './storage.ts';

const tables = {
  note: {
    columns: { uid: 'text', title: 'text', body: 'long', stars: 'integer', weight: 'number?', open: 'boolean', due: 'time?', data: 'json' },
    unique: [['uid']],
    indexes: [['title']],
  },
  tag: { columns: { noteId: 'integer', word: 'text' }, unique: [['noteId', 'word']] },
  word: { columns: { text: 'text', order: 'integer' }, unique: [['text']], global: true },
} as const satisfies Record<string, TableDeclaration>;
const note = (uid: string, more = {}) => ({ uid, title: `Title ${uid}`, body: '', stars: 0, open: true, data: { a: [1] }, ...more });

export function useOf(plugin: string, orgId: number, granted: unknown, level: Use['plugin']['level'] = 'community'): Use {
  return {
    plugin: { key: `${plugin}@1#0`, id: plugin, level },
    granted,
    orgId,
    requestId: 'r',
    signal: new AbortController().signal,
    principal: { key: 'user:1', orgId } as Use['principal'],
    emit: () => undefined,
    onGone: () => undefined,
  };
}

describe.each(databases())('storage on $kind', (server) => {
  let database: TestDatabase;
  let one: ReturnType<typeof table>;
  let two: ReturnType<typeof table>;
  const granted: StorageRequest = { tables };

  function table(use: Use, name = 'note', broker = storageBroker(database)) {
    return async (method: string, ...args: unknown[]) => broker(method, [{ table: name }, ...args], use);
  }
  const value = async (result: Promise<{ ok: boolean }>) => {
    const got = (await result) as { ok: boolean; value?: never; failure?: unknown };
    if (!got.ok) throw new Error(JSON.stringify(got.failure));
    return got.value as unknown as Record<string, unknown> & Record<string, unknown>[];
  };
  beforeAll(async () => {
    database = await server.open();
    expect(await ensureTables(database, 'notes', tables)).toEqual({ ok: true, value: undefined });
    one = table(useOf('notes', 1, granted));
    two = table(useOf('notes', 2, granted));
  });
  afterAll(() => database.drop());

  test('gives back every kind of value as it was given', async () => {
    const given = {
      uid: 'kinds',
      title: 'ü "quoted" \\ %',
      body: 'x'.repeat(100_000),
      stars: 2 ** 53 - 1,
      weight: -0.25,
      open: false,
      due: 1_800_000_000_000,
      data: { deep: [{ null: null, text: 'é\u0000' }] },
    };
    const made = await value(one('insert', given));
    expect(made).toEqual({ ...given, id: made.id, version: 1 });
    expect(await value(one('get', { uid: 'kinds' }))).toEqual(made);
  });

  test('counts versions and refuses the late one, saying what it found', async () => {
    const { id } = await value(one('insert', note('v')));
    expect(await value(one('update', id, 1, { stars: 5 }))).toMatchObject({ id, version: 2, stars: 5, title: 'Title v' });
    expect(await one('update', id, 1, { stars: 6 })).toMatchObject({
      ok: false,
      failure: { code: 'storage/version', retryable: false, detail: { found: 2 } },
    });
    expect(await one('update', 987_654, 1, { stars: 6 })).toMatchObject({ failure: { code: 'storage/missing' } });
  });

  test('lets exactly one of ten simultaneous savers win', async () => {
    const { id } = await value(one('insert', note('race')));
    const results = await Promise.all(Array.from({ length: 10 }, (_, stars) => one('update', id, 1, { stars })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.failure.code).toBe('storage/version');
  });

  test('names the columns of a conflict', async () => {
    await value(one('insert', note('same')));
    expect(await one('insert', note('same'))).toMatchObject({ failure: { code: 'storage/conflict', detail: { columns: ['uid'] } } });
    const tags = table(useOf('notes', 1, granted), 'tag');
    await value(tags('insert', { noteId: 1, word: 'w' }));
    expect(await tags('insert', { noteId: 1, word: 'w' })).toMatchObject({ failure: { detail: { columns: ['noteId', 'word'] } } });
  });

  describe('where', () => {
    beforeAll(async () => {
      for (let at = 0; at < 6; at++)
        await value(two('insert', note(`w${at}`, { stars: at, title: at % 2 ? 'Odd_%' : 'even', weight: at < 3 ? at : null })));
    });
    test.each([
      { where: { uid: 'w1' }, expected: ['w1'] },
      { where: { stars: { in: [1, 4, 9] } }, expected: ['w1', 'w4'] },
      { where: { stars: { in: [] } }, expected: [] },
      { where: { weight: { in: [1, null] } }, expected: ['w1', 'w3', 'w4', 'w5'] },
      { where: { weight: null }, expected: ['w3', 'w4', 'w5'] },
      { where: { weight: { not: null } }, expected: ['w0', 'w1', 'w2'] },
      { where: { weight: { not: 1 } }, expected: ['w0', 'w2', 'w3', 'w4', 'w5'] },
      { where: { stars: { gte: 2, lt: 4 } }, expected: ['w2', 'w3'] },
      { where: { stars: { gt: 4 } }, expected: ['w5'] },
      { where: { title: { like: 'EV%' } }, expected: ['w0', 'w2', 'w4'] },
      { where: { title: { like: '%\\_\\%' } }, expected: ['w1', 'w3', 'w5'] },
      { where: { open: true, stars: 3 }, expected: ['w3'] },
    ])('$where', async ({ where, expected }) => {
      const rows = await value(two('find', { where, columns: ['uid'], orderBy: [['uid', 'asc']] }));
      expect(rows.map((row) => row.uid)).toEqual(expected);
      expect(await value(two('count', where))).toBe(expected.length);
    });
    test('orders with nothing first, pages, and stays at what it was asked for', async () => {
      const rows = await value(
        two('find', {
          orderBy: [
            ['weight', 'asc'],
            ['stars', 'desc'],
          ],
          limit: 3,
          offset: 1,
          columns: ['uid'],
        }),
      );
      expect(rows.map((row) => row.uid)).toEqual(['w4', 'w3', 'w0']);
      expect(Object.keys(rows[0]!).sort()).toEqual(['id', 'uid', 'version']);
    });
  });

  test('does all steps of a transaction or none, with references to earlier ones', async () => {
    const broker = storageBroker(database);
    const use = useOf('notes', 1, granted);
    const steps = [
      { op: 'insert', table: 'note', values: note('t1') },
      { op: 'insert', table: 'tag', values: { noteId: { ref: 0, column: 'id' }, word: 'from step' } },
    ];
    const [first, second] = await value(broker('transaction', [{}, steps], use) as Promise<{ ok: boolean }>);
    expect(second!.noteId).toBe(first!.id);
    const half = await broker(
      'transaction',
      [
        {},
        [
          { op: 'insert', table: 'note', values: note('t2') },
          { op: 'update', table: 'note', id: first!.id, version: 9, values: {} },
        ],
      ],
      use,
    );
    expect(half).toMatchObject({ failure: { code: 'storage/version' } });
    expect(await value(one('get', { uid: 't2' }))).toBeUndefined();
    expect(
      await broker('transaction', [{}, [{ op: 'insert', table: 'tag', values: { noteId: { ref: 3, column: 'id' }, word: 'x' } }]], use),
    ).toMatchObject({ failure: { code: 'storage/invalid' } });
  });

  describe('one organisation', () => {
    test('sees, changes and deletes nothing of another, by any method', async () => {
      const row = await value(one('insert', note('mine', { title: 'secret of one' })));
      expect(await value(two('get', { id: row.id }))).toBeUndefined();
      expect(await value(two('find', { where: { title: 'secret of one' } }))).toEqual([]);
      expect(await value(two('count', { uid: 'mine' }))).toBe(0);
      expect(await two('update', row.id, 1, { title: 'taken' })).toMatchObject({ failure: { code: 'storage/missing' } });
      expect(await value(two('delete', { id: row.id }))).toBe(0);
      const steps = [{ op: 'update', table: 'note', id: row.id, version: 1, values: { title: 'x' } }];
      expect(await storageBroker(database)('transaction', [{}, steps], useOf('notes', 2, granted))).toMatchObject({
        failure: { code: 'storage/missing' },
      });
      expect(await value(one('get', { uid: 'mine' }))).toEqual(row);
    });
    test('may use the same unique values as another', async () => {
      await value(one('insert', note('shared uid')));
      await value(two('insert', note('shared uid')));
    });
    test('cannot be left by naming another, or its column', async () => {
      const broker = storageBroker(database);
      expect(await broker('find', [{ table: 'note', orgId: 1 }], useOf('notes', 2, granted))).toMatchObject({
        failure: { code: 'capability/denied' },
      });
      expect(await two('find', { where: { org_id: 1 } })).toMatchObject({ failure: { code: 'storage/invalid' } });
      expect(await two('insert', { ...note('o'), org_id: 1 })).toMatchObject({ failure: { code: 'storage/invalid' } });
      expect(await broker('find', [{ table: 'note', orgId: 1 }], useOf('notes', 2, granted, 'core'))).toMatchObject({ ok: true });
    });
    test('shares the rows of a global table', async () => {
      await value(table(useOf('notes', 1, granted), 'word')('insert', { text: 'both', order: 1 }));
      expect(await value(table(useOf('notes', 2, granted), 'word')('get', { text: 'both' }))).toMatchObject({ text: 'both' });
    });
    test('is asked for where a call is made in none', async () => {
      expect(await table(useOf('notes', 0, granted))('find')).toMatchObject({ failure: { code: 'storage/invalid' } });
    });
  });

  describe('hostile input', () => {
    test.each([
      ['an undeclared column', { where: { password: 'x' } }],
      ['SQL as a column', { where: { '"uid" = "uid" OR 1': 1 } }],
      ['SQL as an order', { orderBy: [['uid; DROP TABLE p_notes_note', 'asc']] }],
      ['SQL as a direction', { orderBy: [['uid', 'asc; --']] }],
      ['SQL as a limit', { limit: '1; DELETE FROM k_secret' }],
      ['an operator of the prototype', { where: { stars: { constructor: 1 } } }],
      ['a where of the wrong kind', { where: [1] }],
      ['a comparison with JSON', { where: { data: { gt: 1 } } }],
      ['a number for text', { where: { uid: 1 } }],
      ['a pattern that ends in its escape', { where: { uid: { like: 'a\\' } } }],
    ])('%s is invalid', async (_, options) =>
      expect(await one('find', options)).toMatchObject({ ok: false, failure: { code: 'storage/invalid' } }),
    );

    test.each([
      ['too many rows', { limit: 10_001 }],
      ['too many values', { where: { stars: { in: Array.from({ length: 1_001 }, (_, at) => at) } } }],
      ['a pattern made to backtrack', { where: { body: { like: '%a%a%a%a%a%a%b' } } }],
    ])('%s is over the limit', async (_, options) =>
      expect(await one('find', options)).toMatchObject({ failure: { code: 'storage/limit' } }),
    );

    test.each([
      ['text too long', note('x', { title: 'x'.repeat(191) }), 'storage/limit'],
      ['a float for an integer', note('x', { stars: 1.5 }), 'storage/invalid'],
      ['an integer beyond 53 bits', note('x', { stars: 2 ** 53 }), 'storage/invalid'],
      ['NaN', note('x', { weight: Number.NaN }), 'storage/invalid'],
      ['a missing value', { uid: 'x' }, 'storage/invalid'],
      ['a number for a boolean', note('x', { open: 1 }), 'storage/invalid'],
      ['NUL in text', note('x', { body: 'a\0b' }), 'storage/invalid'],
      ['an id of its own choice', { ...note('x'), id: 5 }, 'storage/invalid'],
      ['an object for text', note('x', { title: { toString: 'x' } }), 'storage/invalid'],
    ])('%s is refused', async (_, values, code) => expect(await one('insert', values)).toMatchObject({ failure: { code } }));

    test('keeps no key named __proto__, and changes no prototype', async () => {
      const before = Object.getOwnPropertyNames(Object.prototype).sort();
      const data = JSON.parse('{"a":{"__proto__":{"admin":true}},"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}');
      await value(one('insert', note('proto', { data })));
      const row = await value(one('get', { uid: 'proto' }));
      expect((Object.assign({}, row.data) as { admin?: boolean }).admin).toBeUndefined();
      expect(JSON.stringify(row.data)).toBe('{"a":{},"constructor":{"prototype":{"admin":true}}}');
      expect(await one('insert', JSON.parse('{"__proto__":{"uid":"x"}}'))).toMatchObject({ failure: { code: 'storage/invalid' } });
      expect(await one('find', JSON.parse('{"where":{"__proto__":1}}'))).toMatchObject({ failure: { code: 'storage/invalid' } });
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });
    test('a table of another plugin, of the kernel or of the prototype does not exist', async () => {
      for (const name of ['k_secret', '__proto__', 'constructor', 'other']) {
        expect(await table(useOf('notes', 1, granted), name)('find')).toMatchObject({ failure: { code: 'storage/invalid' } });
      }
      expect(await table(useOf('curious', 1, { tables: {} }))('find')).toMatchObject({ failure: { code: 'storage/invalid' } });
    });
    test('an unknown method does not exist', async () =>
      expect(await one('drop', {})).toMatchObject({ failure: { code: 'storage/invalid' } }));
  });

  describe('a newer declaration', () => {
    const v1 = { thing: { columns: { name: 'text', size: 'integer', about: 'text' }, unique: [['name']] } } satisfies Record<
      string,
      TableDeclaration
    >;
    beforeAll(async () => {
      await ensureTables(database, 'grow', v1);
      await value(table(useOf('grow', 1, { tables: v1 }), 'thing')('insert', { name: 'old', size: 3, about: 'x' }));
    });
    test('adds tables, columns and indexes, and widens, keeping every row', async () => {
      const v2 = {
        thing: {
          columns: { name: 'text', size: 'number', about: 'long', colour: 'text', data: 'json', note: 'text?' },
          unique: [['name', 'colour']],
          indexes: [['size']],
        },
        more: { columns: { a: 'text' } },
      } as const;
      expect(await ensureTables(database, 'grow', v2)).toMatchObject({ ok: true });
      const things = table(useOf('grow', 1, { tables: v2 }), 'thing');
      expect(await value(things('get', { name: 'old' }))).toMatchObject({
        name: 'old',
        size: 3,
        about: 'x',
        colour: '',
        data: null,
        note: null,
        version: 1,
      });
      await value(things('insert', { name: 'old', size: 0.5, about: 'y'.repeat(500), colour: 'red', data: {} }));
      expect(await ensureTables(database, 'grow', v2)).toMatchObject({ ok: true });
    });
    test('leaves the version before it able to work', async () => {
      const old = table(useOf('grow', 1, { tables: v1 }), 'thing');
      await value(old('insert', { name: 'by the old version', size: 1, about: '' }));
      expect(await value(old('get', { name: 'by the old version' }))).toMatchObject({ size: 1 });
    });
    test.each([
      ['a text becoming a number', { columns: { name: 'integer' } }],
      ['a column that would have to hold something', { columns: { name: 'text', note: 'text' } }],
      ['rows of organisations becoming global', { columns: { name: 'text' }, global: true }],
      ['a column differing in case only', { columns: { NAME: 'text' } }],
    ])('is refused for %s', async (_, thing) => {
      expect(await ensureTables(database, 'grow', { thing: thing as TableDeclaration })).toMatchObject({
        ok: false,
        failure: { code: 'storage/narrowing' },
      });
    });
    test('is refused when rows break a new unique index', async () => {
      expect(await ensureTables(database, 'grow', { thing: { columns: { name: 'text' }, unique: [['name']] } })).toMatchObject({
        failure: { code: 'storage/narrowing' },
      });
    });
    test.each([
      ['a reserved column', { t: { columns: { org_id: 'integer' } } }],
      ['SQL as a column', { t: { columns: { 'a" text); DROP TABLE k_secret; --': 'text' } } }],
      ['SQL as a table', { 't"; --': { columns: { a: 'text' } } }],
      ['SQL as a type', { t: { columns: { a: 'text); --' } } }],
      ['an index over an undeclared column', { t: { columns: { a: 'text' }, unique: [['toString']] } }],
      ['an index over a long column', { t: { columns: { a: 'long' }, indexes: [['a']] } }],
    ])('is refused for %s', async (_, declaration) => {
      expect(await ensureTables(database, 'bad', declaration as never)).toMatchObject({ failure: { code: 'storage/declaration' } });
    });
    test('is applied once by kernels that start together', async () => {
      const several = await Promise.all([1, 2, 3].map(() => ensureTables(database, 'together', { a: { columns: { x: 'text' } } })));
      expect(several.every((result) => result.ok)).toBe(true);
    });
    test('goes with the plugin when its data is removed', async () => {
      await dropTables(database, 'together');
      await expect(database.rows(`SELECT id FROM "${physicalName('together', 'a')}"`)).rejects.toThrow();
    });
  });

  test('gives two plugins two tables, however alike their names', () => {
    const names = [
      physicalName('a-b', 'c'),
      physicalName('a', 'b-c'),
      physicalName('a_b', 'c'),
      physicalName('a', 'b_c'),
      physicalName('A', 'b'),
      physicalName('a', 'b'),
      physicalName('x'.repeat(80), 'y'),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^p_[a-z0-9_]{1,60}$/);
  });
});
