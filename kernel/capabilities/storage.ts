/** The kernel's side of `storage`: a plugin's own tables, and of those only the rows of the organisation it acts in. */
import { FailureError, fail, ok, type Step, type StorageRequest, type TableDeclaration } from '@orrery/plugin-sdk';
import type { Transaction } from 'sequelize';
import type { Broker, Use } from '../execution/types.ts';
import { storageFailure } from '../storage/failures.ts';
import { columnsSql, type DeclaredTable, declaredTable, isPoint, orderSql, rowOf, valuesOf, whereSql } from '../storage/statements.ts';
import type { Database } from '../storage/types.ts';
import { invalid, overLimit } from '../storage/values.ts';

const defaultRows = 1_000;
const mostRows = 10_000;
const mostSteps = 1_000;
const deadlineMs = 10_000;

type Row = Record<string, unknown> & { id: number; version: number };
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const integer = (value: unknown, name: string) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(`${name} is an integer`);
  return value;
};

export function storageBroker(database: Database): Broker {
  const compiled = new WeakMap<TableDeclaration, DeclaredTable>();
  const { dialect } = database;

  function tableOf(use: Use, name: unknown): DeclaredTable {
    const { tables } = (use.granted ?? { tables: {} }) as StorageRequest;
    const declaration = typeof name === 'string' && Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (!declaration) throw invalid(`${use.plugin.id} declares no table "${String(name).slice(0, 60)}"`);
    let table = compiled.get(declaration);
    if (!table) {
      table = declaredTable(use.plugin.id, name as string, declaration);
      compiled.set(declaration, table);
    }
    return table;
  }

  async function find(table: DeclaredTable, orgId: number, options: unknown, transaction?: Transaction): Promise<Row[]> {
    if (options !== undefined && options !== null && !isObject(options)) throw invalid('the options of find are an object');
    const { where, columns, orderBy, limit = defaultRows, offset = 0 } = (options ?? {}) as Record<string, unknown>;
    const most = integer(limit, 'limit');
    const from = integer(offset, 'offset');
    if (most < 0 || most > mostRows || from < 0) throw overLimit(`limit is between 0 and ${mostRows}, offset not below 0`);
    const values: unknown[] = [];
    const { names, sql } = columnsSql(table, columns);
    const page = ` LIMIT ${most}${from > 0 ? ` OFFSET ${from}` : ''}`;
    const text = `SELECT ${sql} FROM ${table.sql}${whereSql(dialect, table, orgId, where ?? undefined, values)}${most === 1 && orderBy === undefined ? '' : orderSql(dialect, table, orderBy)}${page}`;
    const rows = await database.rows(text, values, {
      deadlineMs,
      maxRows: mostRows,
      point: isPoint(table, where),
      transaction,
    });
    return rows.map((row) => rowOf(table, names, row) as Row);
  }

  async function insert(table: DeclaredTable, orgId: number, given: unknown, transaction?: Transaction): Promise<Row> {
    const values = valuesOf(table, given, true);
    const names = [...values.keys()];
    const columns = [...(table.global ? [] : ['org_id']), 'version', ...names];
    const bound = [...(table.global ? [] : [orgId]), 1, ...values.values()];
    const text = `INSERT INTO ${table.sql} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    const { id } = await database.run(text, bound, { id: true, deadlineMs, transaction });
    return { ...rowOf(table, names, Object.fromEntries(values)), id, version: 1 };
  }

  /** The row as read, plus what was changed: exact, because the change only happens to the version that was read. */
  async function update(
    table: DeclaredTable,
    orgId: number,
    [id, version, given]: readonly unknown[],
    transaction?: Transaction,
  ): Promise<Row> {
    const values = valuesOf(table, given, false);
    const wanted = integer(version, 'version');
    const where = { id: integer(id, 'id') };
    const [found] = await find(table, orgId, { where, limit: 1 }, transaction);
    if (!found) throw new FailureError({ code: 'storage/missing', message: 'there is no such row', retryable: false });
    const sets = [...values.keys()].map((name) => `"${name}" = ?, `).join('');
    const bound: unknown[] = [...values.values()];
    const text = `UPDATE ${table.sql} SET ${sets}version = version + 1${whereSql(dialect, table, orgId, { ...where, version: wanted }, bound)}`;
    const { changes } = found.version === wanted ? await database.run(text, bound, { deadlineMs, transaction }) : { changes: 0 };
    if (changes !== 1) {
      const [now] = found.version === wanted ? await find(table, orgId, { where, limit: 1, columns: [] }, transaction) : [found];
      throw new FailureError({
        code: 'storage/version',
        message: 'somebody else saved this row first',
        retryable: false,
        detail: { found: now?.version ?? null },
      });
    }
    return { ...found, ...rowOf(table, values.keys(), Object.fromEntries(values)), id: found.id, version: wanted + 1 };
  }

  async function remove(table: DeclaredTable, orgId: number, where: unknown, transaction?: Transaction): Promise<number> {
    const values: unknown[] = [];
    const text = `DELETE FROM ${table.sql}${whereSql(dialect, table, orgId, where, values)}`;
    return (await database.run(text, values, { deadlineMs, transaction })).changes;
  }

  async function count(table: DeclaredTable, orgId: number, where: unknown): Promise<number> {
    const values: unknown[] = [];
    const [row] = await database.rows(
      `SELECT COUNT(*) AS found FROM ${table.sql}${whereSql(dialect, table, orgId, where, values)}`,
      values,
      { deadlineMs },
    );
    return Number(row?.found ?? 0);
  }

  async function transaction(use: Use, orgId: number, steps: unknown): Promise<(Row | undefined)[]> {
    if (!Array.isArray(steps)) throw invalid('a transaction is a list of steps');
    if (steps.length > mostSteps) throw overLimit(`a transaction has ${mostSteps} steps at most`);
    // Tables first, so that a wrong name costs no transaction.
    for (const step of steps) tableOf(use, isObject(step) ? step.table : undefined);
    return database.transaction(async (open) => {
      const gave: (Row | undefined)[] = [];
      for (const step of steps as readonly Step[]) {
        const table = tableOf(use, step.table);
        if (step.op === 'insert') gave.push(await conflicts(table, insert(table, orgId, resolved(step.values, gave), open)));
        else if (step.op === 'update')
          gave.push(await conflicts(table, update(table, orgId, [step.id, step.version, resolved(step.values, gave)], open)));
        else if (step.op === 'delete') gave.push((await remove(table, orgId, step.where, open), undefined));
        else throw invalid('a step is an insert, an update or a delete');
      }
      return gave;
    });
  }

  async function perform(method: string, args: readonly unknown[], use: Use): Promise<unknown> {
    const target = isObject(args[0]) ? args[0] : {};
    const orgId = orgOf(target.orgId, use);
    if (method === 'transaction') return transaction(use, orgId, args[1]);
    const table = tableOf(use, target.table);
    if (!table.global && orgId < 1) throw invalid('rows of this table belong to an organisation, and this call is made in none');
    if (method === 'get') {
      if (!isObject(args[1])) throw invalid('get needs to know which row');
      return (await find(table, orgId, { where: args[1], limit: 1 }))[0];
    }
    if (method === 'find') return find(table, orgId, args[1]);
    if (method === 'count') return count(table, orgId, args[1]);
    if (method === 'insert') return conflicts(table, insert(table, orgId, args[1]));
    if (method === 'update') return conflicts(table, update(table, orgId, args.slice(1)));
    if (method === 'delete') return remove(table, orgId, args[1]);
    throw invalid(`storage has no method "${method.slice(0, 40)}"`);
  }

  return async (method, args, use) => {
    try {
      return ok(await perform(method, args, use));
    } catch (error) {
      return { ok: false, failure: plain(storageFailure(error).failure) };
    }
  };
}

/** Whose rows: the call's own organisation, or for core plugins another one they name. */
export function orgOf(wanted: unknown, use: Use): number {
  if (wanted === undefined || wanted === null || wanted === use.orgId) return use.orgId;
  if (use.plugin.level !== 'core') throw denied('only a core plugin may act in another organisation');
  return integer(wanted, 'the organisation');
}
export function denied(message: string): FailureError {
  return new FailureError(fail('capability/denied', message).failure);
}

/** Values of a step with what earlier steps gave put in: `{ ref, column }`. */
function resolved(values: unknown, gave: readonly (Row | undefined)[]): unknown {
  if (!isObject(values)) return values;
  const made: [string, unknown][] = Object.entries(values).map(([column, value]) => {
    if (!isObject(value) || typeof value.ref !== 'number' || typeof value.column !== 'string' || Object.keys(value).length !== 2)
      return [column, value];
    const row = gave[value.ref];
    if (!row || !Object.hasOwn(row, value.column))
      throw invalid(`"${column}" refers to "${value.column.slice(0, 60)}" of step ${value.ref}, which gave no such thing`);
    return [column, row[value.column]];
  });
  return Object.fromEntries(made);
}

/** Says which declared columns a conflict is about, whatever the database calls it. */
async function conflicts<Value>(table: DeclaredTable, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const { failure } = storageFailure(error);
    if (failure.code !== 'storage/conflict') throw error;
    const { index, columns } = (failure.detail ?? {}) as { index?: string; columns?: string[] };
    const found = table.unique.get(index ?? '') ?? (columns ?? []).filter((column) => column !== 'org_id');
    const message = found.length > 0 ? `another row has the same ${found.join(' and ')}` : failure.message;
    throw new FailureError({ code: 'storage/conflict', message, retryable: false, detail: { columns: found } });
  }
}

/** The driver's code is for the log, not for plugins. */
function plain({ code, message, retryable, detail }: FailureError['failure']): FailureError['failure'] {
  return detail && !('driver' in detail) ? { code, message, retryable, detail } : { code, message, retryable };
}
