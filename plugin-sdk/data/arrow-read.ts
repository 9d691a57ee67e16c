/** Arrow in the browser: small reader, typed arrays and masks kept as they lie in the buffer. */
import { tableFromIPC } from '@uwdata/flechette';
import type { FieldData, FieldKind, FieldType, FrameData } from './frame.ts';

interface Batch {
  readonly length: number;
  readonly nullCount: number;
  readonly values: ArrayLike<unknown> & { slice?(from: number, to: number): unknown };
  readonly validity?: Uint8Array;
  at(index: number): unknown;
}

/** Throws for bytes that are no Arrow stream or hold no schema. */
export function readArrowFrame(bytes: Uint8Array): FrameData {
  const table = tableFromIPC(bytes, { useBigInt: true, useDate: false });
  const { schema } = table;
  if (!schema) throw new Error('The answer holds no Arrow schema.');
  const length = table.numRows;
  const fields = schema.fields.map((described, index): FieldData => {
    const metadata = (described.metadata ?? new Map()) as Map<string, string>;
    const type = (metadata.get('tstype') ?? 'other') as FieldType;
    const column = table.getChildAt(index);
    const batches = column.data as unknown as readonly Batch[];
    const labels = metadata.get('labels');
    const config = metadata.get('config');
    const nulls = maskOf(batches, length);
    const nullable = described.nullable;
    return {
      name: described.name,
      type,
      ...columnOf(type, batches, length),
      ...(nulls && { nulls }),
      ...(nullable && { nullable }),
      ...(labels && { labels: JSON.parse(labels) as Record<string, string> }),
      ...(config && { config: JSON.parse(config) as FieldData['config'] }),
    } as FieldData;
  });
  const metadata = (schema.metadata ?? new Map()) as Map<string, string>;
  const meta = metadata.get('meta');
  return {
    name: metadata.get('name') ?? '',
    refId: metadata.get('refId') ?? '',
    ...(meta && { meta: JSON.parse(meta) as FrameData['meta'] }),
    fields,
    length,
  } as FrameData;
}

function maskOf(batches: readonly Batch[], length: number): Uint8Array | undefined {
  if (batches.every(({ nullCount }) => nullCount === 0)) return undefined;
  const mask = new Uint8Array(length);
  let at = 0;
  for (const { length: size, nullCount, validity } of batches) {
    if (nullCount > 0 && validity)
      for (let row = 0; row < size; row++) if (!((validity[row >> 3] as number) & (1 << (row & 7)))) mask[at + row] = 1;
    at += size;
  }
  return mask;
}

function columnOf(type: FieldType, batches: readonly Batch[], length: number): Pick<FieldData, 'kind' | 'values' | 'nanos'> {
  const raw = batches[0]?.values;
  if (type === 'time' && raw instanceof BigInt64Array) {
    const values = new Float64Array(length);
    const nanos = new Int32Array(length);
    let at = 0;
    let finer = false;
    for (const batch of batches) {
      const source = batch.values as unknown as BigInt64Array;
      for (let row = 0; row < batch.length; row++, at++) {
        const whole = source[row] as bigint;
        const ms = BigInt.asIntN(64, whole >= 0n ? whole / 1_000_000n : (whole - 999_999n) / 1_000_000n);
        values[at] = Number(ms);
        const rest = Number(whole - ms * 1_000_000n);
        if (rest !== 0) finer = true;
        nanos[at] = rest;
      }
    }
    return finer ? { kind: 'time.Time', values, nanos } : { kind: 'time.Time', values };
  }
  if (ArrayBuffer.isView(raw) && type === 'number') {
    const Kind = raw.constructor as unknown as { new (size: number): Float64Array };
    const kind = Object.prototype.toString.call(raw).slice(8, -6).toLowerCase().replace('big', '') as FieldKind;
    if (batches.length === 1) return { kind, values: (raw as unknown as Float64Array).subarray(0, length) };
    const values = new Kind(length);
    let at = 0;
    for (const batch of batches) {
      values.set((batch.values as unknown as Float64Array).subarray(0, batch.length), at);
      at += batch.length;
    }
    return { kind, values };
  }
  const all: unknown[] = [];
  for (const batch of batches) for (let row = 0; row < batch.length; row++) all.push(batch.at(row));
  if (type === 'string') return { kind: 'string', values: all.map((value) => (value === null ? '' : String(value))) };
  if (type === 'boolean') return { kind: 'bool', values: Uint8Array.from(all, (value) => Number(value ?? 0)) };
  if (type === 'enum') return { kind: 'enum', values: Uint16Array.from(all, (value) => Number(value ?? 0)) };
  const decoder = new TextDecoder();
  return {
    kind: 'json.RawMessage',
    values: all.map((value) => (value instanceof Uint8Array ? (JSON.parse(decoder.decode(value)) as unknown) : value)),
  };
}
