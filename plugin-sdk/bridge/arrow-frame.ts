/**
 * Frames that came as Arrow files, of plugins that are processes. Who wants Arrow gets the bytes as they came; who wants columns has
 * them read at the first look.
 */
import { readArrowFrame } from '../data/arrow-read.ts';
import type { FrameData } from '../data/frame.ts';
import { arrowStream } from './arrow-stream.ts';

const magic = 'ARROW1';
const headBytes = 8;
const end = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** Throws for bytes that are no Arrow file. What is inside is looked at later: its schema here, its rows where somebody reads them. */
export function arrowFrame(file: Uint8Array, refId: string): FrameData {
  const bytes = streamOf(file);
  const schema = schemaOf(bytes);
  // Some writers keep the schema in the footer alone: what they write is no stream with a frame around it, and is read whole.
  if (!schema) return { ...readArrowFrame(aligned(file)), refId };
  const { name, refId: own, meta } = schema;
  let read: FrameData | undefined;
  const whole = (): FrameData => (read ??= readArrowFrame(aligned(bytes)));
  const frame = { name, refId: own || refId, ...(meta && { meta }) };
  Object.defineProperties(frame, {
    fields: { enumerable: true, get: () => whole().fields },
    length: { enumerable: true, get: () => whole().length },
    // Bytes that name another query are written anew by whoever sends them on.
    ...(own === refId && { [arrowStream]: { value: bytes } }),
  });
  return frame as FrameData;
}

/** An Arrow file is a stream between a magic word and a footer, so that nothing has to be read to have the stream. */
function streamOf(file: Uint8Array): Uint8Array {
  const word = (at: number): string => String.fromCharCode(...file.subarray(at, at + magic.length));
  const tail = file.length - magic.length;
  if (tail < headBytes + 4 || word(0) !== magic || word(tail) !== magic) throw new Error('a frame is no Arrow file');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const footer = tail - 4 - view.getInt32(tail - 4, true);
  if (footer < headBytes + 8 || footer > tail - 4) throw new Error('a frame is an Arrow file with a broken footer');
  const body = file.subarray(headBytes, footer);
  return ends(body) ? body : joined(body, end);
}

function ends(body: Uint8Array): boolean {
  return end.every((byte, index) => body[body.length - end.length + index] === byte);
}

/** What the first message says, read as a stream without rows; undefined when it is no schema. */
function schemaOf(bytes: Uint8Array): FrameData | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getInt32(4, true);
  if (view.getInt32(0, true) !== -1 || size <= 0 || size > bytes.length - 8) return undefined;
  try {
    return readArrowFrame(joined(bytes.subarray(0, 8 + size), end));
  } catch {
    return undefined;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Columns of eight bytes are read where they lie, which they can be only at multiples of eight. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}
