/**
 * `fetch` of the plugins of one thread. Short bodies go in whole, longer ones as the guest pulls them, so that the source is read no
 * faster than it is parsed. Whatever a call left open is closed with it.
 */
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Readable } from 'node:stream';
import type { Egress } from '../egress/egress.ts';

type Settle = (ok: boolean, value: unknown, buffer?: ArrayBuffer) => void;
interface Open {
  readonly call: number;
  readonly leaving: AbortController;
  body?: Readable;
  reader?: AsyncIterator<Buffer>;
}
const wholeBytes = 1 << 20;
const pieceBytes = 256 * 1024;
const mostOpen = 200;

export class FetchDesk {
  readonly #egress: Egress;
  readonly #onDenied: (code: string, message: string, call: number) => void;
  readonly #onSpan: (call: number, start: number, url: string, failed: boolean) => void;
  readonly #open = new Map<number, Open>();

  constructor(
    egress: Egress,
    onDenied: (code: string, message: string, call: number) => void,
    onSpan: (call: number, start: number, url: string, failed: boolean) => void = () => {},
  ) {
    this.#egress = egress;
    this.#onDenied = onDenied;
    this.#onSpan = onSpan;
  }

  async serve(method: string, args: readonly unknown[], call: number, grant: EgressGrant | undefined, settle: Settle): Promise<void> {
    const handle = Number(args[0]);
    if (method === 'open') return this.#start(handle, String(args[1]), (args[2] ?? {}) as Record<string, unknown>, call, grant, settle);
    if (method === 'pull') return this.#pull(handle, settle);
    this.#close(handle);
    settle(true, null);
  }

  closeCall(call: number): void {
    for (const [handle, open] of this.#open) if (open.call === call) this.#close(handle);
  }
  closeAll(): void {
    for (const handle of [...this.#open.keys()]) this.#close(handle);
  }

  async #start(
    handle: number,
    url: string,
    options: Record<string, unknown>,
    call: number,
    grant: EgressGrant | undefined,
    settle: Settle,
  ): Promise<void> {
    if (!grant) return this.#deny(settle, call, 'fetch/denied', 'It may fetch only in the course of a call that somebody made.');
    if (this.#open.size >= mostOpen)
      return settle(false, { code: 'plugin/busy', message: `More than ${mostOpen} requests are open.`, retryable: true });
    const open: Open = { call, leaving: new AbortController() };
    this.#open.set(handle, open);
    const { method, headers, body, timeoutMs } = options;
    const began = Date.now();
    const answer = await this.#egress.fetch(
      {
        url,
        method: typeof method === 'string' ? method : 'GET',
        headers: (headers ?? {}) as Record<string, string>,
        ...((typeof body === 'string' || body instanceof Uint8Array) && { body }),
        ...(typeof timeoutMs === 'number' && { timeoutMs }),
      },
      grant,
      open.leaving.signal,
    );
    // The address without its query, which may hold what nobody should keep.
    this.#onSpan(call, began, url.split('?', 1)[0] ?? '', !answer.ok);
    if (!answer.ok) {
      this.#open.delete(handle);
      if (['fetch/denied', 'fetch/blocked-address', 'fetch/forbidden-header'].includes(answer.failure.code))
        this.#onDenied(answer.failure.code, answer.failure.message, call);
      return settle(false, answer.failure);
    }
    const { status, headers: answered, body: stream } = answer.value;
    open.body = stream;
    open.reader = stream.iterator({ destroyOnReturn: true }) as AsyncIterator<Buffer>;
    const size = Number(answered['content-length'] ?? Number.NaN);
    if (!(size <= wholeBytes)) return settle(true, { status, headers: answered });
    try {
      const whole = new Uint8Array(size);
      let at = 0;
      for await (const piece of { [Symbol.asyncIterator]: () => open.reader as AsyncIterator<Buffer> }) {
        whole.set(piece.subarray(0, size - at), at);
        at += piece.length;
      }
      this.#open.delete(handle);
      settle(true, { status, headers: answered }, at === size ? whole.buffer : whole.buffer.slice(0, at));
    } catch (error) {
      this.#fail(handle, error, settle);
    }
  }

  async #pull(handle: number, settle: Settle): Promise<void> {
    const open = this.#open.get(handle);
    if (!open?.reader) return settle(true, null);
    try {
      const parts: Buffer[] = [];
      let size = 0;
      // One wait, then whatever is there already: few crossings for a fast source, no delay for a slow one.
      do {
        const { value, done } = await open.reader.next();
        if (done) {
          this.#open.delete(handle);
          break;
        }
        parts.push(value);
        size += value.length;
      } while (size < pieceBytes && (open.body?.readableLength ?? 0) > 0);
      if (size === 0) return settle(true, null);
      const joined = new Uint8Array(size);
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      settle(true, null, joined.buffer);
    } catch (error) {
      this.#fail(handle, error, settle);
    }
  }

  #fail(handle: number, error: unknown, settle: Settle): void {
    const left = this.#open.get(handle)?.leaving.signal.aborted;
    this.#close(handle);
    const failure = (error as { failure?: unknown } | null)?.failure;
    settle(
      false,
      failure ?? {
        code: left ? 'fetch/aborted' : 'fetch/unreachable',
        message: `The source stopped answering: ${error instanceof Error ? error.message : String(error)}`,
        retryable: true,
      },
    );
  }

  #deny(settle: Settle, call: number, code: string, message: string): void {
    this.#onDenied(code, message, call);
    settle(false, { code, message, retryable: false });
  }

  #close(handle: number): void {
    const open = this.#open.get(handle);
    if (!open) return;
    this.#open.delete(handle);
    open.leaving.abort();
    open.body?.destroy();
  }
}
