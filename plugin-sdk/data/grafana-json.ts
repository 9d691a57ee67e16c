/**
 * Frames as Grafana's JSON: schema and columns apart, NaN and infinities as null with a list of where they stood, nanoseconds beside
 * the milliseconds. Written as text directly: objects on the way would cost more than the text.
 */
import type { FieldData, FieldKind, FieldType, FrameData } from './frame.ts';

export function frameToJson({ name, refId, meta, fields }: FrameData): string {
  const schema = {
    ...(name !== undefined && { name }),
    ...(refId !== undefined && { refId }),
    ...(meta !== undefined && { meta }),
    fields: fields.map(({ name: column, type, kind, labels, config, nulls, nullable }) => ({
      name: column,
      type,
      typeInfo: { frame: kind, ...((nulls || nullable) && { nullable: true }) },
      ...(labels && { labels }),
      ...(config && { config }),
    })),
  };
  const columns = fields.map(columnToJson);
  const entities = columns.some((column) => column.entities)
    ? `,"entities":[${columns.map(({ entities: one }) => one ?? 'null').join(',')}]`
    : '';
  const nanos = columns.some((column) => column.nanos) ? `,"nanos":[${columns.map((column) => column.nanos ?? 'null').join(',')}]` : '';
  return `{"schema":${JSON.stringify(schema)},"data":{"values":[${columns.map(({ values }) => values).join(',')}]${entities}${nanos}}}`;
}

interface ColumnText {
  readonly values: string;
  readonly entities?: string;
  readonly nanos?: string;
}

function columnToJson(column: FieldData): ColumnText {
  const { kind, values, nulls, nanos } = column;
  if (kind === 'string')
    return { values: `[${(values as readonly string[]).map((text, row) => (nulls?.[row] ? 'null' : JSON.stringify(text))).join(',')}]` };
  if (kind === 'json.RawMessage' || column.type === 'frame') {
    return { values: JSON.stringify((values as readonly unknown[]).map((value, row) => (nulls?.[row] ? null : value))) };
  }
  if (kind === 'bool')
    return {
      values: `[${Array.from(values as Uint8Array, (value, row) => (nulls?.[row] ? 'null' : value ? 'true' : 'false')).join(',')}]`,
    };
  if (kind === 'float64' || kind === 'float32' || kind === 'time.Time') {
    const text = floats(values as Float64Array, nulls);
    return nanos?.some((part) => part !== 0) ? { ...text, nanos: `[${nanos.join(',')}]` } : text;
  }
  const numbers = values as Int32Array;
  return { values: nulls ? `[${Array.from(numbers, (value, row) => (nulls[row] ? 'null' : value)).join(',')}]` : `[${numbers.join(',')}]` };
}

function floats(values: Float64Array | Float32Array, nulls: Uint8Array | undefined): ColumnText {
  const parts = new Array<string | number>(values.length);
  const odd = { NaN: [] as number[], Inf: [] as number[], NegInf: [] as number[] };
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (nulls?.[row]) parts[row] = 'null';
    else if (Number.isFinite(value)) parts[row] = value;
    else {
      parts[row] = 'null';
      odd[Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf'].push(row);
    }
  }
  const found = Object.entries(odd).filter(([, rows]) => rows.length > 0);
  const text = `[${parts.join(',')}]`;
  return found.length > 0 ? { values: text, entities: JSON.stringify(Object.fromEntries(found)) } : { values: text };
}

interface JsonFrame {
  readonly schema?: {
    readonly name?: string;
    readonly refId?: string;
    readonly meta?: FrameData['meta'];
    readonly fields?: readonly {
      readonly name: string;
      readonly type: FieldType;
      readonly typeInfo?: { readonly frame?: FieldKind; readonly nullable?: boolean };
      readonly labels?: Record<string, string>;
      readonly config?: FieldData['config'];
    }[];
  };
  readonly data?: {
    readonly values?: readonly (readonly unknown[])[];
    readonly entities?: readonly (Record<string, number[]> | null)[];
    readonly nanos?: readonly (readonly number[] | null)[];
  };
}

const kindOfType: Readonly<Record<FieldType, FieldKind>> = {
  time: 'time.Time',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
  enum: 'enum',
  frame: 'json.RawMessage',
  other: 'json.RawMessage',
};

/** Throws an Error when the columns do not fit the schema. */
export function frameFromJson(json: unknown): FrameData {
  const { schema = {}, data = {} } = json as JsonFrame;
  const columns = data.values ?? [];
  const fields = (schema.fields ?? []).map((described, index): FieldData => {
    const { name, type, typeInfo, labels, config } = described;
    const kind = typeInfo?.frame ?? kindOfType[type] ?? 'json.RawMessage';
    const given = columns[index] ?? [];
    const restored = restore(given, data.entities?.[index]);
    const nanos = data.nanos?.[index];
    const nulls = maskOf(restored);
    return {
      name,
      type,
      kind,
      values: toValues(kind, restored),
      ...(nulls && { nulls }),
      ...(typeInfo?.nullable && { nullable: true }),
      ...(nanos && { nanos: Int32Array.from(nanos) }),
      ...(labels && { labels }),
      ...(config && { config }),
    };
  });
  const length = fields[0]?.values.length ?? 0;
  const ragged = fields.find(({ values }) => values.length !== length);
  if (ragged) throw new Error(`The column "${ragged.name}" has ${ragged.values.length} values, the first one ${length}.`);
  const { name, refId, meta } = schema;
  return { ...(name !== undefined && { name }), ...(refId !== undefined && { refId }), ...(meta && { meta }), fields, length };
}

function restore(values: readonly unknown[], entities: Record<string, number[]> | null | undefined): readonly unknown[] {
  if (!entities) return values;
  const restored = [...values];
  for (const [word, number] of [
    ['NaN', Number.NaN],
    ['Inf', Number.POSITIVE_INFINITY],
    ['NegInf', Number.NEGATIVE_INFINITY],
  ] as const) {
    for (const row of entities[word] ?? []) restored[row] = number;
  }
  return restored;
}

function maskOf(values: readonly unknown[]): Uint8Array | undefined {
  let mask: Uint8Array | undefined;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === null || values[row] === undefined) (mask ??= new Uint8Array(values.length))[row] = 1;
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
  bool: Uint8Array,
};

function toValues(kind: FieldKind, values: readonly unknown[]): FieldData['values'] {
  if (kind === 'string') return values.map((value) => (value === null || value === undefined ? '' : String(value)));
  if (kind === 'int64' || kind === 'uint64') {
    const whole = values.map((value) => BigInt(value === null ? 0 : Math.trunc(Number(value))));
    return kind === 'int64' ? BigInt64Array.from(whole) : BigUint64Array.from(whole);
  }
  const Kind = arrays[kind];
  return Kind ? Kind.from(values.map((value) => Number(value ?? 0))) : values;
}
