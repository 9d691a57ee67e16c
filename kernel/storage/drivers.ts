/** One statement on one connection, the three drivers' ways. Sequelize keeps pool and transactions; its query layer is not in the hot path. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import type { DatabaseOptions } from './options.ts';
import type { SqliteConnection } from './sqlite/adapter.ts';
import type { Dialect } from './types.ts';

export interface Outcome {
  readonly rows: readonly Record<string, unknown>[];
  readonly changes: number;
  readonly id: number;
}
/** SQL made ready once and kept: placeholders in the dialect's form, and whether a row limit can be put at its end. */
export interface Prepared {
  readonly text: string;
  readonly limitable: boolean;
}
export type Execute = (
  connection: unknown,
  statement: Prepared,
  values: readonly unknown[],
  limits: { maxRows: number; deadlineMs: number; id: boolean },
) => Promise<Outcome>;

/** For every server connection: nothing runs longer than this, whatever the caller forgot. */
export const serverDeadlineMs = 30_000;

export function prepare(dialect: Dialect, sql: string): Prepared {
  let count = 0;
  const text = dialect === 'postgres' ? sql.replace(/\?/g, () => `$${++count}`) : sql;
  const limitable = /^\s*select/i.test(sql) && !/\b(limit\s+\d+|for\s+update|offset\s+\d+)\s*$/i.test(sql);
  return { text, limitable };
}

const bound = (statement: Prepared, maxRows: number) => (statement.limitable ? `${statement.text} LIMIT ${maxRows + 1}` : statement.text);
function within<Row>(rows: readonly Row[], maxRows: number): readonly Row[] {
  if (rows.length > maxRows) throw Object.assign(new Error(`more than ${maxRows} rows`), { code: 'ROW_LIMIT' });
  return rows;
}
function named(columns: readonly string[], rows: readonly (readonly unknown[])[]): Record<string, unknown>[] {
  return rows.map((row) => {
    const made: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at++) made[columns[at]!] = row[at];
    return made;
  });
}

const sqlite: Execute = async (connection, statement, values, { maxRows, deadlineMs }) => {
  const { thread, number } = connection as SqliteConnection;
  const result = await thread.query(number, bound(statement, maxRows), values, maxRows, deadlineMs);
  return { rows: named(result.columns, result.rows), changes: result.changes, id: result.lastId };
};

// 64-bit integers and sums of them arrive as text otherwise. Nothing beyond 2^53 is ever stored.
const types = { getTypeParser: (oid: number) => (oid === 20 || oid === 1700 ? Number : oid === 17 ? bytea : (value: unknown) => value) };
const numeric = new Set([21, 23, 26, 700, 701]);
const parsers = {
  getTypeParser: (oid: number) => (numeric.has(oid) ? Number : oid === 16 ? (value: string) => value === 't' : types.getTypeParser(oid)),
};
function bytea(value: unknown) {
  return typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : value;
}

const postgres: Execute = async (connection, statement, values, { maxRows, id }) => {
  const text = id ? `${statement.text} RETURNING id` : bound(statement, maxRows);
  const query = {
    text,
    values: values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : typeof value === 'boolean' ? Number(value) : value)),
    types: parsers,
  };
  const result = (await (connection as Client).query(query as never)) as unknown as {
    rows: Record<string, unknown>[];
    rowCount: number | null;
  };
  return { rows: within(result.rows, maxRows), changes: result.rowCount ?? 0, id: id ? Number(result.rows.at(-1)?.id ?? 0) : 0 };
};

interface MysqlConnection {
  execute(options: { sql: string; values: unknown[] }, done: (error: Error | null, result: unknown) => void): void;
}
const mysql: Execute = (connection, statement, values, { maxRows }) =>
  new Promise((resolve, reject) => {
    const list = values.map((value) => (value === undefined ? null : typeof value === 'boolean' ? Number(value) : value));
    (connection as MysqlConnection).execute({ sql: bound(statement, maxRows), values: list }, (error, result) => {
      if (error) return reject(error);
      if (!Array.isArray(result)) {
        const done = result as { affectedRows?: number; insertId?: number };
        return resolve({ rows: [], changes: done.affectedRows ?? 0, id: done.insertId ?? 0 });
      }
      try {
        resolve({ rows: within(result as Record<string, unknown>[], maxRows), changes: result.length, id: 0 });
      } catch (tooMany) {
        reject(tooMany as Error);
      }
    });
  });

export const drivers: Readonly<Record<Dialect, Execute>> = { sqlite, postgres, mysql };

/** What the drivers are told when they connect. */
export function dialectOptions(options: DatabaseOptions): Record<string, unknown> {
  const { tls } = options;
  const ssl = tls && {
    rejectUnauthorized: tls.verify,
    ...(tls.caPath ? { ca: readFileSync(tls.caPath, 'utf8') } : {}),
    ...(tls.certPath ? { cert: readFileSync(tls.certPath, 'utf8') } : {}),
    ...(tls.keyPath ? { key: readFileSync(tls.keyPath, 'utf8') } : {}),
    ...(tls.serverName ? { servername: tls.serverName } : {}),
  };
  if (options.dialect === 'postgres') {
    return {
      ...(ssl ? { ssl } : {}),
      application_name: 'orrery',
      connectionTimeoutMillis: 10_000,
      statement_timeout: serverDeadlineMs,
      idle_in_transaction_session_timeout: serverDeadlineMs,
      lock_timeout: 10_000,
    };
  }
  return {
    ...(ssl ? { ssl } : {}),
    ...(options.socket ? { socketPath: options.socket } : {}),
    connectTimeout: 10_000,
    flags: '',
    charset: 'utf8mb4',
    maxPreparedStatements: 200,
  };
}

/** MySQL's and MariaDB's session: quotes like the others', nothing cut silently, a deadline on each statement. */
export async function greetMysql(connection: { query(sql: string, done: (error: Error | null) => void): void }): Promise<void> {
  const say = (sql: string) =>
    new Promise<void>((resolve, reject) => connection.query(sql, (error) => (error ? reject(error) : resolve())));
  await say("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ANSI_QUOTES', SESSION innodb_lock_wait_timeout = 10");
  await say(`SET SESSION max_statement_time = ${serverDeadlineMs / 1000}`).catch(() =>
    say(`SET SESSION max_execution_time = ${serverDeadlineMs}`),
  );
}

/** A number for PostgreSQL's advisory locks. */
export const lockNumber = (name: string) => createHash('sha256').update(name).digest().readInt32BE(0);
