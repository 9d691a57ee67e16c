/**
 * The calls that are open in a seat, and the ways in which their answers leave: whole, as bytes in an encoding, or as a stream with
 * credit. The size of answers is limited here.
 */
import type { Failure } from '@orrery/plugin-sdk';
import { encodings } from '@orrery/plugin-sdk/bridge/encoding';
import type { CallMessage, LoadMessage } from '@orrery/plugin-sdk/bridge/messages';
import { StreamOut } from '@orrery/plugin-sdk/bridge/stream-out';
import type { SeatParts } from './seat.ts';
import { bytesOf, sizeOf } from './sizes.ts';

export interface OpenCallsParts {
  readonly load: LoadMessage;
  readonly send: SeatParts['send'];
  /** Of the plugin's code so far. */
  readonly cpuMs: () => number;
  /** The consumer of this stream has room again. */
  readonly more: (id: number) => void;
  /** The call is over, answered or not. */
  readonly left: (id: number) => void;
}

interface OpenCall {
  readonly call: CallMessage;
  readonly timer: NodeJS.Timeout;
  /** Epoch ms. */
  readonly began: number;
  stream?: StreamOut;
}

/** Answers up to this size travel with the result; larger ones as a stream with credit. */
const inlineBytes = 192 * 1024;
const chunkBytes = 256 * 1024;

export class OpenCalls {
  readonly #parts: OpenCallsParts;
  readonly #open = new Map<number, OpenCall>();

  constructor(parts: OpenCallsParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#open.size;
  }
  get ids(): readonly number[] {
    return [...this.#open.keys()];
  }
  get(id: number): CallMessage | undefined {
    return this.#open.get(id)?.call;
  }
  has(id: number): boolean {
    return this.#open.has(id);
  }

  /** `late` is told when its time is over. */
  begin(call: CallMessage, late: () => void): void {
    const began = Date.now();
    const timer = setTimeout(late, Math.max(call.deadline - began, 0));
    this.#open.set(call.id, { call, timer, began });
  }

  credit(id: number, bytes: number): void {
    this.#open.get(id)?.stream?.credit(bytes);
  }

  /** The plugin's answer: plain data, or the head of a stream whose pieces follow. */
  async done(id: number, value: unknown, streams: boolean): Promise<void> {
    const open = this.#open.get(id);
    if (!open) return;
    if (streams) return void this.stream(id, value);
    const { encoding } = open.call;
    const most = this.#parts.load.limits.responseMB << 20;
    if (encoding === undefined) {
      if (sizeOf(value, most) > most) return this.finish(id, { failure: this.#tooLarge() });
      return this.finish(id, { value });
    }
    const encode = (encodings as Record<string, ((answer: unknown) => unknown) | undefined>)[encoding];
    if (!encode)
      return this.finish(id, { failure: { code: 'plugin/no-encoding', message: `There is no encoding "${encoding}".`, retryable: false } });
    try {
      const { bytes, contentType, status } = (await encode(value)) as { bytes: readonly Uint8Array[]; contentType: string; status: number };
      const size = bytes.reduce((sum, part) => sum + part.length, 0);
      if (size > most) return this.finish(id, { failure: this.#tooLarge() });
      await this.#sendEncoded(id, bytes, size, { contentType, status });
    } catch (error) {
      this.finish(id, { failure: badAnswer(`no ${encoding}`, error) });
    }
  }

  /** Sends the head; what is written to the stream follows it. Undefined when the call is over. */
  stream(id: number, value?: unknown, encoded?: { contentType: string; status: number }): StreamOut | undefined {
    const open = this.#open.get(id);
    if (!open) return undefined;
    const { send } = this.#parts;
    open.stream = new StreamOut((bytes) => send({ t: 'chunk', id }, undefined, [bytes]));
    send({ t: 'result', id, ok: true, stream: true, ...(encoded && { encoded }), ...this.#cost() }, value);
    return open.stream;
  }

  /** A piece of the plugin's own stream. */
  async chunk(id: number, piece: unknown): Promise<void> {
    const stream = this.#open.get(id)?.stream;
    if (stream && (await stream.write(bytesOf(piece)))) this.#parts.more(id);
  }

  endStream(id: number, failure?: Failure): void {
    if (!this.#open.has(id)) return;
    this.#parts.send({ t: 'end', id, ...this.#cost(), ...(failure && { failure }) });
    this.#forget(id);
  }

  finish(id: number, { value, failure }: { value?: unknown; failure?: Failure }): void {
    const open = this.#open.get(id);
    if (!open) return;
    if (failure && open.stream) return this.endStream(id, failure);
    if (failure) this.refuse(id, failure);
    else {
      try {
        this.#parts.send({ t: 'result', id, ok: true, ...this.#cost() }, value ?? null);
      } catch (error) {
        this.refuse(id, badAnswer('not plain data', error));
      }
    }
    this.#forget(id);
  }

  /** Says so, of a call that is open or never was. */
  refuse(id: number, failure: Failure): void {
    this.#parts.send({ t: 'result', id, ok: false, failure, ...this.#cost() });
  }

  async #sendEncoded(
    id: number,
    bytes: readonly Uint8Array[],
    size: number,
    encoded: { contentType: string; status: number },
  ): Promise<void> {
    if (!this.#open.has(id)) return;
    if (size <= inlineBytes) {
      this.#parts.send({ t: 'result', id, ok: true, encoded, ...this.#cost() }, undefined, bytes);
      return this.#forget(id);
    }
    const stream = this.stream(id, undefined, encoded);
    for (const part of bytes) if (!stream || !(await writeAll(stream, part))) return;
    this.endStream(id);
  }

  #forget(id: number): void {
    const open = this.#open.get(id);
    if (!open) return;
    clearTimeout(open.timer);
    open.stream?.end();
    const { traceparent, method } = open.call;
    const { plugin, runtime } = this.#parts.load;
    if (traceparent)
      this.#parts.send({
        ...{ t: 'span', call: id, name: runtime, start: open.began, end: Date.now(), parent: traceparent },
        attributes: { plugin, method },
      });
    this.#open.delete(id);
    this.#parts.left(id);
  }

  #cost(): { cpuMs: number; heapBytes: number } {
    return { cpuMs: this.#parts.cpuMs(), heapBytes: 0 };
  }

  #tooLarge(): Failure {
    const { plugin, limits } = this.#parts.load;
    return {
      code: 'plugin/response-limit',
      message: `${plugin} gave more than ${limits.responseMB} MB. Ask for less, or raise limits.responseMB.`,
      retryable: false,
    };
  }
}

/** In pieces that a channel takes; false when nobody wants any more. */
export async function writeAll(stream: StreamOut, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!(await stream.write(bytes.subarray(at, at + chunkBytes)))) return false;
  }
  return true;
}

function badAnswer(what: string, error: unknown): Failure {
  const message = `Its answer is ${what}: ${error instanceof Error ? error.message : String(error)}`;
  return { code: 'plugin/bad-answer', message, retryable: false };
}
