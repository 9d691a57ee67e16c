/** For tests: zips written by hand, header by header, so that they can lie. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  /** Already packed; `content` is packed otherwise. */
  readonly packed?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly attributes?: number;
  readonly size?: number;
  readonly crc?: number;
  readonly extra?: Uint8Array;
  /** What the header in front of the content says instead. */
  readonly local?: { readonly name?: string; readonly method?: number; readonly size?: number };
  /** Use the content of the entry with this index. */
  readonly sharing?: number;
  /** Stray bytes in front of it. */
  readonly gap?: Uint8Array;
}
export interface RawZip {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
  readonly count?: number;
}

export function rawZip(entries: readonly RawEntry[], { before, after, comment, beforeDirectory, count }: RawZip = {}): Uint8Array {
  const out: Uint8Array[] = [];
  let length = 0;
  const put = (...parts: (Uint8Array | undefined)[]): void => {
    for (const part of parts) if (part) out.push(part), (length += part.length);
  };
  put(before);
  const offsets: number[] = [];
  const heads: Uint8Array[] = [];
  for (const [index, entry] of entries.entries()) {
    const { content = new Uint8Array(), method = 8, flags = 0x800, mode = 0o100644, extra = new Uint8Array(), local = {} } = entry;
    const name = bytesOf(entry.name);
    const data = entry.packed ?? (method === 8 ? deflateRawSync(content) : content);
    const crc = entry.crc ?? crc32(content);
    const size = entry.size ?? content.length;
    put(entry.gap);
    offsets.push(entry.sharing === undefined ? length : (offsets[entry.sharing] as number));
    if (entry.sharing === undefined) {
      const localName = bytesOf(local.name ?? entry.name);
      put(header(0x04034b50, local.method ?? method, flags, crc, data.length, local.size ?? size, localName.length, 0), localName, data);
    }
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE((3 << 8) | 20, 4);
    header(0, method, flags, crc, data.length, size, name.length, extra.length).copy(head, 6, 4, 30);
    head.writeUInt32LE((entry.attributes ?? mode << 16) >>> 0, 38);
    head.writeUInt32LE(offsets[index] as number, 42);
    heads.push(head, name, extra);
  }
  put(beforeDirectory);
  const directory = length;
  put(...heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count ?? entries.length, 8);
  end.writeUInt16LE(count ?? entries.length, 10);
  end.writeUInt32LE(length - directory, 12);
  end.writeUInt32LE(directory, 16);
  end.writeUInt16LE(comment?.length ?? 0, 20);
  put(end, comment, after);
  return Buffer.concat(out);
}

function header(
  signature: number,
  method: number,
  flags: number,
  crc: number,
  packed: number,
  size: number,
  name: number,
  extra: number,
): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(signature, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(0x21, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packed, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name, 26);
  head.writeUInt16LE(extra, 28);
  return head;
}

/** Deflated zeros without end in sight: `gigabytes` of them in a few megabytes. */
export function swelling(gigabytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(64 << 20), { finishFlush: 3 });
  return Buffer.concat([...Array.from({ length: gigabytes * 16 }, () => block), deflateRawSync(new Uint8Array())]);
}

function bytesOf(name: string | Uint8Array): Uint8Array {
  return typeof name === 'string' ? new TextEncoder().encode(name) : name;
}
