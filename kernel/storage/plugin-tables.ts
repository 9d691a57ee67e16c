/**
 * The tables a plugin declares, as they stand in the database. Changes only ever add: columns, indexes, wider types. What a version
 * no longer declares stays, because the version before may still be running, or come back.
 */
import { createHash } from 'node:crypto';
import { type ColumnType, FailureError, fail, ok, type Result, type TableDeclaration } from '@orrery/plugin-sdk';
import type { Transaction } from 'sequelize';
import { storageFailure } from './failures.ts';
import { fromJson, toJson } from './json.ts';
import {
  addColumn,
  columnsOf,
  createIndexes,
  createTable,
  dropIndex,
  indexesOf,
  indexName,
  plainType,
  type TableShape,
  widenColumn,
} from './schema.ts';
import type { Database } from './types.ts';

type Tables = Readonly<Record<string, TableDeclaration>>;
const columnName = /^[a-zA-Z][a-zA-Z0-9_]{0,59}$/;
const tableName = /^[a-zA-Z][a-zA-Z0-9_-]{0,59}$/;
const kinds = new Set(['text', 'long', 'integer', 'number', 'boolean', 'time', 'json']);
const reserved = new Set(['id', 'version', 'org_id']);
const widenings = new Set(['text>long', 'integer>number', 'integer>time', 'time>integer', 'time>number']);
const mostTables = 50;
const mostColumns = 60;
const mostIndexes = 20;

/** `p_<plugin>_<table>`; where that would not be unmistakable, with a hash at its end. */
export function physicalName(plugin: string, table: string): string {
  const name = `p_${plugin}_${table}`;
  if (/^p_[a-z0-9]+_[a-z0-9]+$/.test(name) && name.length <= 60) return name;
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 48);
  return `${slug}_${createHash('sha256').update(`${plugin}\n${table}`).digest('hex').slice(0, 10)}`;
}

/** With the columns every row has. The organisation leads each index, so that one organisation's rows lie together. */
export function shapeOf(plugin: string, table: string, declaration: TableDeclaration): TableShape {
  const own = (columns: readonly string[]) => (declaration.global ? columns : ['org_id', ...columns]);
  return {
    name: physicalName(plugin, table),
    columns: { ...(declaration.global ? {} : { org_id: 'integer' as const }), version: 'integer', ...declaration.columns },
    unique: (declaration.unique ?? []).map(own),
    indexes: [...(declaration.indexes ?? []).map(own), ...(declaration.global ? [] : [['org_id']])],
  };
}

/** What is wrong with a declaration, or undefined. */
export function judgeDeclaration(tables: Tables): string | undefined {
  const names = Object.keys(tables);
  if (names.length > mostTables) return `it declares ${names.length} tables; ${mostTables} is the most`;
  for (const [table, { columns, unique = [], indexes = [] }] of Object.entries(tables)) {
    if (!tableName.test(table)) return `"${table}" is no name for a table`;
    const list = Object.entries(columns);
    if (list.length > mostColumns || unique.length + indexes.length > mostIndexes)
      return `table "${table}" has more than ${mostColumns} columns or ${mostIndexes} indexes`;
    const seen = new Set<string>();
    for (const [column, type] of list) {
      if (!columnName.test(column) || reserved.has(column.toLowerCase())) return `"${column}" of table "${table}" is no name for a column`;
      if (seen.has(column.toLowerCase())) return `"${column}" of table "${table}" differs from another column only in case`;
      if (!kinds.has(plainType(type))) return `"${column}" of table "${table}" has the unknown type "${type}"`;
      seen.add(column.toLowerCase());
    }
    for (const index of [...unique, ...indexes]) {
      const wrong = index.find(
        (column) => !Object.hasOwn(columns, column) || ['long', 'json'].includes(plainType(columns[column] as string)),
      );
      if (wrong !== undefined || index.length === 0 || index.length > 4)
        return `table "${table}" cannot have an index over (${index.join(', ')}): one to four declared columns, none of them long or json`;
    }
  }
  return undefined;
}

/** The stored declaration with the wanted one laid over it, or why it would lose something. */
function merge(table: string, stored: TableDeclaration, wanted: TableDeclaration): Result<TableDeclaration> {
  const narrowing = (what: string) => fail('storage/narrowing', `table "${table}": ${what}; add a new column or table instead`);
  if (Boolean(stored.global) !== Boolean(wanted.global))
    return narrowing('rows cannot change between belonging to an organisation and to all');
  const columns: Record<string, ColumnType> = { ...stored.columns };
  for (const [column, type] of Object.entries(wanted.columns)) {
    const before = columns[column];
    const known = Object.keys(columns).find((other) => other.toLowerCase() === column.toLowerCase());
    if (known !== undefined && known !== column) return narrowing(`column "${column}" is there already as "${known}"`);
    if (before && before !== type) {
      if (before.endsWith('?') && !type.endsWith('?'))
        return narrowing(`column "${column}" may hold nothing and would have to hold something`);
      const [from, to] = [plainType(before), plainType(type)];
      const indexed = [...(stored.unique ?? []), ...(stored.indexes ?? [])].some((index) => index.includes(column));
      if (from !== to && (!widenings.has(`${from}>${to}`) || (to === 'long' && indexed)))
        return narrowing(`column "${column}" cannot change from ${before} to ${type}`);
    }
    columns[column] = type;
  }
  const indexes = new Map([...(stored.indexes ?? []), ...(wanted.indexes ?? [])].map((index) => [index.join(), index]));
  return ok({ columns, unique: wanted.unique ?? [], indexes: [...indexes.values()], ...(wanted.global ? { global: true } : {}) });
}

async function change(
  database: Database,
  plugin: string,
  table: string,
  stored: TableDeclaration,
  next: TableDeclaration,
  transaction: Transaction,
): Promise<void> {
  const shape = shapeOf(plugin, table, next);
  const there = await columnsOf(database, shape.name, transaction);
  for (const [column, type] of Object.entries(next.columns)) {
    const before = stored.columns[column];
    if (!there.has(column)) await addColumn(database, shape.name, column, type, transaction);
    else if (before && plainType(before) !== plainType(type)) await widenColumn(database, shape.name, column, type, transaction);
  }
  const wanted = new Set((shape.unique ?? []).map((columns) => indexName(shape.name, columns, true)));
  const indexes = await indexesOf(database, shape.name, transaction);
  for (const columns of shapeOf(plugin, table, stored).unique ?? []) {
    const name = indexName(shape.name, columns, true);
    if (!wanted.has(name) && indexes.has(name)) await dropIndex(database, shape.name, name, transaction);
  }
  await createIndexes(database, shape, transaction);
}

async function ensureTable(
  database: Database,
  plugin: string,
  table: string,
  wanted: TableDeclaration,
  stored: TableDeclaration | undefined,
  transaction: Transaction,
) {
  const now = Date.now();
  if (!stored) {
    const shape = shapeOf(plugin, table, wanted);
    await createTable(database, shape, transaction);
    const values = [plugin, table, shape.name, toJson(wanted), now];
    await database.run('INSERT INTO k_plugin_table (plugin, name, physical, declaration, updated) VALUES (?, ?, ?, ?, ?)', values, {
      transaction,
    });
    return;
  }
  const merged = merge(table, stored, wanted);
  if (!merged.ok) throw new FailureError(merged.failure);
  await change(database, plugin, table, stored, merged.value, transaction);
  await database.run(
    'UPDATE k_plugin_table SET declaration = ?, updated = ? WHERE plugin = ? AND name = ?',
    [toJson(merged.value), now, plugin, table],
    { transaction },
  );
}

async function storedTables(database: Database, plugin: string, transaction?: Transaction): Promise<Map<string, TableDeclaration>> {
  const rows = await database.rows('SELECT name, declaration FROM k_plugin_table WHERE plugin = ?', [plugin], { transaction });
  return new Map(rows.map((row) => [String(row.name), fromJson(row.declaration) as TableDeclaration]));
}

const same = (stored: TableDeclaration | undefined, wanted: TableDeclaration) => {
  const merged = stored && merge('', stored, wanted);
  return (
    merged?.ok === true &&
    toJson(merged.value) ===
      toJson({
        columns: stored?.columns,
        unique: stored?.unique ?? [],
        indexes: stored?.indexes ?? [],
        ...(stored?.global ? { global: true } : {}),
      })
  );
};

/**
 * Makes the tables of a plugin, or brings them to a newer declaration. Failures: `storage/declaration`, `storage/narrowing`
 * (an index that rows break counts as one), `storage/unavailable`. Two kernels may do this at once.
 */
export async function ensureTables(database: Database, plugin: string, tables: Tables): Promise<Result<void>> {
  const wrong = judgeDeclaration(tables);
  if (wrong) return fail('storage/declaration', `the tables of ${plugin} cannot be made: ${wrong}`);
  try {
    const there = await storedTables(database, plugin);
    if (Object.entries(tables).every(([table, wanted]) => same(there.get(table), wanted))) return ok(undefined);
    await database.exclusive('orrery plugin tables', async (transaction) => {
      const stored = await storedTables(database, plugin, transaction);
      for (const [table, wanted] of Object.entries(tables)) {
        const before = stored.get(table);
        if (!same(before, wanted)) await ensureTable(database, plugin, table, wanted, before, transaction);
      }
    });
    return ok(undefined);
  } catch (error) {
    const { failure } = storageFailure(error);
    if (failure.code === 'storage/conflict') return fail('storage/narrowing', `rows of ${plugin} break an index it now declares as unique`);
    return { ok: false, failure };
  }
}

/** Removes the tables of a plugin that was uninstalled with its data. */
export async function dropTables(database: Database, plugin: string): Promise<void> {
  await database.exclusive('orrery plugin tables', async (transaction) => {
    const rows = await database.rows('SELECT name FROM k_plugin_table WHERE plugin = ?', [plugin], { transaction });
    for (const row of rows) await database.run(`DROP TABLE IF EXISTS "${physicalName(plugin, String(row.name))}"`, [], { transaction });
    await database.run('DELETE FROM k_plugin_table WHERE plugin = ?', [plugin], { transaction });
  });
}
