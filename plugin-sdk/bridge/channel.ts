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
/** Which messages may not overtake each other: those of the same number. What was sent after a message that goes `first` waits for it. */
export type Order = number | 'first';

interface Lane {
  readonly order: Order | undefined;
  readonly messages: Outgoing[];
}

export interface Incoming<Head> {
  readonly head: Head;
  readonly value: unknown;
  readonly blobs: readonly Uint8Array[];
}

export class Channel<Out extends object, In extends object> {
  readonly #socket: Duplex;
  /** Lanes take turns, a chunk each; in a lane, messages keep their order. A message without an order has a lane to itself. */
  readonly #lanes: Lane[] = [];
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
      this.#lanes.length = 0;
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
      this.#socket.writableLength +
      this.#lanes
        .flatMap(({ messages }) => messages)
        .reduce((sum, { parts }) => sum + parts.reduce((size, part) => size + part.length, 0), 0)
    );
  }

  /**
   * `value` is plain data; `blobs` go as they are. Throws for data that cannot cross. A small message may overtake a large one, unless
   * their order is given.
   */
  send(head: Out, value?: unknown, blobs: readonly Uint8Array[] = [], order?: Order): void {
    if (this.#closed) return;
    const packed = value === undefined ? { json: '', blobs: [] } : pack(value);
    const parts = encodeMessage({ head, json: packed.json, blobs: packed.json === '' ? blobs : packed.blobs });
    const message = { number: ++this.#lastNumber >>> 0, parts, at: 0 };
    const lane = typeof order === 'number' ? this.#lanes.find((one) => one.order === order) : undefined;
    if (lane) lane.messages.push(message);
    else this.#lanes.push({ order, messages: [message] });
    this.#pumpSoon();
  }

  close(): void {
    this.#closed = true;
    this.#lanes.length = 0;
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

  /** A chunk of each lane in turn, as long as the socket takes them. */
  #pump(): void {
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    this.#socket.cork();
    while (this.#lanes.length > 0 && !this.#socket.writableNeedDrain) {
      const lane = this.#lanes.shift() as Lane;
      const message = lane.messages[0] as Outgoing;
      const { pieces, size } = takeChunk(message);
      const last = message.parts.length === 0;
      this.#socket.write(chunkHeader(size, message.number, last));
      for (const piece of pieces) this.#socket.write(piece);
      if (last) lane.messages.shift();
      if (lane.messages.length > 0) this.#lanes[lane.order === 'first' ? 'unshift' : 'push'](lane);
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
