/** Three databases' ways of saying no, as the failures the rest of the kernel knows. The driver's own words stay in `cause`, for the log: they may quote values. */
import { type Failure, FailureError } from '@orrery/plugin-sdk';

interface DriverError {
  code?: string;
  errno?: number;
  message?: string;
  constraint?: string;
  name?: string;
  original?: DriverError;
  parent?: DriverError;
}

const again = new Set(['SQLITE_BUSY', '40001', '40P01', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);
const late = new Set(['TIMEOUT', '57014', 'ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT']);
const gone =
  /^(ECONN|EPIPE|ENOTFOUND|EHOST|ETIMEDOUT|EAI_|08|57P|53|PROTOCOL_|THREAD_GONE|ABANDONED|SQLITE_FULL|ER_CON_COUNT|ER_SERVER_SHUTDOWN|ER_OPTION_PREVENTS)/;
const lateNumbers = new Set([1969, 3024]);

/** What the driver said, below whatever Sequelize wrapped round it. */
export function driverError(error: unknown): DriverError {
  let at = error as DriverError;
  while (at?.original ?? at?.parent) at = (at.original ?? at.parent) as DriverError;
  return at ?? {};
}

/** Busy, deadlock or serialisation failure: nothing was done, so it may be tried again. */
export function mayTryAgain(error: unknown): boolean {
  const code = error instanceof FailureError ? (error.failure.detail?.driver as string | undefined) : driverError(error).code;
  return code !== undefined && again.has(code);
}

function judge(error: DriverError): Failure {
  const { code = '', message = '' } = error;
  const driver = { driver: code };
  if (code === 'ROW_LIMIT') return { code: 'storage/limit', message: `the answer has ${message}; ask for fewer`, retryable: false };
  if (late.has(code) || lateNumbers.has(error.errno ?? 0))
    return { code: 'storage/limit', message: 'the statement took longer than it may; narrow it down', retryable: false, detail: driver };
  if (code === 'SQLITE_CONSTRAINT' && /UNIQUE|PRIMARY KEY/.test(message)) {
    const columns =
      /failed: (.*)/
        .exec(message)?.[1]
        ?.split(', ')
        .map((name) => name.split('.')[1] ?? name) ?? [];
    return { code: 'storage/conflict', message: 'such a row is there already', retryable: false, detail: { columns } };
  }
  if (code === '23505')
    return { code: 'storage/conflict', message: 'such a row is there already', retryable: false, detail: { index: error.constraint } };
  if (code === 'ER_DUP_ENTRY') {
    const index = /for key '(?:[^'.]*\.)?([^']*)'/.exec(message)?.[1];
    return { code: 'storage/conflict', message: 'such a row is there already', retryable: false, detail: { index } };
  }
  if (again.has(code)) return { code: 'storage/unavailable', message: 'the database is busy; try again', retryable: true, detail: driver };
  if (
    gone.test(code) ||
    /ConnectionAcquire|ConnectionRefused|Connection/.test(error.name ?? '') ||
    /Connection terminated|closed state|connection manager was closed/.test(message)
  ) {
    return { code: 'storage/unavailable', message: 'the database does not answer; try again', retryable: true, detail: driver };
  }
  return {
    code: 'storage/failed',
    message: `the database refused the statement (${code || error.name || 'error'})`,
    retryable: false,
    detail: driver,
  };
}

/** The failure to throw for anything a driver threw. */
export function storageFailure(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  const inner = driverError(error);
  return Object.assign(new FailureError(judge(inner)), { cause: error });
}
