/**
 * Plain data with buffers, as JSON and blobs. What comes from a guest is hostile: depth, size and count are bounded, and an own
 * `__proto__` stays an own property that nobody merges. Shared by kernel, hosts and test kit.
 */
export interface Packed {
  readonly json: string;
  readonly blobs: readonly Uint8Array[];
}
type Kind = { new (buffer: ArrayBuffer, offset: number, length: number): ArrayBufferView; readonly BYTES_PER_ELEMENT: number };

const blobKey = '\u0000blob';
const deepest = 200;

const kinds: Readonly<Record<string, Kind>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/** Functions, symbols and undefined members are left out, as JSON leaves them out. Throws for cycles and what is too deep. */
export function pack(value: unknown): Packed {
  const blobs: Uint8Array[] = [];
  const walk = (item: unknown, depth: number): unknown => {
    if (depth > deepest) throw new Error(`Data nested deeper than ${deepest} levels does not cross the wall.`);
    if (typeof item === 'bigint') return { [blobKey]: 'bigint', value: item.toString() };
    if (typeof item === 'number' && !Number.isFinite(item)) return { [blobKey]: 'number', value: String(item) };
    if (typeof item !== 'object' || item === null) return typeof item === 'function' || typeof item === 'symbol' ? undefined : item;
    if (item instanceof ArrayBuffer) {
      blobs.push(new Uint8Array(item));
      return { [blobKey]: blobs.length - 1, kind: 'ArrayBuffer' };
    }
    if (ArrayBuffer.isView(item)) {
      blobs.push(new Uint8Array(item.buffer as ArrayBuffer, item.byteOffset, item.byteLength));
      return { [blobKey]: blobs.length - 1, kind: kindOf(item) };
    }
    if (Array.isArray(item)) return item.map((one) => walk(one, depth + 1) ?? null);
    const out: Record<string, unknown> = Object.create(null);
    for (const key of Object.keys(item)) {
      const member = walk((item as Record<string, unknown>)[key], depth + 1);
      if (member !== undefined) out[key] = member;
    }
    return out;
  };
  const json = JSON.stringify(walk(value, 0)) ?? 'null';
  return { json, blobs };
}

/** The value again. Blobs become arrays of the kind they were, copied only where their alignment asks for it. */
export function unpack(json: string, blobs: readonly Uint8Array[]): unknown {
  if (!json.includes('\\u0000blob')) return JSON.parse(json);
  return JSON.parse(json, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || !Object.hasOwn(item, blobKey)) return item;
    const mark = item as { [blobKey]: unknown; kind?: string; value?: string };
    if (mark[blobKey] === 'bigint') return BigInt(mark.value ?? '0');
    if (mark[blobKey] === 'number') return Number(mark.value);
    const bytes = blobs[Number(mark[blobKey])];
    return bytes ? viewOf(bytes, mark.kind ?? 'Uint8Array') : null;
  });
}

function kindOf(view: ArrayBufferView): string {
  const name = Object.prototype.toString.call(view).slice(8, -1);
  return name in kinds ? name : 'Uint8Array';
}

function viewOf(bytes: Uint8Array, kind: string): ArrayBufferView | ArrayBuffer {
  if (kind === 'ArrayBuffer') return bytes.slice().buffer;
  const Kind = kinds[kind] ?? Uint8Array;
  const size = Kind.BYTES_PER_ELEMENT;
  const length = Math.floor(bytes.byteLength / size);
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new Kind(aligned.buffer as ArrayBuffer, aligned.byteOffset, length);
}
