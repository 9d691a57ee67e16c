/**
 * A plugin that was trusted with Node's APIs, in a thread of its own. It holds the same capability objects as a guest of an isolate;
 * what it can do beside them is what its signature level was trusted with.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoadMessage } from '@orrery/plugin-sdk/bridge/messages';
import { createGuest, type GuestEntry } from '@orrery/plugin-sdk/prelude/guest';
import type { Guest, GuestParts } from '../thread/guest.ts';

export async function createWorkerGuest(load: LoadMessage, bundle: Uint8Array, { out, enter, leave }: GuestParts): Promise<Guest> {
  const calls = new AsyncLocalStorage<number>();
  const tracker = { current: () => calls.getStore() ?? 0, run: <Value>(call: number, work: () => Value) => calls.run(call, work) };
  const guest: GuestEntry = createGuest((kind, ...args) => out(kind, args), Object.keys(load.granted), load.granted, tracker);
  // The bytes that were hashed are the bytes that are imported: no file is read.
  const source = `data:text/javascript;base64,${Buffer.from(bundle).toString('base64')}`;
  const module = (await import(source)) as { default?: Parameters<GuestEntry['start']>[0] };
  const plugin = module.default;
  if (!plugin || typeof plugin.activate !== 'function') throw new Error('Its backend.js has no default export made by definePlugin.');
  const before = process.cpuUsage();
  const entered = (work: () => void): void => {
    enter();
    try {
      work();
    } finally {
      leave();
    }
  };
  return {
    start: () => entered(() => guest.start(plugin)),
    call: (...args) => entered(() => guest.call(...args)),
    settle: (use, ok, value, buffer) => entered(() => guest.settle(use, ok, value, buffer)),
    cancel: (id) => guest.cancel(id),
    more: (id) => guest.more(id),
    event: (subscription, event) => entered(() => guest.event(subscription, event)),
    cpuMs: () => {
      const { user, system } = process.threadCpuUsage?.(undefined) ?? process.cpuUsage(before);
      return (user + system) / 1000;
    },
    heapBytes: () => process.memoryUsage().heapUsed,
    dispose: () => guest.stop(),
  };
}
