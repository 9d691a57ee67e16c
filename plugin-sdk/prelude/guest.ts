/**
 * The guest's side of the wall, the same in an isolate and in a worker thread: capability objects made of one function out,
 * calls dispatched to the plugin's handlers, answers and streams back. Evaluated before plugin code, with every built-in it needs
 * kept in its own scope. No imports: its text is what an isolate gets.
 */

/** Out of the guest. Fire and forget; nothing comes back but by `settle`. */
export type Send = (kind: string, ...args: unknown[]) => void;

export interface GuestContext {
  readonly principal: unknown;
  readonly orgId: number;
  readonly instance?: unknown;
  readonly deadline: number;
  readonly requestId: string;
  readonly traceparent?: string;
  readonly job?: unknown;
}

/** Which call the code at hand belongs to. Isolates follow promises, workers have Node's own. */
export interface Tracker {
  current(): number;
  run<Value>(call: number, work: () => Value): Value;
}

/** The call that is none: the plugin acts for itself, at its start, on an event, by a timer of those. 0 is nobody knows. */
const itself = -1;

interface LoosePlugin {
  activate(granted: unknown, life: { defer(undo: () => unknown): void }): unknown;
}

export interface GuestEntry {
  start(plugin: LoosePlugin): void;
  call(id: number, point: string, name: string, method: string, args: readonly unknown[], context: GuestContext): void;
  settle(use: number, ok: boolean, value: unknown, buffer?: ArrayBuffer): void;
  cancel(id: number): void;
  more(id: number): void;
  event(subscription: number, event: unknown): void;
  stop(): void;
}

export function createGuest(
  send: Send,
  grantedNames: readonly string[],
  granted: Readonly<Record<string, unknown>>,
  tracker: Tracker,
): GuestEntry {
  type Wait = { resolve(value: unknown): void; reject(error: unknown): void };
  const waiting = new Map<number, Wait & { call: number }>();
  const calls = new Map<number, AbortController>();
  const demands = new Map<number, () => void>();
  const listeners = new Map<number, (event: unknown) => void>();
  const undos: (() => unknown)[] = [];
  let lastUse = 0;
  let lastSubscription = 0;
  let handlers: Record<string, Record<string, unknown>> | undefined;
  let starting: Promise<unknown> | undefined;

  type LooseFailure = { code: string; message: string; retryable: boolean; detail?: unknown };
  function failureError(failure: LooseFailure): Error {
    const error = new Error(failure.message) as Error & { failure: LooseFailure };
    error.name = 'FailureError';
    error.failure = failure;
    return error;
  }
  function failureOf(error: unknown): LooseFailure {
    const own = (error as { failure?: LooseFailure } | null)?.failure;
    if (error instanceof Error && typeof own?.code === 'string') {
      return {
        code: String(own.code),
        message: String(own.message),
        retryable: own.retryable === true,
        ...(own.detail !== undefined && { detail: own.detail }),
      };
    }
    return { code: 'plugin/threw', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error), retryable: false };
  }

  function use(
    capability: string,
    method: string,
    args: readonly unknown[],
    call = tracker.current(),
  ): Promise<{ value: unknown; buffer?: ArrayBuffer }> {
    const id = ++lastUse;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: resolve as Wait['resolve'], reject, call });
      send('use', id, call, capability, method, args);
    });
  }
  const ask = async (capability: string, method: string, ...args: unknown[]): Promise<unknown> =>
    (await use(capability, method, args)).value;
  const methods = (capability: string, names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => ask(capability, name, ...args)]));

  const makers: Record<string, () => unknown> = {
    fetch: () => fetch,
    storage: () => storageFor(undefined),
    secrets: () => methods('secrets', ['set', 'delete', 'names', 'get', 'instance']),
    cache: () => methods('cache', ['get', 'set', 'delete', 'invalidate']),
    events: () => ({
      publish: (topic: string, data: unknown) => ask('events', 'publish', topic, data),
      async subscribe(topic: string, listener: (event: unknown) => void) {
        const id = ++lastSubscription;
        listeners.set(id, listener);
        const ticket = await ask('events', 'subscribe', topic, id);
        return async () => {
          listeners.delete(id);
          await ask('events', 'unsubscribe', ticket);
        };
      },
    }),
    schedule: () => methods('schedule', ['at', 'cancel']),
    live: () => methods('live', ['publish']),
    identity: () =>
      methods('identity', [
        'allows',
        'scopes',
        'permissions',
        'roles',
        'endSessions',
        'endSession',
        'sessions',
        'principal',
        'claimed',
        'rightsChanged',
      ]),
    settings: () => methods('settings', ['section', 'sections']),
    instances: () => instancesFor(undefined),
    provisioning: () => ({
      ...methods('provisioning', ['documents', 'files', 'read']),
      named: async (...args: unknown[]) => (await ask('provisioning', 'named', ...args)) ?? undefined,
    }),
    shelf: () => methods('shelf', ['has', 'read']),
    trust: () => methods('trust', ['open']),
    wasm: () => true,
  };

  function storageFor(orgId: number | undefined): unknown {
    const target = orgId === undefined ? {} : { orgId };
    const table = (name: string) => {
      const verb =
        (method: string) =>
        async (...args: unknown[]) =>
          (await ask('storage', method, { ...target, table: name }, ...args)) ?? undefined;
      return {
        get: verb('get'),
        find: verb('find'),
        count: verb('count'),
        insert: verb('insert'),
        update: verb('update'),
        delete: verb('delete'),
      };
    };
    return { table, transaction: (steps: unknown) => ask('storage', 'transaction', target, steps), forOrg: (id: number) => storageFor(id) };
  }
  function instancesFor(orgId: number | undefined): unknown {
    const target = orgId === undefined ? {} : { orgId };
    const verb =
      (method: string) =>
      async (...args: unknown[]) =>
        (await ask('instances', method, target, ...args)) ?? undefined;
    const names = ['list', 'get', 'create', 'update', 'delete', 'contributions', 'file'];
    const call = (...args: unknown[]) => ask('instances', 'call', target, ...args);
    return { ...Object.fromEntries(names.map((name) => [name, verb(name)])), call, forOrg: (id: number) => instancesFor(id) };
  }

  async function fetch(
    url: string,
    options: { method?: string; headers?: object; body?: string | Uint8Array; signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<unknown> {
    const { method, headers, body, signal, timeoutMs } = options;
    if (signal?.aborted)
      throw failureError({ code: 'fetch/aborted', message: 'The request was given up before it was sent.', retryable: true });
    const handle = ++lastUse;
    // What is awaited here is awaited outside of the plugin's code, where nobody follows whose call it is.
    const call = tracker.current();
    const abort = (): void => void use('fetch', 'close', [handle], call).catch(() => {});
    signal?.addEventListener('abort', abort);
    let opened: { value: unknown; buffer?: ArrayBuffer };
    try {
      opened = await use('fetch', 'open', [handle, String(url), { method, headers, body, timeoutMs }], call);
    } catch (error) {
      signal?.removeEventListener('abort', abort);
      throw error;
    }
    const { status, headers: answered } = opened.value as { status: number; headers: Record<string, string> };
    let whole = opened.buffer;
    let read = false;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      if (read) throw new Error('The body was read already.');
      read = true;
      try {
        if (whole) {
          yield new Uint8Array(whole);
          whole = undefined;
          return;
        }
        for (;;) {
          const { buffer } = await use('fetch', 'pull', [handle], call);
          if (!buffer) return;
          yield new Uint8Array(buffer);
        }
      } finally {
        signal?.removeEventListener('abort', abort);
        abort();
      }
    }
    async function bytes(): Promise<Uint8Array> {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of chunks()) {
        parts.push(part);
        size += part.length;
      }
      if (parts.length === 1) return parts[0] as Uint8Array;
      const joined = new Uint8Array(size);
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      return joined;
    }
    const text = async (): Promise<string> => new TextDecoder().decode(await bytes());
    return {
      status,
      ok: status >= 200 && status < 300,
      headers: answered,
      chunks,
      bytes,
      text,
      json: async () => JSON.parse(await text()),
    };
  }

  function always(): Record<string, unknown> {
    const write = (level: string) => (message: unknown, fields?: unknown) => send('log', tracker.current(), level, String(message), fields);
    return {
      log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
      metrics: {
        count: (name: string, amount = 1, labels?: unknown) => send('metric', 'count', String(name), Number(amount), labels),
        gauge: (name: string, value: number, labels?: unknown) => send('metric', 'gauge', String(name), Number(value), labels),
      },
      trace: {
        async span<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
          const start = Date.now();
          let failed = true;
          try {
            const value = await work();
            failed = false;
            return value;
          } finally {
            send('span', tracker.current(), String(name), start, Date.now(), failed);
          }
        },
      },
      services: {
        call: (contract: string, method: string, argument?: unknown) =>
          ask('services', 'call', contract, method, argument).then(
            (value) => ({ ok: true, value }),
            (error) => ({ ok: false, failure: failureOf(error) }),
          ),
      },
    };
  }

  function handlerOf(point: string, name: string, method: string): { run: (...args: unknown[]) => unknown; self: unknown } | undefined {
    const named = handlers?.[point];
    const found = named && Object.hasOwn(named, name) ? named[name] : undefined;
    if (typeof found === 'function') return { run: found as (...args: unknown[]) => unknown, self: undefined };
    const member =
      found !== null && typeof found === 'object' && (Object.hasOwn(found, method) || method in Object.getPrototypeOf(found))
        ? (found as Record<string, unknown>)[method]
        : undefined;
    return typeof member === 'function' && method !== 'constructor'
      ? { run: member as (...args: unknown[]) => unknown, self: found }
      : undefined;
  }

  async function answer(
    id: number,
    point: string,
    name: string,
    method: string,
    args: readonly unknown[],
    context: GuestContext,
  ): Promise<void> {
    const leaving = new AbortController();
    calls.set(id, leaving);
    try {
      await starting;
      const handler = handlerOf(point, name, method);
      if (!handler) {
        send('done', id, false, { code: 'plugin/no-method', message: `It has no ${method} for ${point} "${name}".`, retryable: false });
        return;
      }
      const given = await tracker.run(id, () => handler.run.apply(handler.self, [...args, { ...context, signal: leaving.signal }]));
      const stream = iterableOf(given) ?? iterableOf((given as { body?: unknown } | null)?.body);
      if (!stream) {
        send('done', id, true, given);
        return;
      }
      send('done', id, true, stream === given ? null : { ...(given as object), body: undefined }, true);
      await pump(id, stream, leaving.signal);
    } catch (error) {
      if (calls.has(id)) send(started.has(id) ? 'end' : 'done', id, ...(started.has(id) ? [failureOf(error)] : [false, failureOf(error)]));
    } finally {
      calls.delete(id);
      started.delete(id);
      demands.delete(id);
    }
  }
  const started = new Set<number>();

  function iterableOf(value: unknown): AsyncIterable<unknown> | undefined {
    return typeof value === 'object' && value !== null && Symbol.asyncIterator in value ? (value as AsyncIterable<unknown>) : undefined;
  }

  async function pump(id: number, stream: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
    started.add(id);
    const iterator = stream[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await tracker.run(id, () => iterator.next());
      if (done || signal.aborted) break;
      // One piece, then wait until the consumer has room for the next.
      const room = new Promise<void>((resolve) => demands.set(id, resolve));
      send('chunk', id, value);
      await room;
      if (signal.aborted) break;
    }
    if (signal.aborted) await tracker.run(id, () => iterator.return?.());
    else send('end', id);
  }

  return {
    start(plugin) {
      const life = { defer: (undo: () => unknown) => void undos.push(undo) };
      const capabilities: Record<string, unknown> = { ...always() };
      for (const name of grantedNames) {
        const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
        if (make && granted[name] !== undefined) capabilities[name] = make();
      }
      starting = (async () => {
        handlers = (await tracker.run(itself, () => plugin.activate(capabilities, life))) as typeof handlers;
      })();
      starting.then(
        () => send('started', true),
        (error) => send('started', false, failureOf(error)),
      );
    },
    call: (id, point, name, method, args, context) => tracker.run(id, () => void answer(id, point, name, method, args, context)),
    settle(id, ok, value, buffer) {
      const wait = waiting.get(id);
      if (!wait) return;
      waiting.delete(id);
      tracker.run(wait.call, () =>
        ok ? wait.resolve(buffer ? { value, buffer } : { value }) : wait.reject(failureError(value as LooseFailure)),
      );
    },
    cancel(id) {
      calls.get(id)?.abort();
      demands.get(id)?.();
    },
    more: (id) => demands.get(id)?.(),
    event: (subscription, event) => tracker.run(itself, () => listeners.get(subscription)?.(event)),
    stop() {
      for (const controller of calls.values()) controller.abort();
      for (const undo of undos.splice(0).reverse()) {
        try {
          const done = undo();
          if (done instanceof Promise) done.catch(() => {});
        } catch {
          // Whatever it says, it is going.
        }
      }
    },
  };
}
