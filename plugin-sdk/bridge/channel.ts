/**
 * One end of a duplex byte channel: messages out in chunks that take turns, messages in put together again. What cannot be read
 * ends the channel, since nothing after it can be trusted.
 */
import type { Duplex } from 'node:stream';
import { pack, unpack } from './plain.ts';
import { chunkBytes, chunkHeader, decodeMessage, encodeMessage, MessageReader } from './wire.ts';

interface Outgoing {
  readonly number: number;
  readonly parts: Uint8Array[];
  /** Bytes of the first part that are sent already. */
  at: number;
}

export interface Incoming<Head> {
  readonly head: Head;
  readonly value: unknown;
  readonly blobs: readonly Uint8Array[];
}

export class Channel<Out extends object, In extends object> {
  readonly #socket: Duplex;
  readonly #queue: Outgoing[] = [];
  #lastNumber = 0;
  #pumping = false;
  #soon = false;
  #closed = false;

  constructor(socket: Duplex, onMessage: (message: Incoming<In>) => void, onClose: (cause: string) => void = () => {}) {
    this.#socket = socket;
    const reader = new MessageReader((bytes) => {
      const { head, json, blobs } = decodeMessage<In>(bytes);
      onMessage({ head, value: json === '' ? undefined : unpack(json, blobs), blobs });
    });
    const end = (cause: string): void => {
      if (this.#closed) return;
      this.#closed = true;
      this.#queue.length = 0;
      socket.destroy();
      onClose(cause);
    };
    socket.on('data', (piece: Uint8Array) => {
      try {
        reader.push(piece);
      } catch (error) {
        end(`unreadable message: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    socket.on('drain', () => this.#pump());
    socket.on('error', (error) => end(error.message));
    socket.on('close', () => end('closed'));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes waiting here and in the socket. */
  get backlog(): number {
    return (
      this.#socket.writableLength + this.#queue.reduce((sum, { parts }) => sum + parts.reduce((size, part) => size + part.length, 0), 0)
    );
  }

  /** `value` is plain data; `blobs` go as they are. Throws for data that cannot cross. */
  send(head: Out, value?: unknown, blobs: readonly Uint8Array[] = []): void {
    if (this.#closed) return;
    const packed = value === undefined ? { json: '', blobs: [] } : pack(value);
    const parts = encodeMessage({ head, json: packed.json, blobs: packed.json === '' ? blobs : packed.blobs });
    this.#queue.push({ number: ++this.#lastNumber >>> 0, parts, at: 0 });
    this.#pumpSoon();
  }

  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    this.#socket.destroy();
  }

  /** After this turn: what is said in one turn leaves in one write, which costs more than all that is in it. */
  #pumpSoon(): void {
    if (this.#pumping || this.#soon) return;
    this.#soon = true;
    process.nextTick(() => {
      this.#soon = false;
      this.#pump();
    });
  }

  /** A chunk of each waiting message in turn, as long as the socket takes them. */
  #pump(): void {
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    this.#socket.cork();
    while (this.#queue.length > 0 && !this.#socket.writableNeedDrain) {
      const message = this.#queue.shift() as Outgoing;
      const { pieces, size } = takeChunk(message);
      const last = message.parts.length === 0;
      this.#socket.write(chunkHeader(size, message.number, last));
      for (const piece of pieces) this.#socket.write(piece);
      if (!last) this.#queue.push(message);
    }
    this.#socket.uncork();
    this.#pumping = false;
  }
}

function takeChunk(message: Outgoing): { pieces: Uint8Array[]; size: number } {
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size < chunkBytes && message.parts.length > 0) {
    const part = message.parts[0] as Uint8Array;
    const taken = Math.min(part.length - message.at, chunkBytes - size);
    if (taken > 0) pieces.push(part.subarray(message.at, message.at + taken));
    size += taken;
    message.at += taken;
    if (message.at === part.length) {
      message.parts.shift();
      message.at = 0;
    }
  }
  return { pieces, size };
}
