import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from '../storage/testing.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './types.ts';

const minute = 60_000;
const config = { idleMs: 7 * 24 * 60 * minute, absoluteMs: 30 * 24 * 60 * minute, rotateMs: 10 * minute };
const who = (userId: number) => ({ userId, orgId: 1, provider: 'password', clientAddress: '192.0.2.1', userAgent: 'test' });

describe.each(databases())('sessions on $kind', (server) => {
  let database: TestDatabase;
  let sessions: Sessions;
  let time = 1_800_000_000_000;
  const closed: number[] = [];
  const now = () => time;
  beforeAll(async () => {
    database = await server.open();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    closed.length = 0;
    sessions = createSessions({ database, config, now, onClose: (userId) => closed.push(userId) });
  });

  test('are found by their token, of which only the hash is kept', async () => {
    const token = await sessions.open(who(1));
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await sessions.find(token)).toMatchObject({ userId: 1, orgId: 1, provider: 'password' });
    const stored = JSON.stringify(await database.rows('SELECT * FROM k_session'));
    expect(stored).not.toContain(token);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
  });

  test('differ in every token', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => sessions.open(who(2))));
    expect(new Set(tokens).size).toBe(20);
  });

  test.each(['', 'x', "' OR 1=1 --", 'a'.repeat(43), 'a'.repeat(5_000)])('are not found by "%.20s"', async (token) =>
    expect(await sessions.find(token)).toBeUndefined(),
  );
  test('are not found by the hash that is stored', async () => {
    await sessions.open(who(3));
    for (const row of await database.rows('SELECT token_hash FROM k_session'))
      expect(await sessions.find(String(row.token_hash))).toBeUndefined();
  });

  test('get a new token when the old one has served its time, once, however many ask', async () => {
    const token = await sessions.open(who(4));
    expect((await sessions.find(token))?.rotate).toBeUndefined();
    time += config.rotateMs + 1;
    const answers = await Promise.all(Array.from({ length: 8 }, () => sessions.find(token)));
    const rotated = answers.flatMap((answer) => answer?.rotate ?? []);
    expect(rotated).toHaveLength(1);
    expect(answers.every((answer) => answer?.userId === 4)).toBe(true);
    expect(await sessions.find(rotated[0]!)).toMatchObject({ userId: 4 });
  });

  test('keep the old token a minute, and no longer once the new one was seen', async () => {
    const token = await sessions.open(who(5));
    await sessions.find(token);
    time += config.rotateMs + 1;
    const { rotate } = (await sessions.find(token))!;
    expect(await sessions.find(rotate!)).toBeDefined();
    expect(await sessions.find(token)).toBeDefined();
    time += minute + 1;
    expect(await sessions.find(token)).toBeUndefined();
    expect(await sessions.find(rotate!)).toBeDefined();
  });

  test('survive an answer that got lost', async () => {
    const token = await sessions.open(who(6));
    time += config.rotateMs + 1;
    const lost = (await sessions.find(token))!.rotate!;
    time += 2 * minute;
    const again = (await sessions.find(token))!.rotate!;
    expect(again).toBeDefined();
    expect(await sessions.find(again)).toMatchObject({ userId: 6 });
    expect(await sessions.find(lost)).toBeUndefined();
  });

  test('end when idle too long', async () => {
    const token = await sessions.open(who(7));
    time += config.idleMs + 1;
    expect(await sessions.find(token)).toBeUndefined();
  });

  test('end at their age, however busy', async () => {
    let token = await sessions.open(who(8));
    for (let day = 0; day < 30; day++) {
      time += 24 * 60 * minute - minute;
      token = (await sessions.find(token))?.rotate ?? token;
    }
    expect(await sessions.find(token)).toBeDefined();
    time += 60 * minute;
    expect(await sessions.find(token)).toBeUndefined();
  });

  test('that are closed are gone at once, here; and there as soon as it is told, or seconds later', async () => {
    const other = createSessions({ database, config, now });
    const [one, two] = [await sessions.open(who(9)), await sessions.open(who(9))];
    for (const each of [sessions, other]) for (const token of [one, two]) expect(await each.find(token)).toBeDefined();
    await sessions.close(one);
    expect(closed).toEqual([9]);
    expect(await sessions.find(one)).toBeUndefined();
    expect(await sessions.find(two)).toBeDefined();
    expect(await sessions.closeAll(9)).toBe(1);
    expect(await sessions.find(two)).toBeUndefined();
    other.forget(9);
    expect(await other.find(one)).toBeUndefined();
    time += 5_001;
    expect(await other.find(two)).toBeUndefined();
  });

  test('are listed, moved to another organisation and closed one by one, each by its own user', async () => {
    const token = await sessions.open(who(10));
    await sessions.move(token, 7);
    expect(await sessions.find(token)).toMatchObject({ orgId: 7 });
    const [listed] = await sessions.list(10);
    expect(listed).toMatchObject({ clientAddress: '192.0.2.1', userAgent: 'test' });
    expect(await sessions.closeById(11, listed!.id)).toBe(false);
    expect(await sessions.closeById(10, listed!.id)).toBe(true);
    expect(await sessions.find(token)).toBeUndefined();
  });

  test('beyond the most a user may have push out the oldest', async () => {
    const few = createSessions({ database, config: { ...config, mostPerUser: 2 }, now });
    const tokens = [await few.open(who(12)), await few.open(who(12)), await few.open(who(12))];
    expect(await Promise.all(tokens.map(async (token) => Boolean(await few.find(token))))).toEqual([false, true, true]);
  });

  test('that have expired are swept away', async () => {
    await sessions.open(who(13));
    time += config.idleMs + 1;
    const kept = await sessions.open(who(14));
    expect(await sessions.sweep()).toBeGreaterThan(0);
    expect(await sessions.sweep()).toBe(0);
    expect(await sessions.find(kept)).toBeDefined();
  });
});
