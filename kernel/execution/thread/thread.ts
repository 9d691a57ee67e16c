/** A thread of a host: one channel to the kernel, and the plugins that were put here. Its task ends when the channel does. */
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Channel } from '@orrery/plugin-sdk/bridge/channel';
import type { ToKernel, ToThread } from '@orrery/plugin-sdk/bridge/messages';
import { tidyAtRest } from '../../tidy.ts';
import { lazyEgress } from '../egress/lazy.ts';
import { Seat, type SeatParts } from './seat.ts';

export interface ThreadTask {
  readonly fd: number;
  readonly kind: 'isolates' | 'worker';
  readonly slot: number;
  /** One number a slot: index of the plugin whose code runs, -1 for none. Read by the host's main thread. */
  readonly inside: SharedArrayBuffer;
}

const beatMs = 100;

export default function runThread({ fd, slot, inside }: ThreadTask): Promise<void> {
  return new Promise((ended) => {
    const seats = new Map<string, Seat>();
    const where = new Int32Array(inside);
    const egress = lazyEgress();
    let loads = 0;

    const socket = new Socket({ fd, readable: true, writable: true });
    const channel = new Channel<ToKernel, ToThread>(
      socket,
      ({ head, value, blobs }) => {
        switch (head.t) {
          case 'load': {
            const index = loads++;
            const parts: SeatParts = {
              // The pieces of an answer come in their order.
              send: (message, plain, bytes) => channel.send(message, plain, bytes, 'id' in message ? message.id : undefined),
              egress,
              enter: () => Atomics.store(where, slot, index),
              leave: () => Atomics.store(where, slot, -1),
            };
            seats.set(head.key, new Seat(head, blobs[0] ?? new Uint8Array(), parts));
            break;
          }
          case 'unload':
            void seats.get(head.key)?.close();
            seats.delete(head.key);
            break;
          case 'probe': {
            const seat = seats.get(head.key);
            if (seat) void seat.probe();
            break;
          }
          case 'call': {
            const seat = seats.get(head.key);
            if (seat) seat.call(head, (value as unknown[]) ?? []);
            else
              channel.send({
                t: 'result',
                id: head.id,
                ok: false,
                failure: { code: 'plugin/missing', message: 'It is not loaded here.', retryable: true },
                cpuMs: 0,
                heapBytes: 0,
              });
            break;
          }
          case 'cancel':
            for (const seat of seats.values()) seat.cancel(head.id);
            break;
          case 'credit':
            for (const seat of seats.values()) seat.credit(head.id, head.bytes);
            break;
          case 'answer':
            for (const seat of seats.values()) if (seat.answer(head, value)) break;
            break;
          case 'event':
            seats.get(head.key)?.event(head.subscription, value);
            break;
        }
      },
      () => finish(),
    );

    let last = performance.eventLoopUtilization();
    const beat = setInterval(() => {
      const next = performance.eventLoopUtilization();
      const busyMs = Math.round(next.active - last.active);
      last = next;
      channel.send({ t: 'beat', rss: process.memoryUsage.rss(), busyMs, plugins: [...seats.values()].map((seat) => seat.usage()) });
    }, beatMs);
    // A promise nobody waits for belongs to some plugin; it must not end the thread of all the others.
    const untidy = tidyAtRest();
    const stray = (): void => {};
    process.on('unhandledRejection', stray);

    function finish(): void {
      clearInterval(beat);
      process.off('unhandledRejection', stray);
      untidy();
      const closing = [...seats.values()].map((seat) => seat.close());
      seats.clear();
      void egress.close();
      void Promise.all(closing).then(() => ended());
    }
  });
}
