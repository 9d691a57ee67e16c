/**
 * The main thread of a host process. It starts threads in the slots the kernel asks for, each with a byte channel of its own, and
 * beats: it goes on doing so when a guest hangs a thread, and says whose code each thread was last seen in.
 */
import { Socket } from 'node:net';
import { Channel } from '@orrery/plugin-sdk/bridge/channel';
import type { FromHost, ToHost } from '@orrery/plugin-sdk/bridge/messages';
import { Piscina } from 'piscina';
import { tidyAtRest } from '../../tidy.ts';
import { closeInherited } from './descriptors.ts';

const beatMs = 100;
const controlFd = 3;
/** Longer than a process is given to end by itself. */
const processesMs = 4_000;
const slots = Number(process.argv[2]);
closeInherited(controlFd + slots);

const inside = new SharedArrayBuffer(4 * slots);
const seen = new Int32Array(inside).fill(-1);
// The thread of an isolate must not sleep between tasks: its one task never ends, and sockets and timers live in it.
const pool = new Piscina({
  filename: new URL(import.meta.url.endsWith('.ts') ? '../thread/thread.ts' : './thread.js', import.meta.url).href,
  minThreads: 0,
  maxThreads: slots,
  concurrentTasksPerWorker: 1,
  atomics: 'disabled',
  idleTimeout: 1_000,
});
const running = new Map<number, Promise<unknown>>();

const control = new Channel<FromHost, ToHost>(
  new Socket({ fd: controlFd, readable: true, writable: true }),
  ({ head }) => {
    if (head.t !== 'start' || running.has(head.slot)) return;
    const task = pool.run({ fd: controlFd + 1 + head.slot, kind: head.kind, slot: head.slot, inside });
    running.set(
      head.slot,
      task.then(
        () => running.delete(head.slot),
        (error: unknown) => {
          // A thread that fails takes its host along: the kernel starts both anew and knows it.
          process.stderr.write(`thread ${head.slot} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(70);
        },
      ),
    );
  },
  // The kernel is gone or wants this host gone: threads end with their channels, those with processes when these are gone.
  () => {
    setTimeout(() => process.exit(0), processesMs);
    void Promise.allSettled(running.values()).then(() => process.exit(0));
  },
);
control.send({ t: 'ready' });
setInterval(() => control.send({ t: 'beat', rss: process.memoryUsage.rss(), inside: [...seen] }), beatMs);
tidyAtRest();
process.on('SIGINT', () => {});
