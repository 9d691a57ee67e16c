/**
 * Frames from Arrow: streams as Orrery writes them, and streams and files of others whose columns are of the types that frames have.
 * Typed arrays stay views on the bytes that were given where these allow it. Whatever the bytes say, nothing outside them is read.
 */
import { arrays, arrowType, continues, header, precision, timeUnits } from './arrow-format.ts';
import type { FieldData, FieldKind, FieldType, FrameData } from './frame.ts';

interface Column {
  readonly name: string;
  readonly nullable: boolean;
  readonly metadata: ReadonlyMap<string, string>;
  readonly kind: FieldKind;
  /** Of times: how many nanoseconds one of its units has. */
  readonly step: number;
}
type Piece = Pick<FieldData, 'values' | 'nulls' | 'nanos'> & { readonly length: number };

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Throws for bytes that are no Arrow, hold no schema, or end before the mark of their end. */
export function readArrowFrame(bytes: Uint8Array): FrameData {
  let columns: readonly Column[] | undefined;
  let about: ReadonlyMap<string, string> = new Map();
  const pieces: Piece[][] = [];
  let length = 0;
  for (const { kind, content, body } of messagesOf(bytes)) {
    if (kind === header.schema) {
      columns = content.children(1).map(describe);
      about = metadataOf(content, 2);
    } else if (columns && kind === header.recordBatch) {
      if (content.has(3)) throw new Error('The Arrow stream is compressed; frames are sent as they are.');
      const rows = content.long(0);
      pieces.push(batchOf(columns, rows, content, body));
      length += rows;
    } else throw new Error('The Arrow stream holds more than a schema and its record batches.');
  }
  if (!columns) throw new Error('The answer holds no Arrow schema.');
  const meta = about.get('meta');
  return {
    name: about.get('name') ?? '',
    refId: about.get('refId') ?? '',
    ...(meta && { meta: JSON.parse(meta) as FrameData['meta'] }),
    fields: columns.map((column, index) =>
      fieldOf(
        column,
        pieces.map((batch) => batch[index] as Piece),
      ),
    ),
    length,
  } as FrameData;
}

interface Message {
  readonly kind: number;
  readonly content: FlatTable;
  readonly body: Uint8Array;
}

/** A file is a stream between its mark and its table of contents, which tells the schema once more; some tell it only there. */
function* messagesOf(bytes: Uint8Array): Generator<Message> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFile = decoder.decode(bytes.subarray(0, 6)) === 'ARROW1';
  let at = isFile ? 8 : 0;
  const whole = isFile ? bytes.length - 10 - view.getInt32(bytes.length - 10, true) : bytes.length;
  if (isFile) {
    const footer = new FlatTable(view, whole + view.getUint32(whole, true));
    yield { kind: header.schema, content: footer.child(1), body: bytes.subarray(0, 0) };
  }
  while (at + 8 <= whole) {
    // Streams of old have no mark before the length.
    const begin = view.getInt32(at, true) === continues ? at + 4 : at;
    const size = view.getInt32(begin, true);
    if (size === 0) return;
    const start = begin + 4;
    if (size < 8 || start + size > bytes.length) throw new Error('The Arrow stream is cut off.');
    const message = new FlatTable(view, start + view.getUint32(start, true));
    const end = start + size + message.long(3);
    if (end > bytes.length) throw new Error('The Arrow stream is cut off.');
    yield { kind: message.number(1, 'Uint8'), content: message.child(2), body: bytes.subarray(start + size, end) };
    at = end;
  }
  if (!isFile) throw new Error('The Arrow stream is cut off.');
}

/** A table of a flatbuffer, read where it lies. Members by their number in the schema. */
class FlatTable {
  private readonly view: DataView;
  private readonly start: number;
  constructor(view: DataView, start: number) {
    this.view = view;
    this.start = start;
  }
  private place(member: number): number {
    const slots = this.start - this.view.getInt32(this.start, true);
    const slot = 4 + member * 2;
    const offset = slot < this.view.getUint16(slots, true) ? this.view.getUint16(slots + slot, true) : 0;
    return offset && this.start + offset;
  }
  private target(member: number): number {
    const place = this.place(member);
    return place && place + this.view.getUint32(place, true);
  }
  has(member: number): boolean {
    return this.place(member) !== 0;
  }
  number(member: number, kind: 'Uint8' | 'Int16' | 'Int32'): number {
    const place = this.place(member);
    return place && this.view[`get${kind}`](place, true);
  }
  /** Lengths and offsets: whole, not negative, and smaller than what a number holds exactly. */
  long(member: number): number {
    const place = this.place(member);
    return place && this.longAt(place);
  }
  private longAt(place: number): number {
    const value = this.view.getUint32(place, true) + this.view.getInt32(place + 4, true) * 2 ** 32;
    if (value < 0 || !Number.isSafeInteger(value)) throw new Error('The Arrow stream names a length that cannot be.');
    return value;
  }
  child(member: number): FlatTable {
    return new FlatTable(this.view, this.target(member));
  }
  text(member: number): string {
    const place = this.target(member);
    if (!place) return '';
    const { buffer, byteOffset } = this.view;
    return decoder.decode(new Uint8Array(buffer, byteOffset + place + 4, this.view.getUint32(place, true)));
  }
  children(member: number): FlatTable[] {
    return this.items(member, 4, (place) => new FlatTable(this.view, place + this.view.getUint32(place, true)));
  }
  pairs(member: number): [number, number][] {
    return this.items(member, 16, (place) => [this.longAt(place), this.longAt(place + 8)]);
  }
  private items<Item>(member: number, size: number, read: (place: number) => Item): Item[] {
    const start = this.target(member);
    const count = start && this.view.getUint32(start, true);
    if (count * size > this.view.byteLength) throw new Error('The Arrow stream names a length that cannot be.');
    return Array.from({ length: count }, (_, index) => read(start + 4 + index * size));
  }
}

function metadataOf(table: FlatTable, member: number): Map<string, string> {
  return new Map(table.children(member).map((pair) => [pair.text(0), pair.text(1)]));
}

function describe(field: FlatTable): Column {
  const metadata = metadataOf(field, 6);
  const name = field.text(0);
  const type = field.child(3);
  const kind = kindOf(field.number(2, 'Uint8'), type);
  if (!kind || field.has(4)) throw new Error(`The column "${name}" of the Arrow stream is of a type that frames do not have.`);
  return {
    ...{ name, metadata, nullable: field.number(1, 'Uint8') !== 0, kind: metadata.get('tstype') === 'enum' ? 'enum' : kind },
    step: kind === 'time.Time' ? 10 ** (9 - (timeUnits[type.number(0, 'Int16')] ?? 9)) : 1,
  };
}

function kindOf(id: number, type: FlatTable): FieldKind | undefined {
  if (id === arrowType.int) {
    const kind = `${type.number(1, 'Uint8') ? '' : 'u'}int${type.number(0, 'Int32')}`;
    return Object.hasOwn(arrays, kind) ? (kind as FieldKind) : undefined;
  }
  if (id === arrowType.float)
    return ({ [precision.single]: 'float32', [precision.double]: 'float64' } as const)[type.number(0, 'Int16') as 1 | 2];
  return (
    {
      [arrowType.binary]: 'json.RawMessage',
      [arrowType.utf8]: 'string',
      [arrowType.bool]: 'bool',
      [arrowType.timestamp]: 'time.Time',
    } as const
  )[id as 4];
}

function batchOf(columns: readonly Column[], rows: number, batch: FlatTable, body: Uint8Array): Piece[] {
  const nodes = batch.pairs(1);
  const buffers = batch.pairs(2)[Symbol.iterator]();
  const next = (least: number): Uint8Array => {
    const [offset, size] = buffers.next().value ?? [0, 0];
    if (offset + size > body.length || size < least) throw new Error('A column of the Arrow stream is cut off.');
    return body.subarray(offset, offset + size);
  };
  return columns.map((column, index): Piece => {
    const [length, nullCount] = nodes[index] ?? [];
    if (length !== rows) throw new Error(`The column "${column.name}" of the Arrow stream has ${length} values in ${rows} rows.`);
    const validity = next(nullCount ? (rows + 7) >> 3 : 0);
    return { length: rows, ...(nullCount && { nulls: maskOf(validity, rows) }), ...valuesOf(column, rows, next) };
  });
}

function maskOf(validity: Uint8Array, rows: number): Uint8Array {
  const mask = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (!((validity[row >> 3] as number) & (1 << (row & 7)))) mask[row] = 1;
  return mask;
}

function valuesOf({ kind, step }: Column, rows: number, next: (least: number) => Uint8Array): Pick<Piece, 'values' | 'nanos'> {
  if (kind === 'bool') {
    const bits = next((rows + 7) >> 3);
    return { values: Uint8Array.from({ length: rows }, (_, row) => ((bits[row >> 3] as number) >> (row & 7)) & 1) };
  }
  if (kind === 'time.Time') return timesOf(typed(Int32Array, next(rows * 8), rows * 2), rows, step);
  if (kind === 'string' || kind === 'json.RawMessage') {
    // A column of no rows may have no offsets at all.
    const offsets = typed(Int32Array, next(rows && (rows + 1) * 4), rows && rows + 1);
    const data = next(rows && (offsets[rows] as number));
    const textAt = (row: number): string => decoder.decode(data.subarray(offsets[row], offsets[row + 1]));
    if (kind === 'string') return { values: Array.from({ length: rows }, (_, row) => textAt(row)) };
    return {
      values: Array.from({ length: rows }, (_, row): unknown => {
        const text = textAt(row);
        return text === '' ? null : JSON.parse(text);
      }),
    };
  }
  const Kind = arrays[kind];
  return { values: typed(Kind, next(rows * Kind.BYTES_PER_ELEMENT), rows) };
}

type Typed = (typeof arrays)[keyof typeof arrays];
function typed<Kind extends Typed>(Kind: Kind, bytes: Uint8Array, length: number): InstanceType<Kind> {
  const lies = bytes.byteOffset % Kind.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Kind(lies.buffer as ArrayBuffer, lies.byteOffset, length) as InstanceType<Kind>;
}

/** Whole numbers of 64 bits as milliseconds and what is left: by halves, exactly, without a BigInt a row. */
function timesOf(halves: Int32Array, rows: number, step: number): Pick<Piece, 'values' | 'nanos'> {
  const values = new Float64Array(rows);
  const nanos = new Int32Array(rows);
  const each = 1e6 / step;
  let finer = false;
  for (let row = 0; row < rows; row++) {
    const low = (halves[row * 2] as number) >>> 0;
    const high = halves[row * 2 + 1] as number;
    if (each <= 1) {
      values[row] = (high * 2 ** 32 + low) / each;
      continue;
    }
    const wholes = Math.floor(2 ** 32 / each);
    const below = high * (2 ** 32 - wholes * each) + low;
    const ms = Math.floor(below / each);
    values[row] = high * wholes + ms;
    const rest = (below - ms * each) * step;
    nanos[row] = rest;
    if (rest !== 0) finer = true;
  }
  return finer ? { values, nanos } : { values };
}

function fieldOf({ name, nullable, metadata, kind }: Column, pieces: readonly Piece[]): FieldData {
  const labels = metadata.get('labels');
  const config = metadata.get('config');
  const { values, nulls, nanos } = pieces.length === 1 ? (pieces[0] as Piece) : joined(kind, pieces);
  return {
    name,
    type: (metadata.get('tstype') ?? 'other') as FieldType,
    kind,
    values,
    ...(nulls && { nulls }),
    ...(nanos && { nanos }),
    ...(nullable && { nullable }),
    ...(labels && { labels: JSON.parse(labels) as Record<string, string> }),
    ...(config && { config: JSON.parse(config) as FieldData['config'] }),
  } as FieldData;
}

function joined(kind: FieldKind, pieces: readonly Piece[]): Omit<Piece, 'length'> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const together = <Array extends { set(part: never, at: number): void }>(into: Array, part: (piece: Piece) => unknown): Array => {
    let at = 0;
    for (const piece of pieces) {
      const found = part(piece);
      if (found) into.set(found as never, at);
      at += piece.length;
    }
    return into;
  };
  const Kind = kind === 'time.Time' ? Float64Array : kind === 'bool' ? Uint8Array : arrays[kind as keyof typeof arrays];
  return {
    values: Kind ? together(new Kind(length), ({ values }) => values) : pieces.flatMap(({ values }) => Array.from(values as unknown[])),
    ...(pieces.some(({ nulls }) => nulls) && { nulls: together(new Uint8Array(length), ({ nulls }) => nulls) }),
    ...(pieces.some(({ nanos }) => nanos) && { nanos: together(new Int32Array(length), ({ nanos }) => nanos) }),
  };
}
