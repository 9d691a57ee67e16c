/**
 * What a plugin's code asks of its capabilities. `fetch` is served here, where the socket is; everything else is the kernel's. What was
 * not granted is nobody's, and every use carries the authority of an open call, or of the plugin where there is none.
 */
import type { Failure } from '@orrery/plugin-sdk';
import type { LoadMessage } from '@orrery/plugin-sdk/bridge/messages';
import type { FetchDesk } from './fetch-desk.ts';
import type { Guest } from './guest.ts';
import type { OpenCalls } from './open-calls.ts';
import type { SeatParts } from './seat.ts';

export interface UsesParts {
  readonly load: LoadMessage;
  readonly send: SeatParts['send'];
  readonly calls: OpenCalls;
  readonly fetches: FetchDesk;
  /** The code that runs now: an answer to code that is gone is nobody's. */
  readonly running: () => Guest | undefined;
}

const alwaysHeld = new Set(['services']);
const mostUses = 1_000;
/** Their number on the wire is unique in the thread. */
let lastUse = 0;

export class Uses {
  readonly #parts: UsesParts;
  /** By their number on the wire, the guest's own. */
  readonly #open = new Map<number, number>();
  #subscriptions = 0;

  constructor(parts: UsesParts) {
    this.#parts = parts;
  }

  /** Events that its code waits for. */
  get subscriptions(): number {
    return this.#subscriptions;
  }

  ask(use: number, call: number, capability: string, method: string, args: readonly unknown[]): void {
    const { load, send, calls, fetches, running } = this.#parts;
    const guest = running();
    const denied = (code: string, message: string): void => {
      send({ t: 'denied', key: load.key, call, code, message });
      guest?.settle(use, false, { code, message, retryable: false });
    };
    if (!alwaysHeld.has(capability) && !Object.hasOwn(load.granted, capability)) {
      return denied('capability/denied', `${load.plugin} was not granted "${capability}".`);
    }
    if (this.#open.size >= mostUses) {
      const message = `More than ${mostUses} capability calls are open.`;
      return guest?.settle(use, false, { code: 'plugin/busy', message, retryable: true });
    }
    const owner = this.#ownerOf(call);
    if (owner === undefined)
      return denied('capability/no-call', 'It was used outside of any call while several were open, so nobody can say for whom.');
    if (capability === 'fetch') {
      const settle = (ok: boolean, value: unknown, buffer?: ArrayBuffer): void => {
        if (guest === running()) guest?.settle(use, ok, value, buffer);
      };
      return void fetches.serve(method, args, owner, calls.get(owner)?.egress, settle);
    }
    const id = ++lastUse;
    this.#open.set(id, use);
    send({ t: 'use', use: id, key: load.key, call: owner, capability, method }, args);
    if (capability === 'events') this.#subscriptions += method === 'subscribe' ? 1 : method === 'unsubscribe' ? -1 : 0;
  }

  /** The kernel's answer; false when the use was not made here. */
  answer(head: { use: number; ok: boolean; failure?: Failure }, value: unknown): boolean {
    const use = this.#open.get(head.use);
    if (use === undefined) return false;
    this.#open.delete(head.use);
    this.#parts.running()?.settle(use, head.ok, head.ok ? value : head.failure);
    return true;
  }

  /** Its code is gone. */
  clear(): void {
    this.#subscriptions = 0;
    this.#open.clear();
  }

  /** Whose authority a use carries: an open call's, or (0 on the wire) the plugin's own. A call that is over has none left. */
  #ownerOf(call: number): number | undefined {
    const { calls } = this.#parts;
    if (calls.has(call)) return call;
    if (call === -1 || calls.size === 0) return 0;
    // Code that no longer knows its call: clear only while there is one.
    return call === 0 && calls.size === 1 ? calls.ids[0] : undefined;
  }
}
