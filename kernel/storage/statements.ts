/** Where, order and lists of columns of a declared table as SQL. Names come from the declaration only, values are always bound. */
import type { TableDeclaration } from '@orrery/plugin-sdk';
import { physicalName } from './plugin-tables.ts';
import { indexName, plainType, quoted } from './schema.ts';
import type { Dialect } from './types.ts';
import { decode, encode, invalid, overLimit } from './values.ts';

const mostConditions = 50;
const mostValues = 1_000;
const mostPatternLength = 200;
const operators: Readonly<Record<string, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export interface DeclaredTable {
  readonly sql: string;
  readonly global: boolean;
  /** Declared columns, and `id` and `version`. */
  readonly columns: ReadonlyMap<string, string>;
  /** Name of the index to the declared columns, for conflicts. */
  readonly unique: ReadonlyMap<string, readonly string[]>;
}

export function declaredTable(plugin: string, name: string, declaration: TableDeclaration): DeclaredTable {
  const physical = physicalName(plugin, name);
  const own = (columns: readonly string[]) => (declaration.global ? columns : ['org_id', ...columns]);
  return {
    sql: quoted(physical),
    global: declaration.global === true,
    columns: new Map([['id', 'integer'], ['version', 'integer'], ...Object.entries(declaration.columns)]),
    unique: new Map((declaration.unique ?? []).map((columns) => [indexName(physical, own(columns), true), columns])),
  };
}

function typeOf(table: DeclaredTable, column: string): string {
  const type = table.columns.get(column);
  if (type === undefined) throw invalid(`there is no column "${column.slice(0, 60)}"`);
  return type;
}

/** Conditions that must all hold. `in_time` lets SQLite end a long scan. */
export function whereSql(dialect: Dialect, table: DeclaredTable, orgId: number, where: unknown, values: unknown[]): string {
  if (where !== undefined && !isObject(where)) throw invalid('where is an object of columns and what they must be');
  const parts: string[] = [];
  if (!table.global) {
    parts.push('org_id = ?');
    values.push(orgId);
  }
  const conditions = Object.entries(where ?? {});
  if (conditions.length > mostConditions) throw overLimit(`${mostConditions} conditions are the most`);
  for (const [column, wanted] of conditions) parts.push(condition(dialect, table, column, wanted, values));
  if (dialect === 'sqlite' && !isPoint(table, where)) parts.push('in_time()');
  return parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : '';
}

/** Whether an index leads to one row at most. */
export function isPoint(table: DeclaredTable, where: unknown): boolean {
  if (!isObject(where)) return false;
  const pinned = (column: string) => ['string', 'number', 'boolean'].includes(typeof where[column]);
  return pinned('id') || [...table.unique.values()].some((columns) => columns.every(pinned));
}

function condition(dialect: Dialect, table: DeclaredTable, column: string, wanted: unknown, values: unknown[]): string {
  const type = typeOf(table, column);
  const name = quoted(column);
  if (wanted === null) return `${name} IS NULL`;
  if (plainType(type) === 'json') throw invalid(`"${column}" is JSON and can only be compared with null`);
  const bind = (value: unknown) => values.push(encode(column, type.replace('?', ''), value));
  if (!isObject(wanted)) {
    bind(wanted);
    return `${name} = ?`;
  }
  const entries = Object.entries(wanted);
  if (entries.length === 0) throw invalid(`"${column}" must be compared with something`);
  return entries
    .map(([operator, value]) => (operator === 'like' ? like(dialect, column, type, value, values) : compare(column, operator, value, bind)))
    .join(' AND ');
}

/** SQLite matches by backtracking: a long pattern of wildcards is a way to hold the thread. */
function like(dialect: Dialect, column: string, type: string, value: unknown, values: unknown[]): string {
  const name = quoted(column);
  if (!['text', 'long'].includes(plainType(type)) || typeof value !== 'string' || /(^|[^\\])(\\\\)*\\$/.test(value))
    throw invalid(`"${column}": like compares text with a pattern`);
  if (value.length > mostPatternLength || (value.match(/%+/g)?.length ?? 0) > 5)
    throw overLimit(`"${column}": a pattern has ${mostPatternLength} characters and five % at most`);
  values.push(dialect === 'mysql' ? value.toLowerCase() : value);
  if (dialect === 'postgres') return `${name} ILIKE ?`;
  return dialect === 'mysql' ? `LOWER(${name}) LIKE ?` : `${name} LIKE ? ESCAPE '\\'`;
}

function compare(column: string, operator: string, value: unknown, bind: (value: unknown) => void): string {
  const name = quoted(column);
  if (operator === 'in') {
    if (!Array.isArray(value)) throw invalid(`"${column}": in takes a list`);
    if (value.length > mostValues) throw overLimit(`"${column}": in takes ${mostValues} values at most`);
    const some = value.filter((item) => item !== null);
    some.forEach(bind);
    const listed = some.length > 0 ? `${name} IN (${some.map(() => '?').join(', ')})` : '1 = 0';
    return some.length < value.length ? `(${listed} OR ${name} IS NULL)` : listed;
  }
  if (operator === 'not') {
    if (value === null) return `${name} IS NOT NULL`;
    bind(value);
    return `(${name} <> ? OR ${name} IS NULL)`;
  }
  const sign = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!sign) throw invalid(`"${column}" cannot be compared by "${operator.slice(0, 20)}"`);
  bind(value);
  return `${name} ${sign} ?`;
}

export function columnsSql(table: DeclaredTable, wanted: unknown): { names: readonly string[]; sql: string } {
  if (wanted === undefined) wanted = [...table.columns.keys()];
  if (!Array.isArray(wanted)) throw invalid('columns is a list of names');
  const names = [...new Set(['id', 'version', ...wanted.map(String)])];
  for (const name of names) typeOf(table, name);
  return { names, sql: names.map(quoted).join(', ') };
}

/** Nothing comes first, as in SQLite and MySQL; ties in order of their making, so that pages fit together. */
export function orderSql(dialect: Dialect, table: DeclaredTable, orderBy: unknown): string {
  if (orderBy === undefined) return ' ORDER BY id';
  if (!Array.isArray(orderBy) || orderBy.length > 8) throw invalid('orderBy is a list of at most 8 pairs of column and direction');
  const parts = orderBy.map((pair: unknown) => {
    const [column, direction = 'asc'] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const type = typeOf(table, String(column));
    if (direction !== 'asc' && direction !== 'desc') throw invalid(`"${String(column)}" can be ordered asc or desc`);
    const nulls = dialect === 'postgres' && type.endsWith('?') ? (direction === 'asc' ? ' NULLS FIRST' : ' NULLS LAST') : '';
    return `${quoted(String(column))} ${direction.toUpperCase()}${nulls}`;
  });
  return ` ORDER BY ${[...parts, 'id'].join(', ')}`;
}

/** Column values of an insert (all of them) or an update (those given), encoded. */
export function valuesOf(table: DeclaredTable, given: unknown, all: boolean): Map<string, string | number | null> {
  if (!isObject(given)) throw invalid('the values of a row are an object');
  const made = new Map<string, string | number | null>();
  for (const column of Object.keys(given)) {
    if (column === 'id' || column === 'version') throw invalid(`"${column}" is given by the database`);
    made.set(column, encode(column, typeOf(table, column), given[column]));
  }
  if (!all) return made;
  for (const [column, type] of table.columns)
    if (column !== 'id' && column !== 'version' && !made.has(column)) made.set(column, encode(column, type, undefined));
  return made;
}

export function rowOf(table: DeclaredTable, names: Iterable<string>, found: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const name of names) row[name] = decode(table.columns.get(name) ?? 'text?', found[name]);
  return row;
}
