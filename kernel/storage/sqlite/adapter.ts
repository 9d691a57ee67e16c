/**
 * What Sequelize expects of the package `sqlite3`, over the storage thread. It hands a transaction a connection of its own; here that is
 * only a number, by which the thread knows who holds the writer.
 */
import { Worker } from 'node:worker_threads';
import { fileOf } from '../../bundled.ts';
import type { StatementReply, ToStorage } from './messages.ts';

export interface ThreadResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
  readonly lastId: number;
}
export interface SqliteThread {
  query(connection: number, sql: string, values: readonly unknown[], maxRows: number, deadlineMs: number): Promise<ThreadResult>;
  release(connection: number): void;
  stop(): Promise<void>;
}

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });
const plain = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value === undefined ? null : value);

/** The thread, started again at the next statement if it should ever end. */
export function sqliteThread(path: string): SqliteThread {
  const open = new Map<number, { resolve: (result: ThreadResult) => void; reject: (error: Error) => void }>();
  let last = 0;
  let worker: Worker | undefined;

  function settle(reply: StatementReply) {
    const call = open.get(reply.id);
    if (!call) return;
    open.delete(reply.id);
    if (open.size === 0) worker?.unref();
    if (reply.error) call.reject(coded(reply.error.code, reply.error.message));
    else call.resolve({ columns: reply.columns ?? [], rows: reply.rows ?? [], changes: reply.changes ?? 0, lastId: reply.lastId ?? 0 });
  }
  function start() {
    const started = new Worker(fileOf('storage.js', new URL('./thread.ts', import.meta.url)), {
      workerData: { path },
      name: 'storage',
      execArgv: [],
    });
    let cause = 'it stopped';
    started.on('message', settle);
    started.on('error', (error) => {
      cause = (error as Error).message;
    });
    started.on('exit', () => {
      if (worker === started) worker = undefined;
      for (const call of open.values()) call.reject(coded('THREAD_GONE', `the storage thread ended: ${cause}`));
      open.clear();
    });
    return started;
  }
  const post = (message: ToStorage) => {
    worker ??= start();
    worker.postMessage(message);
  };
  return {
    query(connection, sql, values, maxRows, deadlineMs) {
      const id = ++last;
      return new Promise<ThreadResult>((resolve, reject) => {
        open.set(id, { resolve, reject });
        post({ id, connection, sql, values: values.map(plain), maxRows, deadline: Date.now() + deadlineMs });
        if (open.size === 1) worker?.ref();
      });
    },
    release: (connection) => worker && post({ release: connection }),
    async stop() {
      const stopping = worker;
      if (!stopping) return;
      worker = undefined;
      const gone = new Promise((resolve) => stopping.once('exit', resolve));
      stopping.ref();
      stopping.postMessage({ stop: true } satisfies ToStorage);
      await gone;
    },
  };
}

/** Sequelize tells an insert's answer by this name. */
class Statement {
  readonly lastID: number;
  readonly changes: number;
  constructor(lastID: number, changes: number) {
    this.lastID = lastID;
    this.changes = changes;
  }
}
type Done = (this: Statement, error: Error | null, rows?: unknown[]) => void;

export interface SqliteConnection {
  readonly number: number;
  readonly thread: SqliteThread;
}

/** The `dialectModule` for Sequelize. */
export function sqliteModule(thread: SqliteThread) {
  let last = 0;
  class Connection implements SqliteConnection {
    readonly number = ++last;
    readonly thread = thread;
    readonly filename: string;
    uuid: string | undefined;
    constructor(filename: string, _mode: number, opened: (error: Error | null) => void) {
      this.filename = filename;
      queueMicrotask(() => opened(null));
    }
    serialize(work: () => void) {
      work();
    }
    all(sql: string, values: unknown, done?: Done) {
      const list = Array.isArray(values) ? values : typeof values === 'object' && values ? [values] : [];
      const call = typeof values === 'function' ? (values as Done) : done;
      thread.query(this.number, sql, list, 100_000, 30_000).then(
        (result) => {
          const rows = result.rows.map((row) => Object.fromEntries(result.columns.map((column, at) => [column, row[at]])));
          call?.call(new Statement(result.lastId, result.changes), null, rows);
        },
        (error: Error) => call?.call(new Statement(0, 0), error),
      );
    }
    run(sql: string, values?: unknown, done?: Done) {
      this.all(sql, values, done);
    }
    close(done?: (error: Error | null) => void) {
      thread.release(this.number);
      queueMicrotask(() => done?.(null));
    }
  }
  return { Database: Connection, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
}
