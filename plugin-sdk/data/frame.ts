/**
 * Frames as plain columnar data: what crosses every wall. Values are typed arrays (or string and JSON arrays),
 * nulls a mask beside them, so that a column moves as one buffer and null never becomes 0.
 */
export type FieldType = 'time' | 'number' | 'string' | 'boolean' | 'enum' | 'frame' | 'nestedFrames' | 'trace' | 'geo' | 'other';

/** Width of the stored values, named as `typeInfo.frame` of Grafana's JSON. */
export type FieldKind =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'bool'
  | 'enum'
  | 'string'
  | 'time.Time'
  | 'json.RawMessage';

/**
 * By kind: ints and floats in their typed array; `int64`/`uint64` in BigInt arrays; `bool` 0/1 in a Uint8Array; `enum` indexes
 * in a Uint16Array; `time.Time` epoch **milliseconds** in a Float64Array, the part below a millisecond in `nanos`; `string` and
 * `json.RawMessage` in plain arrays ('' / null where the mask says null).
 */
export type Values =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | readonly string[]
  | readonly unknown[];

export interface FieldData {
  readonly name: string;
  readonly type: FieldType;
  readonly kind: FieldKind;
  readonly values: Values;
  /** 1 where the value is null, 2 where there is none at all (a column shorter than its frame, a row of a join); absent when all have one. */
  readonly nulls?: Uint8Array;
  /** Nanoseconds below the millisecond, 0 to 999 999, for `time.Time`. */
  readonly nanos?: Int32Array;
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: FieldConfig;
  /** Declared nullable even if no value is null. */
  readonly nullable?: boolean;
}

export interface FrameData {
  readonly name?: string;
  readonly refId?: string;
  readonly meta?: FrameMeta;
  readonly fields: readonly FieldData[];
  readonly length: number;
}

/** Keys and meanings of spec plugins.md 6.4; unknown keys are kept. */
export interface FrameMeta {
  readonly type?: string;
  readonly typeVersion?: readonly [number, number];
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly executedQueryString?: string;
  readonly preferredVisualisationType?: string;
  readonly notices?: readonly { readonly severity: 'info' | 'warning' | 'error'; readonly text: string }[];
  readonly [key: string]: unknown;
}

export interface FieldConfig {
  readonly displayName?: string;
  readonly displayNameFromDS?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Expected distance of points in ms. */
  readonly interval?: number;
  readonly [key: string]: unknown;
}
