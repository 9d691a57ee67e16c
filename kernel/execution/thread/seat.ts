/**
 * A plugin's place in a thread: its bytes, its limits, and, while it is used, its running code. Every limit that this side of the
 * wall can see is enforced here or in what it is made of: concurrent calls and wall time (`open-calls.ts`, with the size of answers),
 * capabilities (`uses.ts`), log lines. What passes one ends with a name.
 */

import type { Failure } from '@orrery/plugin-sdk';
import type { CallMessage, LoadMessage, PluginUsage, ToKernel } from '@orrery/plugin-sdk/bridge/messages';
import type { Egress } from '../egress/egress.ts';
import { failureOf } from './failure-of.ts';
import { FetchDesk } from './fetch-desk.ts';
import type { Ended, Guest, GuestParts } from './guest.ts';
import { servedByHost, serveInstance, streamFailure } from './instance-desk.ts';
import { LogRate } from './log-rate.ts';
import { OpenCalls, writeAll } from './open-calls.ts';
import { Uses } from './uses.ts';

export interface SeatParts {
  readonly send: (message: ToKernel, value?: unknown, blobs?: readonly Uint8Array[]) => void;
  readonly egress: Egress;
  readonly enter: () => void;
  readonly leave: () => void;
}

/** A process is given its time to start by its own guest, which says more of why it did not. */
const startMarginMs = 10_000;

export class Seat {
  readonly #load: LoadMessage;
  readonly #bundle: Uint8Array;
  readonly #parts: SeatParts;
  readonly #calls: OpenCalls;
  readonly #uses: Uses;
  readonly #fetches: FetchDesk;
  /** Ends what the host itself does for a call. */
  readonly #leaving = new Map<number, AbortController>();
  readonly #logs: LogRate;
  #guest: Promise<Guest> | undefined;
  #running: Guest | undefined;
  #started: { resolve(): void; reject(failure: Failure): void } | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Processes on their way out. */
  readonly #going = new Set<Promise<void>>();
  #cpuMs = 0;
  /** Uses of earlier guests must not settle in this one. */
  #generation = 0;

  constructor(load: LoadMessage, bundle: Uint8Array, parts: SeatParts) {
    this.#load = load;
    this.#bundle = bundle;
    this.#parts = parts;
    const { send, egress } = parts;
    this.#fetches = new FetchDesk(
      egress,
      (code, message, call) => send({ t: 'denied', key: load.key, call, code, message }),
      (call, start, url, failed) => {
        const parent = this.#calls.get(call)?.traceparent;
        if (parent) send({ t: 'span', call, name: 'egress', start, end: Date.now(), parent, failed, attributes: { 'http.url': url } });
      },
    );
    this.#calls = new OpenCalls({
      ...{ load, send },
      cpuMs: () => this.#running?.cpuMs() ?? 0,
      more: (id) => this.#running?.more(id),
      left: (id) => this.#left(id),
    });
    this.#uses = new Uses({ load, send, calls: this.#calls, fetches: this.#fetches, running: () => this.#running });
    this.#logs = new LogRate(load.limits.logLinesPerSecond, (level, message, call, fields) =>
      send({ t: 'log', key: load.key, call, level, message, ...(fields && { fields }) }),
    );
  }

  call(call: CallMessage, args: readonly unknown[]): void {
    clearTimeout(this.#idle);
    const { concurrency } = this.#load.limits;
    if (this.#calls.size >= concurrency) {
      return this.#calls.refuse(call.id, {
        code: 'plugin/busy',
        message: `${this.#load.plugin} has ${concurrency} calls open, its limit. Try again in a moment.`,
        retryable: true,
      });
    }
    this.#calls.begin(call, () => this.#expire(call.id));
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
      (error: unknown) => this.#calls.finish(id, { failure: failureOf(error) }),
    );
  }

  /** Answered here, without the plugin's code. */
  async #forInstance({ id, method, egress }: CallMessage, argument: unknown): Promise<void> {
    const leaving = new AbortController();
    this.#leaving.set(id, leaving);
    const served = await serveInstance(this.#parts.egress, method, argument, egress, leaving.signal);
    if (!served.ok) return this.#calls.finish(id, { failure: served.failure });
    if (served.value.kind === 'value') return this.#calls.finish(id, { value: served.value.value });
    const { status, headers, body } = served.value.answer;
    const stream = this.#calls.stream(id, { status, headers });
    if (!stream) return void body.destroy();
    try {
      for await (const piece of body as AsyncIterable<Buffer>) if (!(await writeAll(stream, piece))) return void body.destroy();
      this.#calls.endStream(id);
    } catch (error) {
      this.#calls.endStream(id, streamFailure(error));
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
    if (!this.#calls.has(id)) return;
    this.#running?.cancel(id);
    this.#fetches.closeCall(id);
    this.#calls.finish(id, { failure: { code: 'call/cancelled', message: 'The caller left.', retryable: true } });
  }

  credit(id: number, bytes: number): void {
    this.#calls.credit(id, bytes);
  }

  answer(head: { use: number; ok: boolean; failure?: Failure }, value: unknown): boolean {
    return this.#uses.answer(head, value);
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
    const message = `${this.#load.plugin} was taken out of service.`;
    for (const id of this.#calls.ids) this.#calls.finish(id, { failure: { code: 'call/cancelled', message, retryable: true } });
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
        this.#uses.ask(Number(first), Number(second), String(third), String(fourth), (fifth as unknown[]) ?? []);
        break;
      case 'done':
        if (second === true) void this.#calls.done(Number(first), third, fourth === true);
        else this.#calls.finish(Number(first), { failure: failureOf(third) });
        break;
      case 'chunk':
        void this.#calls.chunk(Number(first), second);
        break;
      case 'end':
        this.#calls.endStream(Number(first), second === undefined ? undefined : failureOf(second));
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
        const parent = this.#calls.get(Number(first))?.traceparent;
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

  /** A call is over: what was opened for it is closed, and code that nobody needs rests. */
  #left(id: number): void {
    this.#leaving.get(id)?.abort();
    this.#leaving.delete(id);
    this.#fetches.closeCall(id);
    const { idleMs } = this.#load;
    if (this.#calls.size > 0 || idleMs === 0 || this.#uses.subscriptions > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#drop(), idleMs).unref();
  }

  #expire(id: number): void {
    this.#running?.cancel(id);
    const message = `${this.#load.plugin} did not answer in time.`;
    this.#calls.finish(id, { failure: { code: 'plugin/timeout', message, retryable: true } });
  }

  /** Its code was cut off or ran out of memory: the call that was inside fails for it, the others may be asked again. */
  #ended({ code, message }: Ended): void {
    this.#started?.reject({ code, message, retryable: false });
    this.#drop();
    // First, so that whoever asks again at once is told that it rests.
    this.#parts.send({ t: 'crash', key: this.#load.key, code, cause: message });
    const failure = { code, message: `${this.#load.plugin}: ${message}`, retryable: code !== 'plugin/turn-limit' };
    for (const id of this.#calls.ids) this.#calls.finish(id, { failure });
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
    this.#uses.clear();
  }
}

function isLabels(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
