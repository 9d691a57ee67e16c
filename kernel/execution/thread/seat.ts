/**
 * A plugin's place in a thread: its bytes, its limits, and, while it is used, its running code. Every limit that this side of the
 * wall can see is enforced here: concurrent calls, wall time, size of answers, log lines. What passes one ends with a name.
 */

import type { Failure } from '@orrery/plugin-sdk';
import { encodings } from '@orrery/plugin-sdk/bridge/encoding';
import type { CallMessage, LoadMessage, PluginUsage, ToKernel } from '@orrery/plugin-sdk/bridge/messages';
import { StreamOut } from '@orrery/plugin-sdk/bridge/stream-out';
import type { Egress } from '../egress/egress.ts';
import { FetchDesk } from './fetch-desk.ts';
import type { Ended, Guest, GuestParts } from './guest.ts';
import { servedByHost, serveInstance, streamFailure } from './instance-desk.ts';
import { LogRate } from './log-rate.ts';
import { bytesOf, sizeOf } from './sizes.ts';

export interface SeatParts {
  readonly send: (message: ToKernel, value?: unknown, blobs?: readonly Uint8Array[]) => void;
  readonly egress: Egress;
  readonly enter: () => void;
  readonly leave: () => void;
}

interface OpenCall {
  readonly call: CallMessage;
  readonly timer: NodeJS.Timeout;
  /** Epoch ms. */
  readonly began: number;
  stream?: StreamOut;
  /** Bytes sent so far. */
  sent: number;
}

/** Answers up to this size travel with the result; larger ones as a stream with credit. */
const inlineBytes = 192 * 1024;
const chunkBytes = 256 * 1024;
const mostUses = 1_000;
/** A process is given its time to start by its own guest, which says more of why it did not. */
const startMarginMs = 10_000;
let lastUse = 0;

export class Seat {
  readonly #load: LoadMessage;
  readonly #bundle: Uint8Array;
  readonly #parts: SeatParts;
  readonly #calls = new Map<number, OpenCall>();
  /** Open uses: their number on the wire, unique in the thread, to the guest's own. */
  readonly #uses = new Map<number, number>();
  readonly #fetches: FetchDesk;
  /** Ends what the host itself does for a call. */
  readonly #leaving = new Map<number, AbortController>();
  readonly #logs: LogRate;
  #guest: Promise<Guest> | undefined;
  #running: Guest | undefined;
  #started: { resolve(): void; reject(failure: Failure): void } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #subscriptions = 0;
  /** Processes on their way out. */
  readonly #going = new Set<Promise<void>>();
  #cpuMs = 0;
  /** Uses of earlier guests must not settle in this one. */
  #generation = 0;

  constructor(load: LoadMessage, bundle: Uint8Array, parts: SeatParts) {
    this.#load = load;
    this.#bundle = bundle;
    this.#parts = parts;
    this.#fetches = new FetchDesk(
      parts.egress,
      (code, message, call) => parts.send({ t: 'denied', key: load.key, call, code, message }),
      (call, start, url, failed) => {
        const parent = this.#calls.get(call)?.call.traceparent;
        if (parent)
          parts.send({ t: 'span', call, name: 'egress', start, end: Date.now(), parent, failed, attributes: { 'http.url': url } });
      },
    );
    this.#logs = new LogRate(load.limits.logLinesPerSecond, (level, message, call, fields) =>
      parts.send({ t: 'log', key: load.key, call, level, message, ...(fields && { fields }) }),
    );
  }

  call(call: CallMessage, args: readonly unknown[]): void {
    clearTimeout(this.#idle);
    const { concurrency } = this.#load.limits;
    if (this.#calls.size >= concurrency) {
      return this.#fail(call.id, {
        code: 'plugin/busy',
        message: `${this.#load.plugin} has ${concurrency} calls open, its limit. Try again in a moment.`,
        retryable: true,
      });
    }
    const left = call.deadline - Date.now();
    const timer = setTimeout(() => this.#expire(call.id), Math.max(left, 0));
    this.#calls.set(call.id, { call, timer, sent: 0, began: Date.now() });
    const { id, point, name, method, principal, orgId, instance, deadline, requestId, traceparent } = call;
    if (instance && servedByHost(method)) return void this.#forInstance(call, args[0]);
    this.#ready().then(
      (guest) => {
        if (this.#calls.has(id))
          guest.call(id, point, name, method, args, {
            ...{ principal, orgId, deadline, requestId },
            ...(instance && { instance }),
            ...(traceparent && { traceparent }),
          });
      },
      (error: unknown) => this.#finish(id, { failure: failureOf(error) }),
    );
  }

  /** Answered here, without the plugin's code. */
  async #forInstance({ id, method, egress }: CallMessage, argument: unknown): Promise<void> {
    const leaving = new AbortController();
    this.#leaving.set(id, leaving);
    const served = await serveInstance(this.#parts.egress, method, argument, egress, leaving.signal);
    const open = this.#calls.get(id);
    if (!served.ok) return this.#finish(id, { failure: served.failure });
    if (served.value.kind === 'value') return this.#finish(id, { value: served.value.value });
    const { status, headers, body } = served.value.answer;
    if (!open) return void body.destroy();
    const stream = new StreamOut((bytes) => this.#parts.send({ t: 'chunk', id }, undefined, [bytes]));
    open.stream = stream;
    this.#parts.send({ t: 'result', id, ok: true, stream: true, ...this.#cost() }, { status, headers });
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        for (let at = 0; at < piece.length; at += chunkBytes) {
          if (!(await stream.write(piece.subarray(at, at + chunkBytes)))) return void body.destroy();
        }
      }
      this.#endStream(id);
    } catch (error) {
      this.#endStream(id, streamFailure(error));
    }
  }

  /** Runs the code now and says whether it started. */
  async probe(): Promise<void> {
    const { key } = this.#load;
    try {
      await this.#ready();
      this.#parts.send({ t: 'loaded', key });
    } catch (error) {
      this.#parts.send({ t: 'failed', key, failure: failureOf(error) });
    }
  }

  cancel(id: number): void {
    const open = this.#calls.get(id);
    if (!open) return;
    this.#running?.cancel(id);
    this.#fetches.closeCall(id);
    this.#finish(id, { failure: { code: 'call/cancelled', message: 'The caller left.', retryable: true } });
  }

  credit(id: number, bytes: number): void {
    this.#calls.get(id)?.stream?.credit(bytes);
  }

  answer(head: { use: number; ok: boolean; failure?: Failure }, value: unknown): boolean {
    const use = this.#uses.get(head.use);
    if (use === undefined) return false;
    this.#uses.delete(head.use);
    this.#running?.settle(use, head.ok, head.ok ? value : head.failure);
    return true;
  }

  event(subscription: number, event: unknown): void {
    this.#running?.event(subscription, event);
  }

  usage(): PluginUsage {
    return {
      key: this.#load.key,
      cpuMs: this.#cpuMs + (this.#running?.cpuMs() ?? 0),
      heapBytes: this.#running?.heapBytes() ?? 0,
      open: this.#calls.size,
      ...(this.#running?.pid && { pid: this.#running.pid }),
    };
  }

  /** Resolves when nothing of it is left: at once, but for a process. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    for (const id of [...this.#calls.keys()])
      this.#finish(id, { failure: { code: 'call/cancelled', message: `${this.#load.plugin} was taken out of service.`, retryable: true } });
    this.#drop();
    this.#fetches.closeAll();
    this.#logs.close();
    await Promise.all(this.#going);
  }

  /** The running code, made at the first need and started once. */
  #ready(): Promise<Guest> {
    this.#guest ??= this.#make().catch((error: unknown) => {
      this.#drop();
      throw error;
    });
    return this.#guest;
  }

  /** A thread loads what its plugins need: one for workers knows no isolates. */
  async #guestOf(parts: GuestParts): Promise<Guest> {
    switch (this.#load.runtime) {
      case 'worker':
        return (await import('../worker/worker-guest.ts')).createWorkerGuest(this.#load, this.#bundle, parts);
      case 'process':
        return (await import('../process/process-guest.ts')).createProcessGuest(this.#load, this.#bundle, parts);
      default:
        return (await import('../isolate/isolate-guest.ts')).createIsolateGuest(this.#load, this.#bundle, parts);
    }
  }

  async #make(): Promise<Guest> {
    const generation = ++this.#generation;
    const parts = {
      out: (kind: string, args: readonly unknown[]) => {
        if (generation === this.#generation) this.#out(kind, args);
      },
      onEnd: (ended: Ended) => {
        if (generation === this.#generation) this.#ended(ended);
      },
      enter: this.#parts.enter,
      leave: this.#parts.leave,
    };
    const guest = await this.#guestOf(parts);
    this.#running = guest;
    const wallMsPerCall = this.#load.process ? this.#load.process.startMs + startMarginMs : this.#load.limits.wallMsPerCall;
    let late: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#started = { resolve, reject };
        late = setTimeout(
          () => reject({ code: 'plugin/timeout', message: `activate() did not end within ${wallMsPerCall} ms.`, retryable: false }),
          wallMsPerCall,
        );
        guest.start();
      });
    } finally {
      clearTimeout(late);
      this.#started = undefined;
    }
    return guest;
  }

  #out(kind: string, args: readonly unknown[]): void {
    const [first, second, third, fourth, fifth] = args;
    switch (kind) {
      case 'started':
        if (first === true) this.#started?.resolve();
        else this.#started?.reject(second as Failure);
        break;
      case 'use':
        this.#use(Number(first), Number(second), String(third), String(fourth), (fifth as unknown[]) ?? []);
        break;
      case 'done':
        if (second === true) void this.#done(Number(first), third, fourth === true);
        else this.#finish(Number(first), { failure: failureOf(third) });
        break;
      case 'chunk':
        void this.#chunk(Number(first), second);
        break;
      case 'end':
        this.#endStream(Number(first), second === undefined ? undefined : failureOf(second));
        break;
      case 'log':
        this.#logs.write(Number(first), String(second), String(third), fourth);
        break;
      case 'metric':
        this.#parts.send({
          t: 'metric',
          key: this.#load.key,
          kind: first === 'gauge' ? 'gauge' : 'count',
          name: String(second),
          value: Number(third),
          ...(isLabels(fourth) && { labels: fourth }),
        });
        break;
      case 'span': {
        const parent = this.#calls.get(Number(first))?.call.traceparent;
        if (parent)
          this.#parts.send({
            t: 'span',
            call: Number(first),
            name: String(second),
            start: Number(third),
            end: Number(fourth),
            failed: fifth === true,
            parent,
          });
        break;
      }
    }
  }

  /** A capability: fetch is served here, where the socket is; everything else is the kernel's. What was not granted is nobody's. */
  #use(use: number, call: number, capability: string, method: string, args: readonly unknown[]): void {
    const guest = this.#running;
    const denied = (code: string, message: string): void => {
      this.#parts.send({ t: 'denied', key: this.#load.key, call, code, message });
      guest?.settle(use, false, { code, message, retryable: false });
    };
    if (!alwaysHeld.has(capability) && !Object.hasOwn(this.#load.granted, capability)) {
      return denied('capability/denied', `${this.#load.plugin} was not granted "${capability}".`);
    }
    if (this.#uses.size >= mostUses)
      return guest?.settle(use, false, {
        code: 'plugin/busy',
        message: `More than ${mostUses} capability calls are open.`,
        retryable: true,
      });
    const owner = this.#ownerOf(call);
    if (owner === undefined)
      return denied('capability/no-call', 'It was used outside of any call while several were open, so nobody can say for whom.');
    if (capability === 'fetch') {
      const grant = this.#calls.get(owner)?.call.egress;
      void this.#fetches.serve(
        method,
        args,
        owner,
        grant,
        (ok, value, buffer) => guest === this.#running && guest?.settle(use, ok, value, buffer),
      );
      return;
    }
    const id = ++lastUse;
    this.#uses.set(id, use);
    this.#parts.send({ t: 'use', use: id, key: this.#load.key, call: owner, capability, method }, args);
    if (capability === 'events') this.#subscriptions += method === 'subscribe' ? 1 : method === 'unsubscribe' ? -1 : 0;
  }

  /** Whose authority a use carries: an open call's, or (0 on the wire) the plugin's own. A call that is over has none left. */
  #ownerOf(call: number): number | undefined {
    if (this.#calls.has(call)) return call;
    if (call === -1 || this.#calls.size === 0) return 0;
    // Code that no longer knows its call: clear only while there is one.
    return call === 0 && this.#calls.size === 1 ? this.#calls.keys().next().value : undefined;
  }

  async #done(id: number, value: unknown, streams: boolean): Promise<void> {
    const open = this.#calls.get(id);
    if (!open) return;
    if (streams) {
      open.stream = new StreamOut((bytes) => this.#parts.send({ t: 'chunk', id }, undefined, [bytes]));
      this.#parts.send({ t: 'result', id, ok: true, stream: true, ...this.#cost() }, value);
      return;
    }
    const { encoding } = open.call;
    const most = this.#load.limits.responseMB << 20;
    if (encoding === undefined) {
      if (sizeOf(value, most) > most) return this.#finish(id, { failure: this.#tooLarge() });
      return this.#finish(id, { value });
    }
    const encode = (encodings as Record<string, ((answer: unknown) => unknown) | undefined>)[encoding];
    if (!encode)
      return this.#finish(id, {
        failure: { code: 'plugin/no-encoding', message: `There is no encoding "${encoding}".`, retryable: false },
      });
    try {
      const { bytes, contentType, status } = (await encode(value)) as { bytes: readonly Uint8Array[]; contentType: string; status: number };
      const size = bytes.reduce((sum, part) => sum + part.length, 0);
      if (size > most) return this.#finish(id, { failure: this.#tooLarge() });
      await this.#sendEncoded(id, open, bytes, size, { contentType, status });
    } catch (error) {
      this.#finish(id, {
        failure: {
          code: 'plugin/bad-answer',
          message: `Its answer is no ${encoding}: ${error instanceof Error ? error.message : String(error)}`,
          retryable: false,
        },
      });
    }
  }

  async #sendEncoded(
    id: number,
    open: OpenCall,
    bytes: readonly Uint8Array[],
    size: number,
    encoded: { contentType: string; status: number },
  ): Promise<void> {
    if (!this.#calls.has(id)) return;
    if (size <= inlineBytes) {
      this.#parts.send({ t: 'result', id, ok: true, encoded, ...this.#cost() }, undefined, bytes);
      return this.#forget(id);
    }
    const stream = new StreamOut((part) => this.#parts.send({ t: 'chunk', id }, undefined, [part]));
    open.stream = stream;
    this.#parts.send({ t: 'result', id, ok: true, stream: true, encoded, ...this.#cost() });
    for (const part of bytes) {
      for (let at = 0; at < part.length; at += chunkBytes) {
        if (!(await stream.write(part.subarray(at, at + chunkBytes)))) return;
      }
    }
    this.#endStream(id);
  }

  async #chunk(id: number, chunk: unknown): Promise<void> {
    const open = this.#calls.get(id);
    if (!open?.stream) return;
    const bytes = bytesOf(chunk);
    open.sent += bytes.length;
    const room = open.stream.write(bytes);
    if (await room) this.#running?.more(id);
  }

  #endStream(id: number, failure?: Failure): void {
    if (!this.#calls.has(id)) return;
    this.#parts.send({ t: 'end', id, ...this.#cost(), ...(failure && { failure }) });
    this.#forget(id);
  }

  #finish(id: number, { value, failure }: { value?: unknown; failure?: Failure }): void {
    const open = this.#calls.get(id);
    if (!open) return;
    if (failure && open.stream) return this.#endStream(id, failure);
    if (failure) this.#fail(id, failure);
    else {
      try {
        this.#parts.send({ t: 'result', id, ok: true, ...this.#cost() }, value ?? null);
      } catch (error) {
        this.#fail(id, {
          code: 'plugin/bad-answer',
          message: `Its answer is not plain data: ${error instanceof Error ? error.message : String(error)}`,
          retryable: false,
        });
      }
    }
    this.#forget(id);
  }

  #fail(id: number, failure: Failure): void {
    this.#parts.send({ t: 'result', id, ok: false, failure, ...this.#cost() });
  }

  #forget(id: number): void {
    const open = this.#calls.get(id);
    if (!open) return;
    clearTimeout(open.timer);
    open.stream?.end();
    if (open.call.traceparent) {
      const { plugin, runtime } = this.#load;
      this.#parts.send({
        t: 'span',
        call: id,
        name: runtime,
        start: open.began,
        end: Date.now(),
        parent: open.call.traceparent,
        attributes: { plugin, method: open.call.method },
      });
    }
    this.#calls.delete(id);
    this.#leaving.get(id)?.abort();
    this.#leaving.delete(id);
    this.#fetches.closeCall(id);
    const { idleMs } = this.#load;
    if (this.#calls.size === 0 && idleMs > 0 && this.#subscriptions === 0) {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.#drop(), idleMs).unref();
    }
  }

  #expire(id: number): void {
    this.#running?.cancel(id);
    this.#finish(id, { failure: { code: 'plugin/timeout', message: `${this.#load.plugin} did not answer in time.`, retryable: true } });
  }

  /** Its code was cut off or ran out of memory: the call that was inside fails for it, the others may be asked again. */
  #ended({ code, message }: Ended): void {
    this.#started?.reject({ code, message, retryable: false });
    this.#drop();
    // First, so that whoever asks again at once is told that it rests.
    this.#parts.send({ t: 'crash', key: this.#load.key, code, cause: message });
    for (const id of [...this.#calls.keys()])
      this.#finish(id, { failure: { code, message: `${this.#load.plugin}: ${message}`, retryable: code !== 'plugin/turn-limit' } });
  }

  #drop(): void {
    const guest = this.#running;
    if (guest) this.#cpuMs += guest.cpuMs();
    this.#running = undefined;
    this.#guest = undefined;
    // Its last words are heard; what it says afterwards belongs to nobody.
    guest?.dispose();
    const gone = guest?.gone?.();
    if (gone) {
      this.#going.add(gone);
      void gone.finally(() => this.#going.delete(gone));
    }
    this.#generation++;
    this.#subscriptions = 0;
    this.#uses.clear();
  }

  #cost(): { cpuMs: number; heapBytes: number } {
    return { cpuMs: this.#running?.cpuMs() ?? 0, heapBytes: 0 };
  }

  #tooLarge(): Failure {
    const { responseMB } = this.#load.limits;
    return {
      code: 'plugin/response-limit',
      message: `${this.#load.plugin} gave more than ${responseMB} MB. Ask for less, or raise limits.responseMB.`,
      retryable: false,
    };
  }
}

const alwaysHeld = new Set(['services']);

function isLabels(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failureOf(error: unknown): Failure {
  const given = error as Partial<Failure> | null;
  if (typeof given?.code === 'string' && typeof given.message === 'string') {
    return {
      code: given.code,
      message: given.message.slice(0, 4_000),
      retryable: given.retryable === true,
      ...(given.detail && { detail: given.detail }),
    };
  }
  return { code: 'plugin/threw', message: error instanceof Error ? error.message : String(error), retryable: false };
}
