/** How much an answer weighs, and what a streamed piece is in bytes. */
const encoder = new TextEncoder();

/** About as many bytes as it takes on the wire; stops counting beyond `most`. */
export function sizeOf(value: unknown, most: number): number {
  let size = 0;
  const walk = (item: unknown): void => {
    if (size > most) return;
    if (typeof item === 'string') size += item.length + 2;
    else if (typeof item !== 'object' || item === null) size += 8;
    else if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer) size += item.byteLength;
    else if (Array.isArray(item)) for (const one of item) walk(one);
    else {
      for (const key of Object.keys(item)) {
        size += key.length + 4;
        walk((item as Record<string, unknown>)[key]);
      }
    }
  };
  walk(value);
  return size;
}

/** Bytes as they are, text in UTF-8, anything else as a line of JSON. */
export function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
  return encoder.encode(typeof chunk === 'string' ? chunk : `${JSON.stringify(chunk)}\n`);
}
