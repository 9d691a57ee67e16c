/**
 * What plugin code expects of a JavaScript environment and an isolate does not have. Evaluated first; takes away what no limit sees
 * (resizable and shared buffers, WebAssembly unless granted) and follows calls through promises. It imports its neighbours only: their text is what an isolate gets.
 *
 * Bundles are built with `async` lowered to promises, so `then` is the one place where a call's code is left and entered again.
 */
import { defineAbort } from './abort.ts';
import { boundBuffers } from './buffers.ts';
import { defineClone } from './clone.ts';
import type { Send, Tracker } from './guest.ts';
import { defineRandom } from './random.ts';
import { defineText } from './text.ts';
import { defineUrl } from './url.ts';

/** A synchronous question to the thread. */
export type Ask = (kind: string, ...args: unknown[]) => unknown;

/** Makes a global that plugins may replace, and that no loop over the globals shows. */
export type Define = (name: string, value: unknown) => void;

export interface Environment {
  readonly tracker: Tracker;
  timer(id: number): void;
}

export function createEnvironment(send: Send, ask: Ask, wasm: boolean): Environment {
  const world = globalThis as unknown as Record<string, unknown>;
  let current = 0;
  const define: Define = (name, value) =>
    void Object.defineProperty(world, name, { value, writable: true, configurable: true, enumerable: false });

  boundBuffers(define);
  delete world.SharedArrayBuffer;
  delete world.Atomics;
  if (!wasm) delete world.WebAssembly;

  const realThen = Promise.prototype.then;
  function tracked(callback: unknown): unknown {
    if (typeof callback !== 'function') return callback;
    const call = current;
    return function follow(value: unknown): unknown {
      const before = current;
      current = call;
      try {
        return callback(value);
      } finally {
        current = before;
      }
    };
  }
  // biome-ignore lint/suspicious/noThenProperty: this is the place where promises are followed.
  Object.defineProperty(Promise.prototype, 'then', {
    value: function then(this: Promise<unknown>, onValue: unknown, onError: unknown) {
      return realThen.call(this, tracked(onValue) as never, tracked(onError) as never);
    },
    writable: true,
    configurable: true,
  });

  function run<Value>(call: number, work: () => Value): Value {
    const before = current;
    current = call;
    try {
      return work();
    } finally {
      current = before;
    }
  }

  const timers = new Map<number, () => void>();
  let lastTimer = 0;
  function setTimer(callback: (...args: unknown[]) => void, ms: number, args: unknown[], again: boolean): number {
    const id = ++lastTimer;
    const call = current;
    const wait = Math.max(Number(ms) || 0, again ? 4 : 0);
    timers.set(id, () => {
      if (again) send('timer', id, wait);
      else timers.delete(id);
      run(call, () => callback(...args));
    });
    send('timer', id, wait);
    return id;
  }
  const clearTimer = (id: number): void => {
    if (timers.delete(id)) send('clear', id);
  };
  define('setTimeout', (callback: () => void, ms: number, ...args: unknown[]) => setTimer(callback, ms, args, false));
  define('setInterval', (callback: () => void, ms: number, ...args: unknown[]) => setTimer(callback, ms, args, true));
  define('clearTimeout', clearTimer);
  define('clearInterval', clearTimer);
  define('queueMicrotask', (callback: () => void) => void Promise.resolve().then(callback));

  const write =
    (level: string) =>
    (...parts: unknown[]) =>
      send('log', current, level, parts.map(shown).join(' '), undefined);
  const shown = (part: unknown): string => {
    if (typeof part === 'string') return part;
    if (part instanceof Error) return `${part.name}: ${part.message}`;
    try {
      return JSON.stringify(part) ?? String(part);
    } catch {
      return String(part);
    }
  };
  define('console', {
    log: write('info'),
    info: write('info'),
    debug: write('debug'),
    trace: write('debug'),
    warn: write('warn'),
    error: write('error'),
  });
  const began = Date.now();
  define('performance', { now: () => Date.now() - began, timeOrigin: began });

  defineRandom(define, ask);
  defineText(define, ask);
  defineAbort(define);
  defineClone(define);
  defineUrl(define, ask);

  return {
    tracker: { current: () => current, run },
    timer(id) {
      timers.get(id)?.();
    },
  };
}
