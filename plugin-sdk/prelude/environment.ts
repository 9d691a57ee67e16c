/**
 * What plugin code expects of a JavaScript environment and an isolate does not have. Evaluated first; takes away what no limit sees
 * (resizable and shared buffers, WebAssembly unless granted) and follows calls through promises. No imports: its text is what an isolate gets.
 *
 * Bundles are built with `async` lowered to promises, so `then` is the one place where a call's code is left and entered again.
 */
import type { Send, Tracker } from './guest.ts';

/** A synchronous question to the thread. */
export type Ask = (kind: string, ...args: unknown[]) => unknown;

export interface Environment {
  readonly tracker: Tracker;
  timer(id: number): void;
}

export function createEnvironment(send: Send, ask: Ask, wasm: boolean): Environment {
  const world = globalThis as unknown as Record<string, unknown>;
  let current = 0;
  const define = (name: string, value: unknown): void =>
    void Object.defineProperty(world, name, { value, writable: true, configurable: true, enumerable: false });

  boundBuffers();
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

  let pool = new Uint8Array();
  const fill = (target: Uint8Array): void => {
    for (let at = 0; at < target.length; ) {
      if (pool.length === 0) pool = new Uint8Array(ask('random') as ArrayBuffer);
      const taken = pool.subarray(0, target.length - at);
      target.set(taken, at);
      at += taken.length;
      pool = pool.subarray(taken.length);
    }
  };
  const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  define('crypto', {
    getRandomValues(target: ArrayBufferView) {
      if (target.byteLength > 65_536) throw new Error('getRandomValues gives at most 65536 bytes at once.');
      fill(new Uint8Array(target.buffer as ArrayBuffer, target.byteOffset, target.byteLength));
      return target;
    },
    randomUUID() {
      const bytes = new Uint8Array(16);
      fill(bytes);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  });

  class TextEncoder {
    readonly encoding = 'utf-8';
    encode(text = ''): Uint8Array {
      return new Uint8Array(ask('encode', String(text)) as ArrayBuffer);
    }
  }
  class TextDecoder {
    readonly encoding = 'utf-8';
    #rest = new Uint8Array();
    decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string {
      let bytes =
        input === undefined
          ? new Uint8Array()
          : ArrayBuffer.isView(input)
            ? new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength)
            : new Uint8Array(input);
      if (this.#rest.length > 0) {
        const joined = new Uint8Array(this.#rest.length + bytes.length);
        joined.set(this.#rest);
        joined.set(bytes, this.#rest.length);
        bytes = joined;
        this.#rest = new Uint8Array();
      }
      if (options?.stream) {
        const whole = wholeLength(bytes);
        this.#rest = bytes.slice(whole);
        bytes = bytes.subarray(0, whole);
      }
      return bytes.length < 1024 ? decodeShort(bytes) : (ask('decode', bytes) as string);
    }
  }
  define('TextEncoder', TextEncoder);
  define('TextDecoder', TextDecoder);

  /** Up to the last complete character. */
  function wholeLength(bytes: Uint8Array): number {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back] as number;
      if (byte < 0x80) break;
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
    }
    return bytes.length;
  }
  function decodeShort(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) {
      if (byte >= 0x80) return ask('decode', bytes) as string;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  define('btoa', (text: string) => {
    let out = '';
    for (let at = 0; at < text.length; at += 3) {
      const codes = [0, 1, 2].map((offset) => text.charCodeAt(at + offset));
      if (codes.some((code) => code > 255)) throw new Error('btoa takes characters up to U+00FF.');
      const [a = 0, b, c] = codes as [number, number, number];
      const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
      out += base64[bits >> 18];
      out += base64[(bits >> 12) & 63];
      out += Number.isNaN(b) ? '=' : base64[(bits >> 6) & 63];
      out += Number.isNaN(c) ? '=' : base64[bits & 63];
    }
    return out;
  });
  define('atob', (text: string) => {
    const clean = String(text).replace(/[\s=]/g, '');
    let out = '';
    let bits = 0;
    let held = 0;
    for (const letter of clean) {
      const value = base64.indexOf(letter);
      if (value < 0) throw new Error('atob: a character that is not of base64.');
      bits = (bits << 6) | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        out += String.fromCharCode((bits >> held) & 255);
      }
    }
    return out;
  });

  class AbortSignal {
    aborted = false;
    reason: unknown;
    onabort: (() => void) | null = null;
    readonly #listeners = new Set<() => void>();
    addEventListener(_type: string, listener: () => void): void {
      this.#listeners.add(listener);
    }
    removeEventListener(_type: string, listener: () => void): void {
      this.#listeners.delete(listener);
    }
    throwIfAborted(): void {
      if (this.aborted) throw this.reason;
    }
    /** For the controller. */
    end(reason: unknown): void {
      if (this.aborted) return;
      this.aborted = true;
      this.reason = reason;
      this.onabort?.();
      for (const listener of [...this.#listeners]) listener();
      this.#listeners.clear();
    }
  }
  class AbortController {
    readonly signal = new AbortSignal();
    abort(reason: unknown = new Error('The operation was given up.')): void {
      this.signal.end(reason);
    }
  }
  define('AbortSignal', AbortSignal);
  define('AbortController', AbortController);

  define('structuredClone', (value: unknown) => clone(value, new Map()));
  function clone(value: unknown, seen: Map<unknown, unknown>): unknown {
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('structuredClone takes data, not functions.');
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = <Copy>(copy: Copy): Copy => {
      seen.set(value, copy);
      return copy;
    };
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) return keep((value as Uint8Array).slice());
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [key, item] of value) copy.set(clone(key, seen), clone(item, seen));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const item of value) copy.add(clone(item, seen));
      return copy;
    }
    if (Array.isArray(value)) {
      const copy: unknown[] = keep([]);
      for (const item of value) copy.push(clone(item, seen));
      return copy;
    }
    const copy: Record<string, unknown> = keep({});
    for (const key of Object.keys(value))
      Object.defineProperty(copy, key, {
        value: clone((value as Record<string, unknown>)[key], seen),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    return copy;
  }

  class URLSearchParams {
    #pairs: [string, string][] = [];
    constructor(from?: string | Iterable<readonly [string, string]> | Record<string, string>) {
      if (typeof from === 'string') this.#pairs = ask('parseQuery', from) as [string, string][];
      else if (from && Symbol.iterator in from)
        this.#pairs = [...(from as Iterable<[string, string]>)].map(([key, value]) => [String(key), String(value)]);
      else if (from) this.#pairs = Object.entries(from).map(([key, value]) => [key, String(value)]);
    }
    append(key: string, value: unknown): void {
      this.#pairs.push([String(key), String(value)]);
    }
    delete(key: string): void {
      this.#pairs = this.#pairs.filter(([name]) => name !== key);
    }
    get(key: string): string | null {
      return this.#pairs.find(([name]) => name === key)?.[1] ?? null;
    }
    getAll(key: string): string[] {
      return this.#pairs.filter(([name]) => name === key).map(([, value]) => value);
    }
    has(key: string): boolean {
      return this.#pairs.some(([name]) => name === key);
    }
    set(key: string, value: unknown): void {
      const at = this.#pairs.findIndex(([name]) => name === key);
      if (at < 0) return this.append(key, value);
      this.#pairs = this.#pairs.filter(([name], index) => name !== key || index === at);
      this.#pairs[at] = [key, String(value)];
    }
    forEach(each: (value: string, key: string) => void): void {
      for (const [key, value] of this.#pairs) each(value, key);
    }
    entries(): IterableIterator<[string, string]> {
      return this.#pairs.map(([key, value]): [string, string] => [key, value])[Symbol.iterator]();
    }
    keys(): IterableIterator<string> {
      return this.#pairs.map(([key]) => key)[Symbol.iterator]();
    }
    values(): IterableIterator<string> {
      return this.#pairs.map(([, value]) => value)[Symbol.iterator]();
    }
    [Symbol.iterator](): IterableIterator<[string, string]> {
      return this.entries();
    }
    get size(): number {
      return this.#pairs.length;
    }
    toString(): string {
      const part = (text: string): string =>
        encodeURIComponent(text)
          .replace(/%20/g, '+')
          .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
      return this.#pairs.map(([key, value]) => `${part(key)}=${part(value)}`).join('&');
    }
  }
  type UrlParts = Record<
    'href' | 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash' | 'origin',
    string
  >;
  class URL {
    readonly #parts: UrlParts;
    readonly searchParams: URLSearchParams;
    constructor(text: unknown, base?: unknown) {
      const parts = ask('url', String(text), base === undefined ? undefined : String(base)) as UrlParts | undefined;
      if (!parts) throw new TypeError(`Invalid URL: ${String(text)}`);
      this.#parts = parts;
      this.searchParams = new URLSearchParams(parts.search);
    }
    static canParse(text: unknown, base?: unknown): boolean {
      return ask('url', String(text), base === undefined ? undefined : String(base)) !== undefined;
    }
    get href(): string {
      const { protocol, username, password, host, pathname, hash, origin, href } = this.#parts;
      if (origin === 'null' && this.searchParams.size === 0) return href;
      const user = username ? `${username}${password ? `:${password}` : ''}@` : '';
      return `${protocol}//${user}${host}${pathname}${this.search}${hash}`;
    }
    get search(): string {
      const text = this.searchParams.toString();
      const original = this.#parts.search;
      return new URLSearchParams(original).toString() === text ? original : text ? `?${text}` : '';
    }
    get protocol(): string {
      return this.#parts.protocol;
    }
    get username(): string {
      return this.#parts.username;
    }
    get password(): string {
      return this.#parts.password;
    }
    get host(): string {
      return this.#parts.host;
    }
    get hostname(): string {
      return this.#parts.hostname;
    }
    get port(): string {
      return this.#parts.port;
    }
    get pathname(): string {
      return this.#parts.pathname;
    }
    get hash(): string {
      return this.#parts.hash;
    }
    get origin(): string {
      return this.#parts.origin;
    }
    toString(): string {
      return this.href;
    }
    toJSON(): string {
      return this.href;
    }
  }
  define('URLSearchParams', URLSearchParams);
  define('URL', URL);

  return {
    tracker: { current: () => current, run },
    timer(id) {
      timers.get(id)?.();
    },
  };

  /** `memoryLimit` sees no resizable buffers, so there are none. `instanceof`, `slice` and subclasses stay right. */
  function boundBuffers(): void {
    const Real = ArrayBuffer;
    function Bounded(this: unknown, length: number): ArrayBuffer {
      if (!new.target) throw new TypeError("Constructor ArrayBuffer requires 'new'");
      return Reflect.construct(Real, [length], new.target);
    }
    Object.defineProperty(Bounded, 'name', { value: 'ArrayBuffer' });
    Bounded.prototype = Real.prototype;
    Bounded.isView = Real.isView;
    Object.defineProperty(Bounded, Symbol.species, {
      get() {
        return this;
      },
    });
    Object.defineProperty(Real.prototype, 'constructor', { value: Bounded, writable: true, configurable: true });
    delete (Real.prototype as { resize?: unknown }).resize;
    delete (Real.prototype as { transfer?: unknown }).transfer;
    define('ArrayBuffer', Bounded);
  }
}
