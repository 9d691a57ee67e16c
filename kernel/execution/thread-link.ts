/**
 * The kernel's side of one thread: what was loaded there, the calls that are open, and their streams. It knows when the thread last
 * beat; what to do about silence is the host's to say.
 */

import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import { type Failure, fail, type Result } from '@orrery/plugin-sdk';
import { Channel, type Incoming } from '@orrery/plugin-sdk/bridge/channel';
import type { PluginUsage, ToKernel, ToThread } from '@orrery/plugin-sdk/bridge/messages';
import { bare } from '../access/bare.ts';
import type { Answer, CallOptions, CallTarget, Runnable } from './types.ts';
import type { UseDesk } from './use-desk.ts';

export interface OpenCall {
  readonly target: CallTarget;
  readonly args: readonly unknown[];
  readonly options: CallOptions;
  readonly sent: number;
  settle(result: Result<Answer>): void;
  stream?: Readable;
  timer?: NodeJS.Timeout;
  /** Ends the caller's wish to abort. */
  release?: () => void;
}
export interface LinkEvents {
  crashed(key: string, code: string, cause: string): void;
  logged(message: Extract<ToKernel, { t: 'log' }>): void;
  metric(message: Extract<ToKernel, { t: 'metric' }>): void;
  span(message: Extract<ToKernel, { t: 'span' }>, call: OpenCall | undefined): void;
  denied(message: Extract<ToKernel, { t: 'denied' }>, call: OpenCall | undefined): void;
}

/** The host's own timer comes first; this one is for hosts that cannot count any more. */
const wallMarginMs = 500;
/** A thread says that it lives ten times a second. */
const beatMs = 100;
let lastCall = 0;

export class ThreadLink {
  readonly #channel: Channel<ToThread, ToKernel>;
  readonly #uses: UseDesk;
  readonly #events: LinkEvents;
  readonly #calls = new Map<number, OpenCall>();
  /** In the order of loading: the host names the plugin it is in by this index. */
  readonly #loads: string[] = [];
  readonly #loaded = new Map<string, Runnable>();
  readonly #probes = new Map<string, (result: Result<void>) => void>();
  #usage: readonly PluginUsage[] = [];
  readonly kind: 'isolates' | 'worker';
  readonly since = Date.now();
  lastBeat = Date.now();
  #busyMs = 0;
  /** Of anything it said. */
  lastHeard = Date.now();

  constructor(socket: Duplex, kind: 'isolates' | 'worker', uses: UseDesk, events: LinkEvents) {
    this.kind = kind;
    this.#uses = uses;
    this.#events = events;
    this.#channel = new Channel<ToThread, ToKernel>(socket, (message) => this.#receive(message));
  }

  get open(): number {
    return this.#calls.size;
  }
  /** It computes, as far as anyone can tell: most of its last beats was work, or the next one is late. A plugin's start is shorter. */
  get atWork(): boolean {
    return this.#calls.size > 0 && (this.#busyMs > beatMs / 2 || Date.now() - this.lastBeat > 3 * beatMs);
  }
  get usage(): readonly PluginUsage[] {
    return this.#usage;
  }
  get openCalls(): readonly OpenCall[] {
    return [...this.#calls.values()];
  }
  get loaded(): number {
    return this.#loaded.size;
  }
  holds(key: string): boolean {
    return this.#loaded.has(key);
  }
  keyAt(index: number): string | undefined {
    return this.#loads[index];
  }
  /** Longest turn that any plugin here may take. */
  get longestTurnMs(): number {
    return Math.max(100, ...[...this.#loaded.values()].map(({ limits }) => limits.cpuMsPerTurn));
  }

  load(plugin: Runnable, idleMs: number): void {
    if (this.#loaded.has(plugin.key)) return;
    this.#loaded.set(plugin.key, plugin);
    this.#loads.push(plugin.key);
    const { key, id, version, limits, granted, runtime, bundle, process } = plugin;
    const load = { key, plugin: id, version, limits, granted, wasm: granted.wasm === true, runtime, idleMs };
    // Calls follow at once, and a large executable must not be overtaken by them.
    this.#channel.send({ t: 'load', ...load, ...(process && { process }) }, undefined, [bundle], 'first');
  }

  unload(key: string): void {
    if (!this.#loaded.delete(key)) return;
    this.#channel.send({ t: 'unload', key });
    this.#uses.gone(this, key);
    for (const [id, call] of this.#calls)
      if (call.target.key === key) this.#settle(id, fail('call/cancelled', 'The plugin was taken out of service.', { retryable: true }));
  }

  openOf(key: string): number {
    let count = 0;
    for (const call of this.#calls.values()) if (call.target.key === key) count++;
    return count;
  }

  probe(key: string): Promise<Result<void>> {
    return new Promise((resolve) => {
      this.#probes.set(key, resolve);
      this.#channel.send({ t: 'probe', key });
    });
  }

  call(call: OpenCall, deadline: number): void {
    const id = ++lastCall;
    const { target, args, options } = call;
    const { principal, orgId, requestId, instance, encoding, egress, traceparent, signal } = options;
    this.#calls.set(id, call);
    call.timer = setTimeout(
      () => {
        this.#channel.send({ t: 'cancel', id });
        this.#settle(id, fail('plugin/timeout', `${target.key.split('@')[0]} did not answer in time.`, { retryable: true }));
      },
      Math.max(deadline - Date.now(), 0) + wallMarginMs,
    );
    if (signal) {
      const abort = (): void => this.cancel(id);
      if (signal.aborted) return void this.#settle(id, cancelled());
      signal.addEventListener('abort', abort, { once: true });
      call.release = () => signal.removeEventListener('abort', abort);
    }
    try {
      this.#channel.send(
        {
          t: 'call',
          id,
          key: target.key,
          point: target.point,
          name: target.name,
          method: target.method,
          principal: bare(principal),
          orgId,
          requestId,
          deadline,
          ...(instance && { instance }),
          ...(encoding && { encoding }),
          ...(egress && { egress }),
          ...(traceparent && { traceparent }),
        },
        args,
      );
    } catch (error) {
      this.#settle(
        id,
        fail('call/not-plain', `The arguments are not plain data: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
  }

  cancel(id: number): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#channel.send({ t: 'cancel', id });
    if (!call.stream) this.#settle(id, cancelled());
  }

  event(key: string, subscription: number, event: unknown): void {
    if (this.#loaded.has(key)) this.#channel.send({ t: 'event', key, subscription }, event);
  }

  /** The thread is gone: every call that was open, for the host to ask again or to fail. */
  close(): readonly OpenCall[] {
    this.#channel.close();
    this.#uses.gone(this);
    for (const settle of this.#probes.values()) settle(fail('host/died', 'The host died while it was starting.', { retryable: true }));
    const open = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of open) {
      clearTimeout(call.timer);
      call.release?.();
    }
    return open;
  }

  #receive({ head, value, blobs }: Incoming<ToKernel>): void {
    this.lastHeard = Date.now();
    switch (head.t) {
      case 'beat':
        this.lastBeat = Date.now();
        this.#busyMs += (head.busyMs - this.#busyMs) / 3;
        this.#usage = head.plugins;
        break;
      case 'result':
        this.#result(head, value, blobs);
        break;
      case 'chunk': {
        const stream = this.#calls.get(head.id)?.stream;
        if (stream) stream.push(blobs[0]);
        break;
      }
      case 'end': {
        const call = this.#calls.get(head.id);
        this.#forget(head.id);
        if (head.failure) call?.stream?.destroy(streamError(head.failure));
        else call?.stream?.push(null);
        break;
      }
      case 'use': {
        const plugin = this.#loaded.get(head.key);
        if (plugin)
          void this.#uses.serve(this, plugin, this.#calls.get(head.call), head.call, head, (value as unknown[]) ?? [], (answer, plain) =>
            this.#channel.send(answer, plain),
          );
        break;
      }
      case 'loaded':
      case 'failed':
        this.#probes.get(head.key)?.(head.t === 'loaded' ? { ok: true, value: undefined } : { ok: false, failure: head.failure });
        this.#probes.delete(head.key);
        break;
      case 'crash':
        this.#uses.gone(this, head.key);
        this.#events.crashed(head.key, head.code, head.cause);
        break;
      case 'log':
        this.#events.logged(head);
        break;
      case 'metric':
        this.#events.metric(head);
        break;
      case 'span':
        this.#events.span(head, this.#calls.get(head.call));
        break;
      case 'denied':
        this.#events.denied(head, this.#calls.get(head.call));
        break;
    }
  }

  #result(head: Extract<ToKernel, { t: 'result' }>, value: unknown, blobs: readonly Uint8Array[]): void {
    const call = this.#calls.get(head.id);
    if (!call) return;
    if (!head.ok)
      return this.#settle(head.id, {
        ok: false,
        failure: head.failure ?? { code: 'plugin/threw', message: 'It failed without a word.', retryable: false },
      });
    const encoded = head.encoded && { encoded: head.encoded };
    if (!head.stream) {
      const bytes = head.encoded ? (blobs.length === 1 ? blobs[0] : Buffer.concat(blobs)) : undefined;
      return this.#settle(head.id, { ok: true, value: { value, ...encoded, ...(bytes && { bytes }) } });
    }
    const body = this.#streamOf(head.id);
    call.stream = body;
    clearTimeout(call.timer);
    call.settle({ ok: true, value: { value, ...encoded, body } });
  }

  /** What the consumer takes is what the producer may send next. */
  #streamOf(id: number): Readable {
    const channel = this.#channel;
    const forget = (): void => this.#forget(id);
    const waiting: Buffer[] = [];
    let wanted = false;
    let ended = false;
    const stream = new Readable({
      highWaterMark: 256 * 1024,
      read() {
        wanted = true;
        const next = waiting.shift();
        if (next) {
          wanted = false;
          channel.send({ t: 'credit', id, bytes: next.length });
          Readable.prototype.push.call(this, next);
        } else if (ended) Readable.prototype.push.call(this, null);
      },
      destroy(error, done) {
        if (!ended) channel.send({ t: 'cancel', id });
        forget();
        done(error);
      },
    });
    stream.push = (chunk: Uint8Array | null): boolean => {
      if (chunk === null) ended = true;
      else waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      if (wanted) stream._read(0);
      return true;
    };
    stream.on('error', () => {});
    return stream;
  }

  #settle(id: number, result: Result<Answer>): void {
    const call = this.#calls.get(id);
    this.#forget(id);
    call?.settle(result);
  }

  #forget(id: number): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    clearTimeout(call.timer);
    call.release?.();
  }
}

export function cancelled(): Result<never> {
  return fail('call/cancelled', 'The caller left.', { retryable: true });
}
function streamError(failure: Failure): Error {
  return Object.assign(new Error(failure.message), { failure });
}
