import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTable } from '../schema.ts';
import { databases, type TestDatabase } from '../testing.ts';

const server = databases()[0]!;

describe('the storage thread', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await server.open();
    await createTable(database, { name: 'things', columns: { name: 'text', size: 'integer' }, unique: [['name']] });
    await database.transaction(async (transaction) => {
      for (let at = 0; at < 2_000; at++)
        await database.run('INSERT INTO things (name, size) VALUES (?, ?)', [`n${at}`, at], { transaction });
    });
  });
  afterAll(() => database.drop());

  test('never makes the kernel wait: its loop turns while a statement runs for a second', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const slow = database.rows(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT COUNT(*) AS found FROM n',
    );
    expect(await slow).toEqual([{ found: 3_000_000 }]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  test('ends a scan at its deadline', async () => {
    const began = Date.now();
    const endless = database.rows(
      'SELECT COUNT(*) AS found FROM things a, things b, things c WHERE a.size <> b.size + c.size AND in_time()',
      [],
      { deadlineMs: 150 },
    );
    await expect(endless).rejects.toMatchObject({ failure: { code: 'storage/limit' } });
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(await database.rows('SELECT size FROM things WHERE name = ?', ['n7'])).toEqual([{ size: 7 }]);
  });

  test('waits for another process that holds the file, without blocking reads', async () => {
    const script = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]); d.exec("BEGIN IMMEDIATE; INSERT INTO things (name) VALUES ('by another')"); console.log('held'); setTimeout(() => { d.exec('COMMIT'); d.close(); }, 400);`;
    const child = spawn(process.execPath, ['-e', script, join(database.folder, 'test.db')], { stdio: ['ignore', 'pipe', 'ignore'] });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    let written = false;
    const write = database.run('INSERT INTO things (name) VALUES (?)', ['after it']).then(() => (written = true));
    const reads = await Promise.all(Array.from({ length: 50 }, () => database.rows('SELECT size FROM things WHERE name = ?', ['n7'])));
    expect(reads.every(([row]) => row?.size === 7)).toBe(true);
    expect(written).toBe(false);
    await write;
    await gone;
    expect(await database.rows('SELECT name FROM things WHERE name = ?', ['by another'])).toHaveLength(1);
  });

  test('gives the writer on when a transaction is left without an end', async () => {
    const left = await database.sequelize.transaction();
    await database.run('INSERT INTO things (name) VALUES (?)', ['left behind'], { transaction: left });
    const connection = (left as unknown as { connection: { close(): void } }).connection;
    connection.close();
    await database.run('INSERT INTO things (name) VALUES (?)', ['goes on']);
    expect(await database.rows('SELECT name FROM things WHERE name = ?', ['left behind'])).toEqual([]);
  });

  test('keeps a file that SQLite calls sound', async () => {
    const file = new DatabaseSync(join(database.folder, 'test.db'), { readOnly: true });
    expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(file.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    file.close();
  });

  test('serves models of Sequelize too', async () => {
    const { DataTypes } = await import('sequelize');
    const Thing = database.sequelize.define(
      'thing',
      { name: DataTypes.STRING, data: DataTypes.JSON, done: DataTypes.BOOLEAN },
      { tableName: 'models' },
    );
    await Thing.sync();
    const made = await Thing.create({ name: 'x', data: { a: [1] }, done: true });
    expect(made.get('id')).toBe(1);
    expect((await Thing.findOne({ where: { name: 'x' } }))?.get()).toEqual({ id: 1, name: 'x', data: { a: [1] }, done: true });
    const many = await Thing.bulkCreate([{ name: 'y' }, { name: 'z' }]);
    expect(many.map((each) => each.get('id'))).toEqual([2, 3]);
  });
});
