/** Making frames: one constructor a kind of column, nulls as masks from the start. Pure. */
import { rawAt } from './display/values.ts';
import type { FieldConfig, FieldData, FieldKind, FieldType, FrameData, FrameMeta, Values } from './frame.ts';

export interface FieldOptions {
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: FieldConfig;
  readonly nulls?: Uint8Array;
  readonly nanos?: Int32Array;
  readonly nullable?: boolean;
}

export function field(name: string, type: FieldType, kind: FieldKind, values: Values, options: FieldOptions = {}): FieldData {
  return { name, type, kind, values, ...options };
}

/** Epoch milliseconds. */
export function timeField(name: string, values: Float64Array, options?: FieldOptions): FieldData {
  return field(name, 'time', 'time.Time', values, options);
}
export function numberField(name: string, values: Float64Array, options?: FieldOptions): FieldData {
  return field(name, 'number', 'float64', values, options);
}
export function stringField(name: string, values: readonly string[], options?: FieldOptions): FieldData {
  return field(name, 'string', 'string', values, options);
}
export function boolField(name: string, values: Uint8Array, options?: FieldOptions): FieldData {
  return field(name, 'boolean', 'bool', values, options);
}

export function frame(
  fields: readonly FieldData[],
  options: { readonly name?: string; readonly refId?: string; readonly meta?: FrameMeta } = {},
): FrameData {
  return { ...options, fields, length: fields[0]?.values.length ?? 0 };
}

/** The value at a row as JavaScript has it: null by the mask, numbers, strings, booleans, epoch ms for times. */
export function valueAt(column: FieldData, row: number): unknown {
  return rawAt(column, row) ?? null;
}
