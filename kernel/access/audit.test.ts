import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../storage/open.ts';
import { databaseOptions } from '../storage/options.ts';
import { databases, type TestDatabase } from '../storage/testing.ts';
import { createAudit } from './audit.ts';
import type { Audit } from './types.ts';

const key = Buffer.alloc(32, 1);
const record = (at: number, detail = {}) => ({
  requestId: `r${at}`,
  principal: 'user:1',
  orgId: 1,
  action: 'things:write',
  scope: `things:uid:${at}`,
  outcome: 'done' as const,
  detail: { at, ...detail },
});

describe.each(databases())('the audit log on $kind', (server) => {
  let database: TestDatabase;
  let audit: Audit;
  beforeAll(async () => {
    database = await server.open();
  });
  beforeEach(async () => {
    for (const table of ['k_audit', 'k_audit_head']) await database.run(`DELETE FROM ${table}`);
    await database.run("UPDATE k_audit_tail SET sequence = 0, hash = '', mac = ''");
    audit = createAudit({ database, keys: [key], headEvery: 5 });
    for (let at = 1; at <= 12; at++) await audit.record(record(at));
  });
  afterAll(() => database.drop());

  test('holds when nobody touched it', async () =>
    expect(await audit.verify()).toMatchObject({ ok: true, checked: 12, head: { sequence: 12 } }));

  test('has stored a record once it says so', async () => {
    await Promise.all([audit.record(record(13)), audit.record(record(14))]);
    expect(await database.rows('SELECT sequence FROM k_audit WHERE sequence > 12')).toHaveLength(2);
  });

  const everyColumn = {
    at: 1,
    request_id: 'x',
    principal: 'user:2',
    org_id: 9,
    action: 'x',
    scope: 'x',
    outcome: 'denied',
    detail: '{}',
    previous: 'x',
    hash: 'x',
  };
  test.each(Object.entries(everyColumn))('names the record whose %s was altered', async (column, value) => {
    await database.run(`UPDATE k_audit SET ${column} = ? WHERE sequence = 7`, [value]);
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 7, checked: 6 });
  });

  test.each([1, 6, 7])('names record %i when it was removed', async (at) => {
    await database.run('DELETE FROM k_audit WHERE sequence = ?', [at]);
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: at });
  });

  test('names the first of two that changed places', async () => {
    for (const [from, to] of [
      [7, -1],
      [8, 7],
      [-1, 8],
    ])
      await database.run('UPDATE k_audit SET sequence = ? WHERE sequence = ?', [to, from]);
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 7 });
  });

  test('misses the last records when they were cut off', async () => {
    await database.run('DELETE FROM k_audit WHERE sequence > 10');
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 11 });
  });

  test('misses them too when the end was moved back to an earlier record', async () => {
    const [row] = await database.rows('SELECT hash FROM k_audit WHERE sequence = 8');
    await database.run('DELETE FROM k_audit WHERE sequence > 8');
    await database.run('UPDATE k_audit_tail SET sequence = 8, hash = ? WHERE id = 1', [row!.hash]);
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 9 });
  });

  /** Who can write to the database, and knows how the chain is made, but not the key. */
  const cutTo = async (sequence: number, end: Readonly<Record<string, unknown>>): Promise<void> => {
    await database.run('DELETE FROM k_audit WHERE sequence > ?', [sequence]);
    await database.run('DELETE FROM k_audit_head WHERE sequence > ?', [sequence]);
    await database.run('UPDATE k_audit_tail SET sequence = ?, hash = ?, mac = ? WHERE id = 1', [sequence, end.hash, end.mac]);
  };
  const stranger = () => createAudit({ database, keys: [key], headEvery: 5 });

  test('is not deceived by a signed head that is passed off as the end', async () => {
    const [head] = await database.rows('SELECT sequence, hash, mac FROM k_audit_head ORDER BY sequence LIMIT 1');
    await cutTo(head!.sequence as number, head!);
    expect(await stranger().verify()).toMatchObject({ ok: false, cause: expect.stringContaining('not signed') });
  });

  describe('put back to an earlier day, signature and all,', () => {
    let earlier: Readonly<Record<string, unknown>>;
    let told: string[];
    let keptHeads: { sequence: number; hash: string }[];
    beforeEach(async () => {
      [earlier] = (await database.rows('SELECT sequence, hash, mac FROM k_audit_tail WHERE id = 1')) as [Readonly<Record<string, unknown>>];
      told = [];
      keptHeads = [];
      audit = createAudit({
        database,
        keys: [key],
        headEvery: 5,
        broken: (cause) => told.push(cause),
        kept: (head) => keptHeads.push(head),
      });
      for (let at = 13; at <= 16; at++) await audit.record(record(at));
      await cutTo(12, earlier);
    });
    test('is noticed by the process that went further', async () => {
      expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 13, cause: expect.stringContaining('16 was known') });
    });
    test('is noticed by anybody who holds a head that was told outside', async () => {
      expect(await stranger().verify()).toMatchObject({ ok: true });
      expect(keptHeads).toEqual([{ sequence: 15, hash: expect.any(String) }]);
      expect(await stranger().verify(keptHeads[0])).toMatchObject({ ok: false, brokenAt: 13 });
      for (let at = 13; at <= 16; at++) await stranger().record(record(at, { other: true }));
      expect(await stranger().verify(keptHeads[0])).toMatchObject({
        ok: false,
        brokenAt: 15,
        cause: expect.stringContaining('known before'),
      });
    });
    test('is told at the next write, which says so in the chain', async () => {
      await audit.record(record(17));
      expect(told).toEqual([expect.stringContaining('Records 13 to 16')]);
      expect(await audit.list({ limit: 2 })).toMatchObject([
        { action: 'things:write', detail: { at: 17 } },
        { action: 'audit:broken', outcome: 'failed', detail: { cause: expect.stringContaining('Records 13 to 16') } },
      ]);
      expect(await audit.verify()).toMatchObject({ ok: true, checked: 14 });
    });
    test('and filled up again, is noticed by what the last record was', async () => {
      for (let at = 13; at <= 18; at++) await stranger().record(record(at, { forged: true }));
      await audit.record(record(19));
      expect(told).toEqual([expect.stringContaining('Record 16 is not')]);
    });
    test('with an end that nobody signed is told by who comes next', async () => {
      await database.run("UPDATE k_audit_tail SET mac = 'ff' WHERE id = 1");
      const heard: string[] = [];
      await createAudit({ database, keys: [key], broken: (cause) => heard.push(cause) }).record(record(17));
      expect(heard).toEqual([expect.stringContaining('not signed')]);
    });
  });

  test('gives its records, newest first', async () => {
    expect((await audit.list({ limit: 2 })).map(({ sequence, scope }) => [sequence, scope])).toEqual([
      [12, 'things:uid:12'],
      [11, 'things:uid:11'],
    ]);
    expect((await audit.list({ before: 3 })).map(({ sequence }) => sequence)).toEqual([2, 1]);
  });

  test('is not deceived by a chain calculated anew', async () => {
    const rows = await database.rows('SELECT * FROM k_audit ORDER BY sequence');
    let previous = '';
    for (const row of rows) {
      const principal = row.sequence === 3 ? 'user:666' : row.principal;
      const hash = createHash('sha256')
        .update(
          JSON.stringify([
            previous,
            row.sequence,
            row.at,
            row.request_id,
            principal,
            row.org_id,
            row.action,
            row.scope,
            row.outcome,
            row.detail,
          ]),
        )
        .digest('hex');
      await database.run('UPDATE k_audit SET principal = ?, previous = ?, hash = ? WHERE sequence = ?', [
        principal,
        previous,
        hash,
        row.sequence,
      ]);
      previous = hash;
    }
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 5 });
    await database.run('DELETE FROM k_audit_head');
    await database.run('UPDATE k_audit_tail SET hash = ? WHERE id = 1', [previous]);
    expect(await audit.verify()).toMatchObject({ ok: false, brokenAt: 12 });
  });

  test('of kernels that share a database is one chain', async () => {
    const second = await openDatabase(databaseOptions(database.section, database.folder));
    const other = createAudit({ database: second, keys: [key], headEvery: 5 });
    await Promise.all(Array.from({ length: 60 }, (_, at) => (at % 2 ? audit : other).record(record(at))));
    await second.close();
    expect(await audit.verify()).toMatchObject({ ok: true, checked: 72 });
  });

  test('believes what an older key signed, and no other', async () => {
    expect(await createAudit({ database, keys: [Buffer.alloc(32, 2), key] }).verify()).toMatchObject({ ok: true });
    expect(await createAudit({ database, keys: [Buffer.alloc(32, 2)] }).verify()).toMatchObject({ ok: false });
  });

  test('holds no secret that a caller put into a detail', async () => {
    await audit.record(
      record(13, {
        password: 'geheim1',
        nested: { apiKey: 'geheim2', secretNames: ['geheim3'] },
        authorization: 'geheim4',
        kept: 'seen',
        secure: true,
      }),
    );
    const [row] = await database.rows('SELECT detail FROM k_audit WHERE sequence = 13');
    expect(row!.detail).not.toContain('geheim');
    expect(row!.detail).toContain('seen');
  });

  test('says so when a record could not be stored', async () => {
    const short = await openDatabase(databaseOptions(database.section, database.folder));
    await short.close();
    await expect(createAudit({ database: short, keys: [key] }).record(record(1))).rejects.toMatchObject({
      failure: { code: 'storage/unavailable' },
    });
  });

  test('of what nobody waits for is stored before the database closes, or told as lost', async () => {
    const before = (await database.rows('SELECT sequence FROM k_audit_tail WHERE id = 1'))[0]?.sequence as number;
    audit.note(record(1));
    await audit.settled();
    expect((await database.rows('SELECT sequence FROM k_audit_tail WHERE id = 1'))[0]?.sequence).toBe(before + 1);
    const short = await openDatabase(databaseOptions(database.section, database.folder));
    await short.close();
    const lost: string[] = [];
    const closed = createAudit({ database: short, keys: [key], lost: ({ action }) => void lost.push(action) });
    closed.note(record(2));
    await closed.settled();
    expect(lost).toEqual([record(2).action]);
  });
});
