/** A host process from the kernel's side: spawned with a byte channel a slot, watched by its beats, killed by pid, and started anew. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Channel } from '@orrery/plugin-sdk/bridge/channel';
import type { FromHost, ToHost } from '@orrery/plugin-sdk/bridge/messages';
import { bundleFolder, fileOf, isBundled } from '../bundled.ts';
import { frugalEnv, frugalFlags } from '../memory.ts';

const firstSlotFd = 4;

export interface HostProcess {
  readonly pid: number;
  /** The byte channel of a slot, and the thread behind it started. */
  open(slot: number, kind: 'isolates' | 'worker'): Duplex;
  kill(): void;
  /** Lets it end what runs in it, and kills it when that takes longer. */
  end(withinMs: number): Promise<void>;
}

const outsideSignals: ReadonlySet<NodeJS.Signals> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

export interface HostListeners {
  onBeat(rss: number, inside: readonly number[]): void;
  /** `fromOutside`: by a signal that no plugin's code raises, of an operator or of the system that ran out of memory. */
  onExit(cause: string, fromOutside: boolean): void;
}

export function spawnHost(name: string, slots: number, { onBeat, onExit }: HostListeners): HostProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    // isolated-vm's own demand, and the most that one WebAssembly memory may take (64 MB).
    [
      '--no-node-snapshot',
      '--wasm-max-mem-pages=1024',
      ...frugalFlags,
      '--disable-warning=ExperimentalWarning',
      isBundled() ? join(bundleFolder, 'host.js') : fileOf('host.js', new URL('./host/main.ts', import.meta.url)),
      String(slots),
      name,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'overlapped', ...Array.from({ length: slots }, () => 'overlapped' as const)],
      // Nothing of the kernel's environment: it holds secrets.
      env: {
        NODE_ENV: 'production',
        ...frugalEnv,
        ...(process.env.TZ && { TZ: process.env.TZ }),
        ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
        ...(process.env.NODE_V8_COVERAGE && { NODE_V8_COVERAGE: process.env.NODE_V8_COVERAGE }),
      },
    },
  );
  const control = new Channel<ToHost, FromHost>(child.stdio[3] as Duplex, ({ head }) => {
    if (head.t === 'beat') onBeat(head.rss, head.inside);
  });
  child.on('error', (error) => onExit(error.message, true));
  child.on('exit', (code, signal) =>
    onExit(signal ? `ended by ${signal}` : `ended with code ${code}`, signal !== null && outsideSignals.has(signal)),
  );
  for (const stream of child.stdio.slice(firstSlotFd)) (stream as Duplex).on('error', () => {});
  return {
    pid: child.pid ?? 0,
    open(slot, kind) {
      control.send({ t: 'start', slot, kind });
      return child.stdio[firstSlotFd + slot] as Duplex;
    },
    kill: () => void child.kill('SIGKILL'),
    async end(withinMs) {
      if (withinMs === 0 || child.exitCode !== null || child.signalCode !== null) return void child.kill('SIGKILL');
      const gone = once(child, 'exit');
      control.close();
      const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await gone.finally(() => clearTimeout(late));
    },
  };
}
