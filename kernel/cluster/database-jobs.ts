/**
 * Timers in the kernel's database, for instances without Redis. A due row is claimed by one instance for ten seconds at a time;
 * when that instance dies, another takes it over after those. Alone on SQLite nothing polls: the next due time is known.
 */
import { randomUUID } from 'node:crypto';
import type { Database } from '../storage/types.ts';
import { backoffMs, maxAttempts } from './retry.ts';
import { placeOf, type Seal } from './seal.ts';
import type { ClusterLog, Job, Jobs, Owner } from './types.ts';

const claimMs = 10_000;
const pollMs = 1_000;
const batch = 20;

interface JobRow {
  readonly id: string;
  readonly attempts: number;
  readonly due: number;
}

export function createDatabaseJobs(database: Database, clock: () => Promise<number>, seal: Seal, log: ClusterLog): Jobs {
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const waker of wakers) waker();
  };
  const idOf = (owner: Owner, key: string): string => seal.hide(placeOf('job', owner.plugin, owner.orgId, key));

  return {
    async at(job) {
      const id = idOf(job, job.key);
      const row = [id, job.plugin, job.orgId, JSON.stringify(job), Math.round(job.at), 0, '', 0];
      await database.transaction(async (transaction) => {
        await database.run('DELETE FROM k_job WHERE job = ?', [id], { transaction });
        await database.run(
          'INSERT INTO k_job (job, plugin, org_id, body, due, attempts, claim, claimed_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          row,
          { transaction },
        );
      });
      wake();
    },

    async cancel(owner, key) {
      await database.run('DELETE FROM k_job WHERE job = ?', [idOf(owner, key)]);
    },

    work(handler) {
      const stopped = new AbortController();
      const working = new Set<Promise<void>>();

      async function run(row: JobRow): Promise<void> {
        const claim = randomUUID();
        const now = await clock();
        const claimed = await database.run(
          'UPDATE k_job SET claim = ?, claimed_until = ?, attempts = attempts + 1 WHERE job = ? AND due = ? AND claimed_until < ?',
          [claim, now + claimMs, row.id, row.due, now],
        );
        if (claimed.changes !== 1) return;
        const [found] = await database.rows('SELECT body FROM k_job WHERE job = ? AND claim = ?', [row.id, claim]);
        if (!found) return;
        const renewal = setInterval(async () => {
          const until = (await clock()) + claimMs;
          await database.run('UPDATE k_job SET claimed_until = ? WHERE job = ? AND claim = ?', [until, row.id, claim]);
        }, claimMs / 3);
        renewal.unref();
        try {
          await handler(JSON.parse(found.body as string) as Job);
          await database.run('DELETE FROM k_job WHERE job = ? AND claim = ?', [row.id, claim]);
        } catch (error) {
          await again(row, claim, error);
        } finally {
          clearInterval(renewal);
        }
      }

      async function again(row: JobRow, claim: string, error: unknown): Promise<void> {
        const attempts = row.attempts + 1;
        log.warn('A timer failed', { job: row.id, attempts, error: String(error) });
        if (attempts >= maxAttempts) await database.run('DELETE FROM k_job WHERE job = ? AND claim = ?', [row.id, claim]);
        else {
          const due = (await clock()) + backoffMs(attempts);
          await database.run("UPDATE k_job SET due = ?, claim = '', claimed_until = 0 WHERE job = ? AND claim = ?", [due, row.id, claim]);
        }
      }

      async function round(): Promise<number> {
        const now = await clock();
        const rows = await database.rows(
          `SELECT job, attempts, due FROM k_job WHERE due <= ? AND claimed_until < ? ORDER BY due LIMIT ${batch}`,
          [now, now],
        );
        for (const row of rows) {
          const work: Promise<void> = run({ id: String(row.job), attempts: Number(row.attempts), due: Number(row.due) })
            .catch((error) => log.error('A timer could not be worked', { job: row.job, error: String(error) }))
            .finally(() => {
              working.delete(work);
              wake();
            });
          working.add(work);
        }
        await Promise.race([...working, Promise.resolve()]);
        return idle(rows.length, now);
      }

      async function idle(found: number, now: number): Promise<number> {
        if (found === batch) return 50;
        // Alone on SQLite nobody else adds rows, so nothing need be asked before the next is due. Rows at work in this process wake the loop when they end; rows a dead process had claimed become free at claimed_until.
        const most = database.dialect === 'sqlite' ? 3_600_000 : pollMs;
        const [next] = await database.rows('SELECT MIN(CASE WHEN claimed_until > due THEN claimed_until ELSE due END) AS due FROM k_job');
        return next?.due == null ? most : Math.min(Math.max(Number(next.due) - now + 1, 5), most);
      }

      async function loop(): Promise<void> {
        while (!stopped.signal.aborted) {
          const woken = Promise.withResolvers<void>();
          wakers.add(woken.resolve);
          const pause = await round().catch((error) => {
            if (!stopped.signal.aborted) log.warn('Timers could not be read', { error: String(error) });
            return pollMs;
          });
          const timer = setTimeout(woken.resolve, pause);
          timer.unref();
          await woken.promise;
          clearTimeout(timer);
          wakers.delete(woken.resolve);
        }
      }

      const ended = loop();
      return {
        async [Symbol.asyncDispose]() {
          stopped.abort();
          wake();
          await ended;
          await Promise.all(working);
        },
      };
    },
  };
}
