import type { Sequelize, Transaction } from 'sequelize';

export type Dialect = 'sqlite' | 'postgres' | 'mysql';

export interface StatementOptions {
  readonly transaction?: Transaction;
  /** 10 000 when absent; one row more fails with `storage/limit`. */
  readonly maxRows?: number;
  /** 30 000 when absent. */
  readonly deadlineMs?: number;
  /** Reads one row by a unique index: SQLite then answers in the caller's thread. */
  readonly point?: boolean;
}

/**
 * The kernel's database, whichever it is. Hot reads use `rows`; nothing outside `storage/` knows the dialect.
 * SQL is what all three understand: `?` for values, "double quotes" round names that need them, no literals with `?`.
 * Fails (thrown `FailureError`): `storage/conflict`, `storage/unavailable` (retryable), `storage/limit`, `storage/failed`.
 */
export interface Database {
  readonly dialect: Dialect;
  readonly sequelize: Sequelize;
  /** Positional `?` replacements, sent as bind values. Deadline and row limit apply. */
  rows(sql: string, values?: readonly unknown[], options?: StatementOptions): Promise<readonly Record<string, unknown>[]>;
  /** A statement that changes rows. `id` is the one the database gave to the last inserted row, when asked for. */
  run(
    sql: string,
    values?: readonly unknown[],
    options?: StatementOptions & { readonly id?: boolean },
  ): Promise<{ changes: number; id: number }>;
  /** A write transaction; tried again when the database says busy, serialisation failure or deadlock. */
  transaction<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** `work` while no other kernel on this database does work under the same name. */
  exclusive<Value>(name: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** Answers within `ms`, or why not. */
  ping(ms: number): Promise<{ ok: boolean; cause: string }>;
  close(): Promise<void>;
}
