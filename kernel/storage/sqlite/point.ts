/**
 * Reads by a unique key, in the kernel's own thread: 10 us, where asking the storage thread takes 50 to 300 for its waking up. Only for
 * statements that an index answers with one row; a reader never waits for the writer in WAL mode. Anything unusual goes to the thread.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';

export interface PointReader {
  /** Undefined when the thread has to be asked. */
  read(sql: string, values: readonly unknown[]): readonly Record<string, unknown>[] | undefined;
  close(): void;
}

export function pointReader(path: string): PointReader {
  const statements = new LRUCache<string, StatementSync>({ max: 200 });
  let database: DatabaseSync | undefined;
  return {
    read(sql, values) {
      try {
        database ??= new DatabaseSync(path, { readOnly: true, timeout: 0 });
        let statement = statements.get(sql);
        if (!statement) {
          statement = database.prepare(sql);
          statements.set(sql, statement);
        }
        return statement.all(...(values as never[])) as Record<string, unknown>[];
      } catch {
        return undefined;
      }
    },
    close() {
      statements.clear();
      database?.close();
      database = undefined;
    },
  };
}
