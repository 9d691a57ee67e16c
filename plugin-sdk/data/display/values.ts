/** Reading single values out of a column. The mask decides what is null; BigInts become numbers. */
import type { FieldData } from '../frame.ts';

export function isNull(field: FieldData, index: number): boolean {
  return Boolean(field.nulls?.[index]) || field.values[index] === null || field.values[index] === undefined;
}

/** Number, string, boolean or object as JavaScript has it; null or undefined by the mask. */
export function rawAt(field: FieldData, index: number): unknown {
  const missing = field.nulls?.[index];
  if (missing) return missing === 2 ? undefined : null;
  const value = field.values[index];
  if (typeof value === 'bigint') return Number(value);
  return field.kind === 'bool' ? Boolean(value) : value;
}

/** The number at this row, or null. Booleans are 1 and 0, numeric text is read. */
export function numberAt(field: FieldData, index: number): number | null {
  const value = rawAt(field, index);
  return value === null || value === undefined ? null : toNumber(value);
}

/** NaN for whatever is no number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && value !== '') return Number(value);
  return Number.NaN;
}

const numberViews = [Int8Array, Int16Array, Int32Array, Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array];

/** The column as uPlot wants it: the typed array itself where nothing is null, else a plain array with nulls. */
export function plottable(field: FieldData): Float64Array | (number | null)[] {
  const { values, nulls } = field;
  if (!nulls && values instanceof Float64Array) return values;
  if (!nulls && numberViews.some((view) => values instanceof view)) return Float64Array.from(values as ArrayLike<number>);
  return Array.from({ length: values.length }, (_, index) => numberAt(field, index));
}
