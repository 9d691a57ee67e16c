/** Brings the kernel's tables to this version. Two kernels starting at once: the second waits and finds nothing left to do. */
import type { Transaction } from 'sequelize';
import { migrations } from './migrations/index.ts';
import { columnsOf, createTable } from './schema.ts';
import type { Database } from './types.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Must be able to run again after half of it: MySQL cannot roll back a table. */
  up(database: Database, transaction: Transaction): Promise<void>;
}

/** The numbers of those that ran now. */
export function migrate(database: Database, list: readonly Migration[] = migrations): Promise<readonly number[]> {
  return database.exclusive('orrery migrations', async (transaction) => {
    const ran: number[] = [];
    if ((await columnsOf(database, 'k_migration', transaction)).size === 0) {
      await createTable(
        database,
        { name: 'k_migration', columns: { number: 'integer', name: 'text', at: 'time' }, unique: [['number']] },
        transaction,
      );
    }
    const rows = await database.rows('SELECT number FROM k_migration', [], { transaction });
    const done = new Set(rows.map((row) => row.number));
    const newest = Math.max(0, ...(done as Set<number>));
    const known = Math.max(0, ...list.map((migration) => migration.number));
    if (newest > known)
      throw new Error(
        `the database was written by a newer version (its tables are at ${newest}, this version knows ${known}); start that version, or restore a backup`,
      );
    for (const migration of [...list].sort((a, b) => a.number - b.number)) {
      if (done.has(migration.number)) continue;
      await migration.up(database, transaction);
      await database.run('INSERT INTO k_migration (number, name, at) VALUES (?, ?, ?)', [migration.number, migration.name, Date.now()], {
        transaction,
      });
      ran.push(migration.number);
    }
    return ran;
  });
}
