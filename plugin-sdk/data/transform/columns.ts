/** Columns made of columns: rows picked, cut, put together, without a detour over single values where the array has a type. */
import { rawAt } from '@orrery/plugin-sdk/data';
import { columnFrom } from '../column-from.ts';
import type { FieldConfig, FieldData, FieldType, FrameData, Values } from '../frame.ts';

/** What a row that no row stands for holds: 1 null, 2 nothing at all. */
export type Hole = 1 | 2;

/** The rows named, in their order; -1 makes a hole. */
export function takeRows(field: FieldData, rows: ArrayLike<number>, hole: Hole = 2): FieldData {
  const { values, nulls, nanos } = field;
  const { length } = rows;
  const taken = emptyLike(field, length);
  let mask: Uint8Array | undefined;
  for (let at = 0; at < length; at++) {
    const row = rows[at]!;
    if (row < 0 || row >= values.length) (mask ??= new Uint8Array(length))[at] = hole;
    else {
      (taken as unknown[])[at] = values[row];
      if (nulls?.[row]) (mask ??= new Uint8Array(length))[at] = nulls[row]!;
    }
  }
  return {
    ...withoutMask(field),
    values: taken,
    ...(mask && { nulls: mask }),
    ...(nanos && { nanos: Int32Array.from({ length }, (_, at) => nanos[rows[at]!] ?? 0) }),
  };
}

/** From a row up to, and without, another; a view where the array has a type. */
export function sliceRows(field: FieldData, from: number, to: number): FieldData {
  const { values, nulls, nanos } = field;
  const cut = Array.isArray(values) ? values.slice(from, to) : (values as Float64Array).subarray(from, to);
  return {
    ...withoutMask(field),
    values: cut,
    ...(nulls && { nulls: nulls.subarray(from, to) }),
    ...(nanos && { nanos: nanos.subarray(from, to) }),
  };
}

export function takeFrameRows(frame: FrameData, rows: ArrayLike<number>): FrameData {
  return { ...frame, fields: frame.fields.map((field) => takeRows(field, rows)), length: rows.length };
}

function withoutMask({ nulls: _nulls, nanos: _nanos, ...field }: FieldData): FieldData {
  return field;
}

function emptyLike({ values, kind }: FieldData, length: number): Values {
  if (Array.isArray(values)) return new Array(length).fill(kind === 'string' ? '' : null);
  const Kind = values.constructor as new (length: number) => Float64Array;
  return new Kind(length);
}

/** Every value as JavaScript has it, null and undefined by the mask. */
export function plainValues(field: FieldData): unknown[] {
  return Array.from({ length: field.values.length }, (_, row) => rawAt(field, row));
}

export interface ColumnFacts {
  readonly config?: FieldConfig;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A column from plain values. Where one does not fit its type the values are kept as they are, so that nothing is lost. */
export function column(name: string, type: FieldType, values: readonly unknown[], facts: ColumnFacts = {}): FieldData {
  const made = values.every(fits[type] ?? any) ? columnFrom(name, type, values) : columnFrom(name, type, values, 'json.RawMessage');
  return { ...made, ...(facts.config && { config: facts.config }), ...(facts.labels && { labels: facts.labels }) };
}

const any = (): boolean => true;
const fits: Partial<Record<FieldType, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number' || value === null || value === undefined,
  time: (value) => typeof value === 'number' || value === null || value === undefined,
  string: (value) => typeof value === 'string' || value === null || value === undefined,
  boolean: (value) => typeof value === 'boolean' || value === null || value === undefined,
  enum: (value) =>
    value === null || value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 65_536),
};

/** The field with other values: its name, config and labels stay, its type may change. */
export function refilled(field: FieldData, type: FieldType, values: readonly unknown[]): FieldData {
  const { name, labels, config } = field;
  return { ...column(name, type, values), ...(labels && { labels }), ...(config && { config }) };
}

/** One string in every row. */
export function constantText(name: string, text: string, length: number): FieldData {
  return { name, type: 'string', kind: 'string', values: new Array<string>(length).fill(text) };
}

export function numbers(name: string, values: Float64Array, nulls?: Uint8Array, facts: ColumnFacts = {}): FieldData {
  return { name, type: 'number', kind: 'float64', values, ...(nulls?.some(Boolean) && { nulls }), ...facts };
}

/** One column after another: where array and kind agree the arrays are joined, else the values. */
export function concatenated(first: FieldData, others: readonly FieldData[]): FieldData {
  const all = [first, ...others];
  const length = all.reduce((sum, { values }) => sum + values.length, 0);
  if (all.some(({ kind, values }) => kind !== first.kind || Array.isArray(values) !== Array.isArray(first.values)))
    return { ...withoutMask(refilled(first, first.type, all.flatMap(plainValues))) };
  let mask: Uint8Array | undefined;
  let at = 0;
  const values = emptyLike(first, length);
  for (const { values: part, nulls } of all) {
    if (Array.isArray(values)) for (let row = 0; row < part.length; row++) values[at + row] = part[row];
    else (values as Float64Array).set(part as Float64Array, at);
    if (nulls) (mask ??= new Uint8Array(length)).set(nulls, at);
    at += part.length;
  }
  return { ...withoutMask(first), values, ...(mask && { nulls: mask }) };
}

/** The column with nothing in the rows that it lacks. */
export function paddedTo(field: FieldData, length: number): FieldData {
  if (field.values.length >= length) return field;
  return takeRows(
    field,
    Int32Array.from({ length }, (_, row) => (row < field.values.length ? row : -1)),
  );
}

/** Without these keys of its config; the config itself goes when nothing is left. */
export function withoutConfig(field: FieldData, ...keys: readonly string[]): FieldData {
  const { config, ...rest } = field;
  const kept = Object.fromEntries(Object.entries(config ?? {}).filter(([key]) => !keys.includes(key)));
  return Object.keys(kept).length > 0 ? { ...rest, config: kept } : rest;
}

/** `id-A-B`: the name that a frame made of several answers to. */
export function joinedRefId(id: string, frames: readonly FrameData[]): string {
  return `${id}-${frames.map(({ refId }) => refId).join('-')}`;
}

export function firstTimeField(frame: FrameData): FieldData | undefined {
  return frame.fields.find(({ type }) => type === 'time');
}
