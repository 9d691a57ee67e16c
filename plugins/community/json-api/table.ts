/** Rows and columns out of an answer. Pure. */
import { type FieldData, type FrameData, frame } from '@orrery/plugin-sdk/data';
import { findAll, findOne } from './find.ts';
import type { Column, JsonQuery } from './query.ts';

const mostRows = 100_000;

export function tableOf({ refId, language = 'jsonpath', rows = '', columns = [] }: JsonQuery, answer: unknown): FrameData {
  const found = (rows.trim() === '' ? [answer] : findAll(language, rows, answer)).slice(0, mostRows);
  const chosen = columns.filter(({ path }) => path.trim() !== '');
  // Without columns, all that the first rows have.
  const all: readonly Column[] = chosen.length > 0 ? chosen : keysOf(found).map((path) => ({ path, name: path, type: 'auto' }));
  const fields =
    all.length === 0
      ? [fieldOf('value', 'auto', found)]
      : all.map(({ path, name, type = 'auto' }) =>
          fieldOf(
            name || lastPart(path),
            type,
            chosen.length > 0
              ? found.map((row) => findOne(language, path, row))
              : found.map((row) => (row as Record<string, unknown>)?.[path] ?? null),
          ),
        );
  return { ...frame(fields), refId } as FrameData;
}

function keysOf(rows: readonly unknown[]): string[] {
  const keys = new Set<string>();
  for (const row of rows.slice(0, 50))
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) for (const key of Object.keys(row)) keys.add(key);
  return [...keys];
}

const lastPart = (path: string): string => /([\w-]+)\W*$/.exec(path)?.[1] ?? path;
const isoDate = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function kindOf(name: string, values: readonly unknown[]): Exclude<Column['type'], 'auto' | undefined> {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return 'text';
  if (known.every((value) => typeof value === 'boolean')) return 'boolean';
  if (known.every((value) => typeof value === 'string' && isoDate.test(value))) return 'time';
  // Numbers that are called a time, and are of our times.
  if (known.every((value) => typeof value === 'number'))
    return /time|date|_at$|^ts$/i.test(name) && known.every((value) => (value as number) > 9e8) ? 'time' : 'number';
  return 'text';
}

function fieldOf(name: string, wished: Column['type'], values: readonly unknown[]): FieldData {
  const type = wished === undefined || wished === 'auto' ? kindOf(name, values) : wished;
  const nulls = new Uint8Array(values.length);
  const read = (convert: (value: unknown) => number): Float64Array =>
    Float64Array.from(values, (value, row) => {
      const number = value === null || value === undefined ? Number.NaN : convert(value);
      if (Number.isNaN(number)) nulls[row] = 1;
      return Number.isNaN(number) ? 0 : number;
    });
  const made = ((): FieldData => {
    if (type === 'number') return { name, type: 'number', kind: 'float64', values: read(Number) };
    if (type === 'time') return { name, type: 'time', kind: 'time.Time', values: read(timeOf) };
    if (type === 'boolean')
      return {
        name,
        type: 'boolean',
        kind: 'bool',
        values: Uint8Array.from(read((value) => (value === true || value === 'true' || value === 1 ? 1 : 0))),
      };
    return {
      name,
      type: 'string',
      kind: 'string',
      values: values.map((value, row) => {
        if (value === null || value === undefined) nulls[row] = 1;
        return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
      }),
    };
  })();
  return { ...made, nullable: true, ...(nulls.includes(1) && { nulls }) };
}

/** Text is a date; numbers are epoch milliseconds, small ones seconds. */
function timeOf(value: unknown): number {
  if (typeof value === 'string' && !/^\d+(\.\d+)?$/.test(value)) return Date.parse(value);
  const number = Number(value);
  return Math.abs(number) < 1e11 ? number * 1000 : number;
}
