/** The table that is written into: read from frames or from what was saved, changed cell by cell, saved as a frame of JSON. Pure. */
import { type FrameData, frameDisplayName, rawAt } from '@orrery/plugin-sdk/data';

export type ColumnType = 'string' | 'number' | 'time' | 'boolean';
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: readonly unknown[];
}
export interface Grid {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: number;
}
const types: ReadonlySet<string> = new Set(['string', 'number', 'time', 'boolean']);
const typeOf = (text: unknown): ColumnType => (types.has(String(text)) ? (text as ColumnType) : 'string');
const mostRows = 10_000;

export function gridOfFrame(frame: FrameData, index: number): Grid {
  const rows = Math.min(frame.length, mostRows);
  return {
    name: frameDisplayName(frame, index),
    rows,
    columns: frame.fields.map((field) => ({
      name: field.name,
      type: typeOf(field.type),
      values: Array.from({ length: rows }, (_, row) => {
        const value = rawAt(field, row) ?? null;
        return typeof value === 'bigint' ? Number(value) : value;
      }),
    })),
  };
}

/** Undefined where nothing was saved that can be read. */
export function gridOfSnapshot(snapshot: unknown): Grid | undefined {
  const list = Array.isArray(snapshot) ? snapshot : [snapshot];
  const first = list[0] as
    | { name?: unknown; schema?: { name?: unknown; fields?: unknown }; data?: { values?: unknown }; fields?: unknown }
    | null
    | undefined;
  if (typeof first !== 'object' || first === null) return;
  const fields = first.schema?.fields ?? first.fields;
  if (!Array.isArray(fields)) return;
  const values = Array.isArray(first.data?.values) ? first.data.values : [];
  const columns = fields.map((field: { name?: unknown; type?: unknown; values?: unknown } | null, index): Column => {
    const own = values[index] ?? field?.values;
    return {
      name: String(field?.name ?? `Column ${index + 1}`),
      type: typeOf(field?.type),
      values: Array.isArray(own) ? own.slice(0, mostRows) : [],
    };
  });
  return {
    name: String(first.schema?.name ?? first.name ?? ''),
    columns,
    rows: Math.max(0, ...columns.map((column) => column.values.length)),
  };
}

export function snapshotOf({ name, columns, rows }: Grid): unknown {
  return [
    {
      schema: { ...(name && { name }), fields: columns.map((column) => ({ name: column.name, type: column.type, config: {} })) },
      data: { values: columns.map(({ values }) => Array.from({ length: rows }, (_, row) => values[row] ?? null)) },
    },
  ];
}

/** What was typed as the column's type; an empty text is no value. Undefined where it is none of that type. */
export function readCell(text: string, type: ColumnType): unknown {
  const bare = text.trim();
  if (bare === '') return null;
  if (type === 'string') return text;
  if (type === 'boolean') return /^(true|yes|1)$/i.test(bare) ? true : /^(false|no|0)$/i.test(bare) ? false : undefined;
  if (type === 'number') {
    const value = Number(bare.replace(/^([-+]?\d+),(\d+)$/, '$1.$2'));
    return Number.isNaN(value) ? undefined : value;
  }
  const time = /^\d{9,}$/.test(bare) ? Number(bare) : Date.parse(bare);
  return Number.isNaN(time) ? undefined : time;
}

export function writeCell(value: unknown, type: ColumnType): string {
  if (value === null || value === undefined) return '';
  if (type === 'time' && Number.isFinite(Number(value))) return new Date(Number(value)).toISOString().replace('.000Z', 'Z');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const changed = (grid: Grid, at: number, change: (column: Column) => Column): Grid => ({
  ...grid,
  columns: grid.columns.map((column, index) => (index === at ? change(column) : column)),
});

export function withCell(grid: Grid, at: number, row: number, value: unknown): Grid {
  return changed(grid, at, (column) => ({
    ...column,
    values: Array.from({ length: grid.rows }, (_, index) => (index === row ? value : (column.values[index] ?? null))),
  }));
}
export function withRow(grid: Grid): Grid {
  return { ...grid, rows: grid.rows + 1 };
}
export function withoutRow(grid: Grid, row: number): Grid {
  return {
    ...grid,
    rows: grid.rows - 1,
    columns: grid.columns.map((column) => ({ ...column, values: column.values.filter((_, index) => index !== row) })),
  };
}
export function withColumn(grid: Grid, name: string): Grid {
  return { ...grid, columns: [...grid.columns, { name: freeName(grid, name), type: 'string', values: [] }] };
}
export function withoutColumn(grid: Grid, at: number): Grid {
  return { ...grid, columns: grid.columns.filter((_, index) => index !== at) };
}
export function renamed(grid: Grid, at: number, name: string): Grid {
  return changed(grid, at, (column) => ({ ...column, name: name.trim() || column.name }));
}
/** What cannot be read as the new type is kept as it is shown only while the column is text. */
export function retyped(grid: Grid, at: number, type: ColumnType): Grid {
  return changed(grid, at, (column) => ({
    ...column,
    type,
    values: column.values.map((value) => readCell(writeCell(value, column.type), type) ?? null),
  }));
}

function freeName({ columns }: Grid, name: string): string {
  const taken = new Set(columns.map((column) => column.name));
  for (let number = columns.length + 1; ; number++) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`;
}
