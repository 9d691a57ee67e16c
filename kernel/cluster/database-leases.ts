/**
 * Leases of instances that share a database and no Redis. Their clocks may differ, so each measures how far it is from the
 * database's and counts in that one.
 */
import { FailureError } from '@orrery/plugin-sdk';
import type { Database } from '../storage/types.ts';
import type { LeaseStore } from './lease.ts';

const measureEveryMs = 60_000;

/** Epoch ms as the database counts them, to a second. */
export function createDatabaseClock(database: Database): () => Promise<number> {
  let skew = 0;
  let measured = Number.NEGATIVE_INFINITY;
  return async () => {
    // One SQLite file means one machine: the same clock.
    if (database.dialect !== 'sqlite' && performance.now() - measured > measureEveryMs) {
      const before = Date.now();
      const [row] = await database.rows('SELECT CURRENT_TIMESTAMP AS moment');
      skew = momentOf(row?.moment) - (before + Date.now()) / 2;
      measured = performance.now();
    }
    return Math.round(Date.now() + skew);
  };
}

/** `2026-11-24 14:52:00.123+00` of PostgreSQL, `2026-11-24 14:52:00` (UTC) of MySQL, or a date. */
function momentOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const [, day, time, hours = '', minutes = '00'] = /^(\S+)[ T]([\d:.]+)(?:Z|([+-]\d\d):?(\d\d)?)?$/.exec(String(value)) ?? [];
  const moment = Date.parse(`${day}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`);
  if (Number.isNaN(moment)) throw new Error(`the database tells the time as '${value}', which is not understood`);
  return moment;
}

/** Every lease has a row once somebody asked for it; no row ever goes. */
export function ensureLeaseRow(database: Database): (name: string) => Promise<void> {
  const known = new Set<string>();
  return async (name) => {
    if (known.has(name)) return;
    const found = await database.rows('SELECT name FROM k_lease WHERE name = ?', [name]);
    if (found.length === 0) {
      await database.run("INSERT INTO k_lease (name, holder, fence, expires, slot) VALUES (?, '', 0, 0, -1)", [name]).catch(ignoreConflict);
    }
    known.add(name);
  };
}

export function createDatabaseLeaseStore(database: Database, clock: () => Promise<number>): LeaseStore {
  const ensureRow = ensureLeaseRow(database);

  return {
    async take(name, holder, ttlMs, slot = undefined) {
      await ensureRow(name);
      const now = await clock();
      return database.transaction(async (transaction) => {
        const { changes } =
          slot === undefined
            ? await database.run(
                'UPDATE k_lease SET holder = ?, fence = fence + 1, expires = ? WHERE name = ? AND expires < ?',
                [holder, now + ttlMs, name, now],
                { transaction },
              )
            : await database.run(
                'UPDATE k_lease SET holder = ?, fence = fence + 1, expires = ?, slot = ? WHERE name = ? AND expires < ? AND slot < ?',
                [holder, now + ttlMs, slot, name, now, slot],
                { transaction },
              );
        if (changes !== 1) return undefined;
        const [row] = await database.rows('SELECT fence FROM k_lease WHERE name = ?', [name], { transaction });
        return Number(row?.fence);
      });
    },
    async renew(name, holder, ttlMs) {
      const expires = (await clock()) + ttlMs;
      return (await database.run('UPDATE k_lease SET expires = ? WHERE name = ? AND holder = ?', [expires, name, holder])).changes === 1;
    },
    async drop(name, holder) {
      await database.run('UPDATE k_lease SET expires = 0 WHERE name = ? AND holder = ?', [name, holder]);
    },
  };
}

/** Another instance was faster; its row serves as well. */
export function ignoreConflict(error: unknown): void {
  if (!(error instanceof FailureError && error.failure.code === 'storage/conflict')) throw error;
}
