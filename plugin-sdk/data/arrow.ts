/**
 * Frames as Arrow, on the server: the columns' buffers become Arrow's without a copy where the layouts agree. Metadata keys are those
 * of Grafana's frames (`name`, `refId`, `meta`; `tstype`, `labels`, `config`), so that either side reads the other's.
 */
import {
  Binary,
  Bool,
  type Data,
  type DataType,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  type Table,
  TimestampNanosecond,
  tableFromIPC,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import type { FieldData, FieldKind, FieldType, FrameData } from './frame.ts';

const numeric: Partial<Record<FieldKind, () => DataType>> = {
  int8: () => new Int8(),
  int16: () => new Int16(),
  int32: () => new Int32(),
  int64: () => new Int64(),
  uint8: () => new Uint8(),
  uint16: () => new Uint16(),
  uint32: () => new Uint32(),
  uint64: () => new Uint64(),
  float32: () => new Float32(),
  float64: () => new Float64(),
  enum: () => new Uint16(),
};

export function frameToArrow(frame: FrameData, format: 'stream' | 'file' = 'stream', converted?: ConvertedTimes): Uint8Array {
  const children = frame.fields.map((column) => columnToData(column, converted));
  const schema = new Schema(
    frame.fields.map(
      (column, index) =>
        new Field(column.name, (children[index] as Data).type, Boolean(column.nulls || column.nullable), metadataOf(column)),
    ),
    new Map([
      ['name', frame.name ?? ''],
      ['refId', frame.refId ?? ''],
      ...(frame.meta ? [['meta', JSON.stringify(frame.meta)] as const] : []),
    ]),
  );
  const data = makeData({ type: new Struct(schema.fields), length: frame.length, nullCount: 0, children });
  const writer = format === 'file' ? new RecordBatchFileWriter() : new RecordBatchStreamWriter();
  writer.write(new RecordBatch(schema, data as Data<Struct>));
  writer.finish();
  return writer.toUint8Array(true);
}

function metadataOf({ type, labels, config }: FieldData): Map<string, string> {
  return new Map([
    ['tstype', type],
    ...(labels ? [['labels', JSON.stringify(labels)] as const] : []),
    ...(config ? [['config', JSON.stringify(config)] as const] : []),
  ]);
}

function columnToData(column: FieldData, converted?: ConvertedTimes): Data {
  const { kind, values, nulls } = column;
  const length = values.length;
  const validity = nulls
    ? { nullBitmap: bitmapOf(nulls), nullCount: nulls.reduce((sum, bit) => sum + (bit ? 1 : 0), 0) }
    : { nullCount: 0 };
  const make = numeric[kind];
  if (make) return makeData({ type: make() as Float64, length, data: values as Float64Array, ...validity });
  if (kind === 'time.Time')
    return makeData({
      type: new TimestampNanosecond(),
      length,
      data: nanoseconds(values as Float64Array, column.nanos, converted),
      ...validity,
    });
  if (kind === 'bool') return makeData({ type: new Bool(), length, data: packBits(values as Uint8Array), ...validity });
  const texts = kind === 'string' && column.type !== 'frame' ? (values as readonly string[]) : undefined;
  const encoder = new TextEncoder();
  if (texts) return vectorFromArray(nulls ? texts.map((text, row) => (nulls[row] ? null : text)) : [...texts], new Utf8()).data[0] as Data;
  const raw = (values as readonly unknown[]).map((value, row) => (nulls?.[row] ? null : encoder.encode(JSON.stringify(value ?? null))));
  return vectorFromArray(raw, new Binary()).data[0] as Data;
}

/** Frames of one answer often share their times: converted once for all of them. */
export type ConvertedTimes = Map<Float64Array, BigInt64Array>;

function nanoseconds(ms: Float64Array, rest: Int32Array | undefined, converted: ConvertedTimes | undefined): BigInt64Array {
  const known = rest ? undefined : converted?.get(ms);
  if (known) return known;
  const out = new BigInt64Array(ms.length);
  // A BigInt a row costs ten times as much as two halves; each step below stays under 2^53 and is exact.
  const halves = new Int32Array(out.buffer);
  for (let row = 0; row < ms.length; row++) {
    const whole = Math.trunc(ms[row] as number);
    if (!Number.isFinite(whole)) continue;
    const below = rest?.[row] ?? Math.round(((ms[row] as number) - whole) * 1e6);
    const top = Math.floor(whole / 2 ** 20);
    const high = Math.floor((top * 1e6) / 2 ** 12);
    const low = (top * 1e6 - high * 2 ** 12) * 2 ** 20 + (whole - top * 2 ** 20) * 1e6 + below;
    const carry = Math.floor(low / 2 ** 32);
    halves[row * 2] = low - carry * 2 ** 32;
    halves[row * 2 + 1] = high + carry;
  }
  if (!rest) converted?.set(ms, out);
  return out;
}

/** Arrow's validity: a bit set where there is a value. */
function bitmapOf(nulls: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(nulls.length / 64) * 8);
  for (let row = 0; row < nulls.length; row++) if (!nulls[row]) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
  return bits;
}
function packBits(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8);
  for (let row = 0; row < values.length; row++) if (values[row]) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
  return bits;
}

/** Reads a stream or a file. Throws for bytes that are neither. */
export function frameFromArrow(bytes: Uint8Array): FrameData {
  const table = tableFromIPC(bytes);
  const meta = table.schema.metadata;
  const fields = table.schema.fields.map((described, index) => columnOf(described, table.getChildAt(index) as Vector, table));
  const text = meta.get('meta');
  return {
    name: meta.get('name') ?? '',
    refId: meta.get('refId') ?? '',
    ...(text && { meta: JSON.parse(text) as FrameData['meta'] }),
    fields,
    length: table.numRows,
  } as FrameData;
}

function columnOf(described: Field, vector: Vector, table: Table): FieldData {
  const { name, metadata, type: arrowType } = described;
  const type = (metadata.get('tstype') ?? 'other') as FieldType;
  const labels = metadata.get('labels');
  const config = metadata.get('config');
  const length = table.numRows;
  let nulls: Uint8Array | undefined;
  if (vector.nullCount > 0) {
    nulls = new Uint8Array(length);
    for (let row = 0; row < length; row++) if (!vector.isValid(row)) nulls[row] = 1;
  }
  const kind = kindOf(arrowType, type);
  let values: FieldData['values'];
  let nanos: Int32Array | undefined;
  if (kind === 'time.Time') {
    const raw = vector.data.length === 1 ? (vector.data[0]?.values as BigInt64Array) : (vector.toArray() as BigInt64Array);
    const ms = new Float64Array(length);
    const rest = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      const whole = raw[row] ?? 0n;
      const millis = whole >= 0n ? whole / 1_000_000n : (whole - 999_999n) / 1_000_000n;
      ms[row] = Number(millis);
      rest[row] = Number(whole - millis * 1_000_000n);
    }
    values = ms;
    if (rest.some((part) => part !== 0)) nanos = rest;
  } else if (kind === 'string') values = Array.from({ length }, (_, row) => (vector.get(row) as string | null) ?? '');
  else if (kind === 'bool') values = Uint8Array.from({ length }, (_, row) => Number(vector.get(row) ?? 0));
  else if (kind === 'json.RawMessage') {
    const decoder = new TextDecoder();
    values = Array.from({ length }, (_, row) =>
      vector.isValid(row) ? (JSON.parse(decoder.decode(vector.get(row) as Uint8Array)) as unknown) : null,
    );
  } else values = vector.toArray() as Float64Array;
  return {
    name,
    type,
    kind,
    values,
    ...(nulls && { nulls }),
    ...(nanos && { nanos }),
    ...(described.nullable && { nullable: true }),
    ...(labels && { labels: JSON.parse(labels) as Record<string, string> }),
    ...(config && { config: JSON.parse(config) as FieldData['config'] }),
  } as FieldData;
}

function kindOf(type: DataType, tstype: FieldType): FieldKind {
  if (tstype === 'enum') return 'enum';
  const text = String(type);
  if (text.startsWith('Timestamp')) return 'time.Time';
  if (text.startsWith('Utf8')) return 'string';
  if (text === 'Bool') return 'bool';
  if (text === 'Binary') return 'json.RawMessage';
  return text.toLowerCase() as FieldKind;
}
