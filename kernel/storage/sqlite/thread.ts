/**
 * The storage thread: the only place that touches the file. Two connections, one reading and one writing; whoever has a
 * transaction open holds the writer, the others wait in line. Only another process can make us busy, and then a timer tries again:
 * SQLite's own wait would block the loop that has to free the lock.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { tidyAtRest } from '../../tidy.ts';
import type { StatementReply, StatementRequest, ToStorage } from './messages.ts';

const idleTransactionMs = 15_000;
const port = parentPort!;
let deadlineOfStatement = Number.POSITIVE_INFINITY;

const codes: Record<number, string> = { 5: 'SQLITE_BUSY', 6: 'SQLITE_BUSY', 13: 'SQLITE_FULL', 19: 'SQLITE_CONSTRAINT' };
const codeOf = (error: unknown) => codes[((error as { errcode?: number }).errcode ?? 1) & 255] ?? 'SQLITE_ERROR';

function connect(path: string) {
  const database = new DatabaseSync(path, { timeout: 0 });
  database.exec(
    'PRAGMA busy_timeout=0; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8192; PRAGMA journal_size_limit=16777216',
  );
  // A scan asks this once a row, so that it can end: SQLite's interrupt is not offered to JavaScript.
  database.function('in_time', () => {
    if (Date.now() > deadlineOfStatement) throw Object.assign(new Error('the statement took too long'), { timeout: true });
    return 1;
  });
  const statements = new LRUCache<string, StatementSync>({ max: 300 });
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statement.setReturnArrays(true);
      statements.set(sql, statement);
    }
    return statement;
  };
  return { database, prepared };
}

/** Opening may meet another process that is switching the journal mode. */
async function opened(path: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return connect(path);
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_BUSY' || attempt > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20));
    }
  }
}

function execute(lane: Awaited<ReturnType<typeof opened>>, request: StatementRequest): StatementReply {
  deadlineOfStatement = request.deadline;
  const statement = lane.prepared(request.sql);
  const values = request.values as never[];
  if (statement.columns().length === 0) {
    const done = statement.run(...values);
    return { id: request.id, changes: Number(done.changes), lastId: Number(done.lastInsertRowid) };
  }
  const rows: unknown[][] = [];
  for (const row of statement.iterate(...values)) {
    if (rows.length === request.maxRows)
      return { id: request.id, error: { code: 'ROW_LIMIT', message: `more than ${request.maxRows} rows` } };
    rows.push(row as unknown as unknown[]);
    if (rows.length % 256 === 0 && Date.now() > request.deadline)
      throw Object.assign(new Error('the statement took too long'), { timeout: true });
  }
  return { id: request.id, columns: statement.columns().map((column) => column.name), rows };
}

const failed = (id: number, code: string, message: string): StatementReply => ({ id, error: { code, message } });
const reads = /^\s*(select|with|pragma|explain|values|--)/i;

const { path } = workerData as { path: string };
const writer = await opened(path);
const reader = await opened(path);
let holder: number | undefined;
let busy = false;
let idle: NodeJS.Timeout | undefined;
const waiting: StatementRequest[] = [];

function answer(lane: typeof writer, request: StatementRequest): 'busy' | undefined {
  try {
    port.postMessage(execute(lane, request));
  } catch (error) {
    const code = (error as { timeout?: boolean }).timeout ? 'TIMEOUT' : codeOf(error);
    if (code === 'SQLITE_BUSY' && Date.now() < request.deadline) return 'busy';
    port.postMessage(failed(request.id, code, (error as Error).message));
  }
  return undefined;
}

function free() {
  clearTimeout(idle);
  if (writer.database.isTransaction) writer.database.exec('ROLLBACK');
  holder = undefined;
}

function write(request: StatementRequest) {
  busy = true;
  clearTimeout(idle);
  if (answer(writer, request) === 'busy') {
    setTimeout(() => write(request), 1 + Math.random() * 9);
    return;
  }
  busy = false;
  if (writer.database.isTransaction) {
    holder = request.connection;
    idle = setTimeout(() => (free(), next()), idleTransactionMs);
  } else holder = undefined;
  next();
}

/** The holder's statements come first whatever the line: nobody else can move until it is done. */
function next() {
  if (busy) return;
  const at = holder === undefined ? 0 : waiting.findIndex((request) => request.connection === holder);
  const request = at < 0 ? undefined : waiting.splice(at, 1)[0];
  if (!request) return;
  if (Date.now() > request.deadline) {
    port.postMessage(failed(request.id, 'SQLITE_BUSY', 'another write did not end in time'));
    next();
  } else write(request);
}

port.on('message', (message: ToStorage) => {
  if ('stop' in message) {
    free();
    reader.database.close();
    writer.database.close();
    port.close();
  } else if ('release' in message) {
    if (holder === message.release) free();
    next();
  } else if (holder !== message.connection && reads.test(message.sql)) {
    if (answer(reader, message) === 'busy') setTimeout(() => port.emit('message', message), 5);
  } else if (
    /^\s*(commit|rollback)/i.test(message.sql) &&
    holder !== message.connection &&
    !waiting.some((other) => other.connection === message.connection)
  ) {
    port.postMessage(failed(message.id, 'ABANDONED', 'the transaction was given up, because nothing happened in it for too long'));
  } else {
    waiting.push(message);
    next();
  }
});
tidyAtRest();
port.postMessage({ id: 0 } satisfies StatementReply);
