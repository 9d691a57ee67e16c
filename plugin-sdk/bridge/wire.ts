/**
 * Messages as bytes. A message is a JSON head, a plain part (JSON) and blobs; on the channel it travels as chunks of at most 256 kB,
 * so that a small call is never held up by a large answer. Chunk: u32 length, u32 message number, u8 flags (1 = last).
 * Message: u32 head length, u32 plain length, u32 blob count, u32 size of each blob, then head, plain and blobs, each blob 8-aligned.
 */
export const chunkBytes = 256 * 1024;
const chunkHead = 9;

export interface Message<Head> {
  readonly head: Head;
  /** JSON of the plain part; empty for none. */
  readonly json: string;
  readonly blobs: readonly Uint8Array[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeMessage<Head>({ head, json, blobs }: Message<Head>): Uint8Array[] {
  const headBytes = encoder.encode(JSON.stringify(head));
  const plainBytes = json === '' ? new Uint8Array() : encoder.encode(json);
  const fixed = new Uint8Array(12 + 4 * blobs.length);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, headBytes.length);
  view.setUint32(4, plainBytes.length);
  view.setUint32(8, blobs.length);
  blobs.forEach((blob, index) => view.setUint32(12 + 4 * index, blob.byteLength));
  const parts: Uint8Array[] = [fixed, headBytes, plainBytes];
  let at = fixed.length + headBytes.length + plainBytes.length;
  for (const blob of blobs) {
    const gap = (8 - (at % 8)) % 8;
    if (gap > 0) parts.push(new Uint8Array(gap));
    parts.push(blob);
    at += gap + blob.byteLength;
  }
  return parts;
}

/** Throws for bytes that are no message: the channel they came from is not to be trusted further. */
export function decodeMessage<Head>(bytes: Uint8Array): Message<Head> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(0);
  const plainLength = view.getUint32(4);
  const count = view.getUint32(8);
  let at = 12 + 4 * count;
  const head = JSON.parse(decoder.decode(bytes.subarray(at, at + headLength))) as Head;
  at += headLength;
  const json = plainLength > 0 ? decoder.decode(bytes.subarray(at, at + plainLength)) : '';
  at += plainLength;
  const blobs: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const size = view.getUint32(12 + 4 * index);
    at += (8 - (at % 8)) % 8;
    if (at + size > bytes.byteLength) throw new RangeError('A blob reaches beyond its message.');
    blobs.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { head, json, blobs };
}

export function chunkHeader(length: number, message: number, last: boolean): Uint8Array {
  const header = new Uint8Array(chunkHead);
  const view = new DataView(header.buffer);
  view.setUint32(0, length);
  view.setUint32(4, message);
  view.setUint8(8, last ? 1 : 0);
  return header;
}

/** Puts chunks back together. Feed it what arrives, in any pieces; it calls back once a message. */
export class MessageReader {
  readonly #onMessage: (bytes: Uint8Array) => void;
  readonly #largest: number;
  readonly #header = new Uint8Array(chunkHead);
  #headerFilled = 0;
  #left = 0;
  #number = 0;
  #last = false;
  readonly #open = new Map<number, { parts: Uint8Array[]; size: number }>();

  constructor(onMessage: (bytes: Uint8Array) => void, largest = 1 << 30) {
    this.#onMessage = onMessage;
    this.#largest = largest;
  }

  push(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#headerFilled < chunkHead) {
        const taken = Math.min(chunkHead - this.#headerFilled, piece.length - at);
        this.#header.set(piece.subarray(at, at + taken), this.#headerFilled);
        this.#headerFilled += taken;
        at += taken;
        if (this.#headerFilled < chunkHead) return;
        const view = new DataView(this.#header.buffer);
        this.#left = view.getUint32(0);
        this.#number = view.getUint32(4);
        this.#last = view.getUint8(8) === 1;
        if (this.#left > chunkBytes) throw new RangeError(`A chunk of ${this.#left} bytes is no chunk.`);
        if (this.#left === 0) this.#finishChunk();
        continue;
      }
      const taken = Math.min(this.#left, piece.length - at);
      this.#take(piece.subarray(at, at + taken));
      this.#left -= taken;
      at += taken;
      if (this.#left === 0) this.#finishChunk();
    }
  }

  #take(bytes: Uint8Array): void {
    const message = this.#open.get(this.#number) ?? { parts: [], size: 0 };
    message.parts.push(bytes);
    message.size += bytes.length;
    if (message.size > this.#largest) throw new RangeError(`A message is larger than ${this.#largest} bytes.`);
    this.#open.set(this.#number, message);
  }

  #finishChunk(): void {
    this.#headerFilled = 0;
    if (!this.#last) return;
    const message = this.#open.get(this.#number);
    this.#open.delete(this.#number);
    if (message) this.#onMessage(joined(message.parts, message.size));
  }
}

/** One allocation of the final size: blobs become views of it, aligned because the message starts at 0. */
function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
