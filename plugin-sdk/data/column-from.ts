/** A column from plain values: its type guessed where nobody says it, stored in the array of its kind, nulls in a mask. */
import type { FieldData, FieldKind, FieldType } from './frame.ts';

const kindOfType: Readonly<Record<FieldType, FieldKind>> = {
  time: 'time.Time',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
  enum: 'enum',
  frame: 'json.RawMessage',
  nestedFrames: 'json.RawMessage',
  trace: 'json.RawMessage',
  geo: 'json.RawMessage',
  other: 'json.RawMessage',
};

export function columnFrom(name: string, given: FieldType | undefined, values: readonly unknown[], kind?: FieldKind): FieldData {
  const type = given ?? guessType(name, values);
  const stored = kind ?? kindOfType[type] ?? 'json.RawMessage';
  const nulls = maskOf(values);
  return { name, type, kind: stored, values: toValues(stored, values), ...(nulls && { nulls }) };
}

/** By the name, then by the first value there is. */
export function guessType(name: string, values: readonly unknown[]): FieldType {
  if (/^(date|time)$/i.test(name)) return 'time';
  const first = values.find((value) => value !== null && value !== undefined);
  if (typeof first === 'number' || typeof first === 'bigint') return 'number';
  if (typeof first === 'boolean') return 'boolean';
  if (typeof first === 'string') return guessText(first);
  return first instanceof Date ? 'time' : 'other';
}

function guessText(text: string): FieldType {
  if (/^(true|false)$/i.test(text)) return 'boolean';
  return /^(-?\d+(\.\d+)?(e[-+]?\d+)?|NaN)$/i.test(text) ? 'number' : 'string';
}

function maskOf(values: readonly unknown[]): Uint8Array | undefined {
  let mask: Uint8Array | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) (mask ??= new Uint8Array(values.length))[row] = value === null ? 1 : 2;
  }
  return mask;
}

const arrays: Partial<Record<FieldKind, { from(values: ArrayLike<number>): FieldData['values'] }>> = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
  'time.Time': Float64Array,
  enum: Uint16Array,
};

function toValues(kind: FieldKind, values: readonly unknown[]): FieldData['values'] {
  if (kind === 'string') return values.map((value) => (value === null || value === undefined ? '' : String(value)));
  if (kind === 'bool')
    return Uint8Array.from(values, (value) => (value === 'false' || value === 'False' || value === 'FALSE' ? 0 : Number(Boolean(value))));
  if (kind === 'int64' || kind === 'uint64') {
    const whole = values.map(toBigInt);
    return kind === 'int64' ? BigInt64Array.from(whole) : BigUint64Array.from(whole);
  }
  const Kind = arrays[kind];
  return Kind ? Kind.from(values.map((value) => Number(value ?? 0))) : values;
}

/** Whole numbers that a double cannot hold come as texts. */
function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  const number = Math.trunc(Number(value ?? 0));
  return Number.isFinite(number) ? BigInt(number) : 0n;
}
