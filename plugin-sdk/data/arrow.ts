/**
 * Frames as an Arrow stream: a schema, one record batch, the end. Columns lie in a frame as Arrow wants them, so all there is to do is to
 * describe them and to copy each once. Metadata keys are those of Grafana's frames (`name`, `refId`, `meta`; `tstype`, `labels`, `config`),
 * so that either side reads the other's.
 */
import { arrays, arrowType, continues, header, nanosecond, precision, version } from './arrow-format.ts';
import { type Cell, FlatWriter } from './flat-write.ts';
import type { FieldData, FieldKind, FrameData } from './frame.ts';

/** Frames of one answer often share their times: converted once for all of them. */
export type ConvertedTimes = Map<Float64Array, Uint8Array>;

const encoder = new TextEncoder();
const none = new Uint8Array();
const flat = new FlatWriter();

/** `before` bytes are left free at the front, for what a container writes there. */
export function frameToArrow(frame: FrameData, converted?: ConvertedTimes, before = 0): Uint8Array {
  const columns = frame.fields.map((column) => buffersOf(column, frame.length, converted));
  let body = 0;
  const nodes: number[] = [];
  const places: number[] = [];
  for (const { nullCount, buffers } of columns) {
    nodes.push(frame.length, nullCount);
    for (const { byteLength } of buffers) {
      places.push(body, byteLength);
      body += padded(byteLength);
    }
  }
  const schema = message(header.schema, 0, (to) =>
    to.table([undefined, list(frame.fields.map((column) => describe(column, frame.length))), pairs(metaOf(frame))]),
  ).slice();
  const batch = message(header.recordBatch, body, (to) =>
    to.table([long(frame.length), { write: (at) => at.pairs(nodes) }, { write: (at) => at.pairs(places) }]),
  );

  const bytes = new Uint8Array(before + 8 + schema.length + 8 + batch.length + body + 8);
  const view = new DataView(bytes.buffer);
  let at = before;
  for (const part of [schema, batch]) {
    view.setInt32(at, continues, true);
    view.setInt32(at + 4, part.length, true);
    bytes.set(part, at + 8);
    at += 8 + part.length;
  }
  for (const { buffers } of columns) {
    for (const buffer of buffers) {
      bytes.set(buffer, at);
      at += padded(buffer.byteLength);
    }
  }
  view.setInt32(at, continues, true);
  return bytes;
}

const padded = (length: number): number => (length + 7) & ~7;
const byte = (value: number): Cell => ({ size: 1, value });
const short = (value: number): Cell => ({ size: 2, value });
const int = (value: number): Cell => ({ size: 4, value });
const long = (value: number): Cell => ({ size: 8, value });
const text = (value: string): Cell => ({ write: (to) => to.text(value) });
const table = (...cells: (Cell | undefined)[]): Cell => ({ write: (to) => to.table(cells) });
const list = (items: readonly ((to: FlatWriter) => number)[]): Cell => ({ write: (to) => to.list(items) });
const pairs = (entries: readonly (readonly [string, string])[]): Cell =>
  list(
    entries.map(
      ([key, value]) =>
        (to) =>
          to.table([text(key), text(value)]),
    ),
  );

/** Lies in the writer's own memory until the next one is made. */
function message(kind: number, body: number, write: (to: FlatWriter) => number): Uint8Array {
  return flat.root([short(version), byte(kind), { write }, long(body)]);
}

function metaOf({ name = '', refId = '', meta }: FrameData): [string, string][] {
  return [['name', name], ['refId', refId], ...(meta ? [['meta', JSON.stringify(meta)] as [string, string]] : [])];
}

function describe(column: FieldData, length: number): (to: FlatWriter) => number {
  const { name, type, nulls, nullable, labels, config, kind, values } = column;
  const [id, shape] = shapes[kind === 'string' && !isText(column) ? 'json.RawMessage' : kind];
  const metadata: [string, string][] = [['tstype', type]];
  if (labels) metadata.push(['labels', JSON.stringify(labels)]);
  if (config) metadata.push(['config', JSON.stringify(config)]);
  return (to) =>
    to.table([
      text(name),
      byte(nulls || nullable || values.length < length ? 1 : 0),
      byte(id),
      shape,
      undefined,
      list([]),
      pairs(metadata),
    ]);
}

const whole = (bits: number, signed: boolean) => [arrowType.int, table(int(bits), byte(signed ? 1 : 0))] as const;
const shapes: Readonly<Record<FieldKind, readonly [id: number, shape: Cell]>> = {
  int8: whole(8, true),
  int16: whole(16, true),
  int32: whole(32, true),
  int64: whole(64, true),
  uint8: whole(8, false),
  uint16: whole(16, false),
  uint32: whole(32, false),
  uint64: whole(64, false),
  enum: whole(16, false),
  float32: [arrowType.float, table(short(precision.single))],
  float64: [arrowType.float, table(short(precision.double))],
  'time.Time': [arrowType.timestamp, table(short(nanosecond))],
  bool: [arrowType.bool, table()],
  string: [arrowType.utf8, table()],
  'json.RawMessage': [arrowType.binary, table()],
};

interface Buffers {
  readonly nullCount: number;
  readonly buffers: readonly Uint8Array[];
}

function buffersOf(column: FieldData, length: number, converted?: ConvertedTimes): Buffers {
  const { kind, values, nulls } = column;
  if (values.length > length) throw new Error(`The column "${column.name}" has ${values.length} values in a frame of ${length} rows.`);
  // A column that is shorter than its frame has nothing in the rows that are left.
  let nullCount = length - values.length;
  if (nulls) for (let row = 0; row < values.length; row++) if (nulls[row]) nullCount += 1;
  const isGone = (row: number): boolean => row >= values.length || Boolean(nulls?.[row]);
  const validity = nullCount > 0 ? bits(length, (row) => !isGone(row)) : none;
  if (kind === 'time.Time')
    return { nullCount, buffers: [validity, filled(nanoseconds(values as Float64Array, column.nanos, converted), length * 8)] };
  if (kind === 'bool') return { nullCount, buffers: [validity, bits(length, (row) => Boolean(values[row]))] };
  if (isText(column)) return { nullCount, buffers: [validity, ...texts(length, (row) => (isGone(row) ? '' : String(values[row] ?? '')))] };
  if (kind === 'string' || kind === 'json.RawMessage')
    return {
      nullCount,
      buffers: [validity, ...texts(length, (row) => (isGone(row) ? '' : (JSON.stringify(values[row] ?? null) ?? 'null')))],
    };
  const Kind = arrays[kind] as Float64ArrayConstructor;
  const { buffer, byteOffset, byteLength } = values instanceof Kind ? values : Kind.from(values as readonly number[]);
  return { nullCount, buffers: [validity, filled(new Uint8Array(buffer, byteOffset, byteLength), length * Kind.BYTES_PER_ELEMENT)] };
}

const isText = ({ kind, type }: FieldData): boolean => kind === 'string' && type !== 'frame';

function filled(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length === size) return bytes;
  const wider = new Uint8Array(size);
  wider.set(bytes);
  return wider;
}

function bits(length: number, isSet: (row: number) => boolean): Uint8Array {
  const set = new Uint8Array((length + 7) >> 3);
  for (let row = 0; row < length; row++) if (isSet(row)) set[row >> 3] = (set[row >> 3] as number) | (1 << (row & 7));
  return set;
}

/** Where each text begins, and all of them in one piece. */
function texts(length: number, textAt: (row: number) => string): readonly [Uint8Array, Uint8Array] {
  const offsets = new Int32Array(length + 1);
  let data = new Uint8Array(Math.max(64, length * 16));
  let at = 0;
  for (let row = 0; row < length; row++) {
    const value = textAt(row);
    if (at + value.length * 3 > data.length) {
      const wider = new Uint8Array(Math.max(data.length * 2, at + value.length * 3));
      wider.set(data);
      data = wider;
    }
    at += encoder.encodeInto(value, data.subarray(at)).written;
    offsets[row + 1] = at;
  }
  return [new Uint8Array(offsets.buffer), data.subarray(0, at)];
}

function nanoseconds(ms: Float64Array, rest: Int32Array | undefined, converted: ConvertedTimes | undefined): Uint8Array {
  const known = rest ? undefined : converted?.get(ms);
  if (known) return known;
  // A BigInt a row costs ten times as much as two halves; each step below stays under 2^53 and is exact.
  const halves = new Int32Array(ms.length * 2);
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
  const out = new Uint8Array(halves.buffer);
  if (!rest) converted?.set(ms, out);
  return out;
}
