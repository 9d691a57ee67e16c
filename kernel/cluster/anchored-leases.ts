/**
 * Leases on Redis whose slots and fences are counted in the database: who can write to Redis, or a Redis that came back with old data or none,
 * can keep work from being done and take a lease from its holder, who notices, but has no slot worked a second time and no fence given twice.
 */
import type { Database } from '../storage/types.ts';
import { ensureLeaseRow } from './database-leases.ts';
import type { LeaseStore } from './lease.ts';

export function createAnchoredLeaseStore(store: LeaseStore, database: Database): LeaseStore {
  const ensureRow = ensureLeaseRow(database);

  async function count(name: string, slot: number | undefined): Promise<number | undefined> {
    await ensureRow(name);
    return database.transaction(async (transaction) => {
      const { changes } =
        slot === undefined
          ? await database.run('UPDATE k_lease SET fence = fence + 1 WHERE name = ?', [name], { transaction })
          : await database.run('UPDATE k_lease SET fence = fence + 1, slot = ? WHERE name = ? AND slot < ?', [slot, name, slot], {
              transaction,
            });
      if (changes !== 1) return undefined;
      const [row] = await database.rows('SELECT fence FROM k_lease WHERE name = ?', [name], { transaction });
      return Number(row?.fence);
    });
  }

  return {
    ...store,
    async take(name, holder, ttlMs, slot) {
      if ((await store.take(name, holder, ttlMs, slot)) === undefined) return undefined;
      try {
        const fence = await count(name, slot);
        if (fence === undefined) await store.drop(name, holder);
        return fence;
      } catch (error) {
        await store.drop(name, holder);
        throw error;
      }
    },
  };
}
