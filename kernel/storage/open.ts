/** Opens the database and waits, with words, for one that is not up yet. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FailureError } from '@orrery/plugin-sdk';
import { LRUCache } from 'lru-cache';
import { type Options, Sequelize, type Transaction } from 'sequelize';
import { dialectOptions, drivers, greetMysql, lockNumber, type Prepared, prepare } from './drivers.ts';
import { driverError, mayTryAgain, storageFailure } from './failures.ts';
import type { DatabaseOptions } from './options.ts';
import { type SqliteThread, sqliteModule, sqliteThread } from './sqlite/adapter.ts';
import { pointReader } from './sqlite/point.ts';
import type { Database, StatementOptions } from './types.ts';

const attempts = 12;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Pool = {
  getConnection(options: object): Promise<unknown>;
  releaseConnection(connection: unknown): void;
  destroyConnection(connection: unknown): Promise<void>;
};

function sequelizeFor(options: DatabaseOptions, thread: SqliteThread | undefined): Sequelize {
  const shared: Options = {
    logging: false,
    benchmark: false,
    pool: { max: options.maxOpen, min: 0, acquire: 15_000, idle: 30_000, evict: 5_000 },
    define: { timestamps: false },
  };
  if (thread) {
    // A deferred transaction that starts reading cannot become a writer later: BUSY_SNAPSHOT, where waiting never helps.
    return new Sequelize({
      ...shared,
      dialect: 'sqlite',
      storage: options.path!,
      dialectModule: sqliteModule(thread),
      transactionType: 'IMMEDIATE' as never,
      foreignKeys: false,
    } as Options);
  }
  const { dialect, socket, host = socket, port, name, user, password } = options;
  return new Sequelize({
    ...shared,
    dialect,
    ...(host ? { host } : {}),
    ...(port ? { port } : {}),
    database: name!,
    username: user!,
    password: password || (null as never),
    dialectOptions: dialectOptions(options),
    ...(dialect === 'mysql' ? { hooks: { afterConnect: (connection: unknown) => greetMysql(connection as never) } } : {}),
  });
}

function place(options: DatabaseOptions): string {
  return options.dialect === 'sqlite'
    ? `the database file ${options.path}`
    : `the database ${options.name} at ${options.socket ?? `${options.host}:${options.port}`}`;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dialect } = options;
  if (options.path) mkdirSync(dirname(options.path), { recursive: true, mode: 0o750 });
  const thread = dialect === 'sqlite' ? sqliteThread(options.path!) : undefined;
  const sequelize = sequelizeFor(options, thread);
  const pool = (sequelize as unknown as { connectionManager: Pool }).connectionManager;
  const execute = drivers[dialect];
  const prepared = new LRUCache<string, Prepared>({ max: 2_000 });
  const points = thread && pointReader(options.path!);
  const plain = thread && { thread, number: 0 };
  let closed = false;

  function ready(sql: string): Prepared {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = prepare(dialect, sql);
      prepared.set(sql, statement);
    }
    return statement;
  }

  /** On the transaction's connection, or one of the pool's. A connection whose statement did not end in time is thrown away. */
  async function statement(sql: string, values: readonly unknown[], given: StatementOptions & { id?: boolean }) {
    const { transaction, maxRows = 10_000, deadlineMs = 30_000, id = false } = given;
    if (closed) throw storageFailure(Object.assign(new Error('closed'), { code: 'ECONNCLOSED' }));
    const limits = { maxRows, deadlineMs, id };
    if (points && given.point && !transaction) {
      const rows = points.read(sql, values);
      if (rows) return { rows, changes: 0, id: 0 };
    }
    try {
      if (plain && !transaction) return await execute(plain, ready(sql), values, limits);
      const connection = transaction
        ? (transaction as unknown as { connection: unknown }).connection
        : await pool.getConnection({ type: 'SELECT' });
      let late: NodeJS.Timeout | undefined;
      let lost = false;
      try {
        const timeout = new Promise<never>((_, reject) => {
          late = setTimeout(
            () => {
              lost = true;
              reject(Object.assign(new Error('too late'), { code: 'TIMEOUT' }));
            },
            deadlineMs + (plain ? 1_000 : 0),
          );
        });
        return await Promise.race([execute(connection, ready(sql), values, limits), timeout]);
      } finally {
        clearTimeout(late);
        if (lost && !plain) await pool.destroyConnection(connection).catch(() => undefined);
        else if (!transaction) pool.releaseConnection(connection);
      }
    } catch (error) {
      throw storageFailure(error);
    }
  }

  const database: Database = {
    dialect,
    sequelize,
    rows: async (sql, values = [], given = {}) => (await statement(sql, values, given)).rows,
    run: async (sql, values = [], given = {}) => {
      const { changes, id } = await statement(sql, values, given);
      return { changes, id };
    },
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await sequelize.transaction(work);
        } catch (error) {
          if (attempt < attempts && mayTryAgain(error)) {
            await sleep(Math.min(200, 4 * 2 ** attempt) * Math.random());
            continue;
          }
          throw error instanceof FailureError || !fromDriver(error) ? error : storageFailure(error);
        }
      }
    },
    exclusive: (name, work) =>
      database.transaction(async (transaction) => {
        if (dialect === 'postgres') await database.rows(`SELECT pg_advisory_xact_lock(${lockNumber(name)})`, [], { transaction });
        if (dialect !== 'mysql') return work(transaction);
        // DDL ends MySQL's transaction, but not this lock.
        const [got] = await database.rows('SELECT GET_LOCK(?, 20) AS got', [name], { transaction });
        if (got?.got !== 1) throw storageFailure({ code: 'ER_LOCK_WAIT_TIMEOUT' });
        try {
          return await work(transaction);
        } finally {
          await database.rows('SELECT RELEASE_LOCK(?) AS gone', [name], { transaction });
        }
      }),
    async ping(ms) {
      try {
        await database.rows('SELECT 1 AS one', [], { deadlineMs: ms });
        return { ok: true, cause: '' };
      } catch (error) {
        return { ok: false, cause: `${place(options)}: ${(error as Error).message}` };
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      points?.close();
      await sequelize.close();
      await thread?.stop();
    },
  };
  await reachable(database, options);
  return database;
}

/** Whether the error came from a driver or Sequelize, and not from the work done in the transaction. */
function fromDriver(error: unknown): boolean {
  return /^Sequelize/.test((error as Error)?.name ?? '') || typeof driverError(error).code === 'string';
}

async function reachable(database: Database, options: DatabaseOptions): Promise<void> {
  const { waitMs = options.dialect === 'sqlite' ? 5_000 : 60_000, log } = options;
  const until = Date.now() + waitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      await database.rows('SELECT 1 AS one', [], { deadlineMs: 10_000 });
      if (attempt > 1) log?.('info', `${place(options)} answers now`);
      return;
    } catch (error) {
      const inner = driverError((error as { cause?: unknown }).cause ?? error);
      const cause = inner.message || inner.code || inner.name;
      const pause = Math.min(5_000, 250 * 2 ** attempt);
      if (Date.now() + pause > until) {
        await database.close().catch(() => undefined);
        throw Object.assign(
          new Error(`${place(options)} does not answer (${cause}); check [database] of the configuration and that it is running`),
          { cause: error },
        );
      }
      log?.('warn', `${place(options)} does not answer (${cause}); trying again in ${pause / 1000} s`);
      await sleep(pause);
    }
  }
}
