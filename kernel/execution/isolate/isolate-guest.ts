/**
 * A plugin in a V8 isolate. Only two callbacks go in (a Reference would be a way out, and so would an exception of ours); every entry
 * has a time limit, is counted, and may end in somebody else's error, which is the plugin's and not the call's.
 */
import type { LoadMessage } from '@orrery/plugin-sdk/bridge/messages';
import ivm from 'isolated-vm';
import { wallMsFor } from '../thread/crowding.ts';
import type { Guest, GuestParts } from '../thread/guest.ts';
import { answerAsk } from './ask.ts';
import { preludeSource } from './prelude-source.ts';

/** Evaluating a bundle happens once and may take longer than a turn. */
const startMs = 2_000;
const longestTimerMs = 24 * 3_600_000;
const mostTimers = 1_000;

export function createIsolateGuest(load: LoadMessage, bundle: Uint8Array, { out, onEnd, enter, leave }: GuestParts): Guest {
  const { cpuMsPerTurn, heapMB } = load.limits;
  const isolate = new ivm.Isolate({ memoryLimit: Math.max(heapMB, 8) });
  const timers = new Map<number, NodeJS.Timeout>();
  let ended = false;
  let spentNs = 0n;
  let heap = 0;

  const send = new ivm.Callback((kind: unknown, ...args: unknown[]) => {
    if (ended || typeof kind !== 'string') return;
    if (kind === 'timer') return startTimer(Number(args[0]), Number(args[1]));
    if (kind === 'clear') return clearTimer(Number(args[0]));
    try {
      out(kind, args);
    } catch (error) {
      // An exception here would enter the isolate with our file names in it.
      out('log', [0, 'error', `A message did not cross: ${error instanceof Error ? error.message : 'not plain data'}`, undefined]);
    }
  });
  const ask = new ivm.Callback((kind: unknown, first: unknown, second: unknown) => {
    const answer = answerAsk(kind, first, second);
    return typeof answer === 'object' && answer !== null ? new ivm.ExternalCopy(answer).copyInto({ release: true }) : answer;
  });

  const context = isolate.createContextSync();
  const entries = context.evalClosureSync(
    preludeSource(),
    [send, ask, JSON.stringify(load.granted), load.wasm] as never,
    {
      result: { reference: true },
      timeout: wallMsFor(startMs),
      filename: 'orrery://prelude.js',
    } as never,
  ) as ivm.Reference<Record<string, unknown>>;
  const entry = Object.fromEntries(
    ['start', 'call', 'settle', 'cancel', 'more', 'event', 'stop', 'timer'].map((name) => [
      name,
      entries.getSync(name, { reference: true }) as ivm.Reference,
    ]),
  ) as Record<string, ivm.Reference>;

  /** The one way in. */
  function run(name: string, args: readonly unknown[], timeout: number): void {
    if (ended) return;
    enter();
    try {
      entry[name]?.applySync(undefined, args as never, { arguments: { copy: true }, timeout: wallMsFor(timeout) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isolate.isDisposed)
        return end({ code: 'plugin/heap-limit', message: `It used more than its ${heapMB} MB of memory and was stopped.` });
      if (message.includes('timed out')) {
        return end({ code: 'plugin/turn-limit', message: `Its code ran longer than ${timeout} ms without a pause and was stopped.` });
      }
      out('log', [0, 'error', `Uncaught: ${message}`, undefined]);
    } finally {
      leave();
      if (!isolate.isDisposed) spentNs = isolate.cpuTime;
    }
  }

  function end(reason: Parameters<GuestParts['onEnd']>[0]): void {
    if (ended) return;
    dispose();
    onEnd(reason);
  }
  function dispose(): void {
    ended = true;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    if (!isolate.isDisposed) isolate.dispose();
  }

  function startTimer(id: number, ms: number): void {
    if (timers.size >= mostTimers)
      return out('log', [0, 'error', `More than ${mostTimers} timers at once; this one was not started.`, undefined]);
    const wait = Math.min(Math.max(ms || 0, 0), longestTimerMs);
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        run('timer', [id], cpuMsPerTurn);
      }, wait),
    );
  }
  function clearTimer(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  try {
    const script = isolate.compileScriptSync(new TextDecoder().decode(bundle), {
      filename: `plugin://${load.plugin}@${load.version}/backend.js`,
    });
    enter();
    script.runSync(context, { timeout: wallMsFor(startMs), release: true });
  } catch (error) {
    dispose();
    throw error;
  } finally {
    leave();
  }

  return {
    start: () => run('start', [], startMs),
    call: (...args) => run('call', args, cpuMsPerTurn),
    settle(use, ok, value, buffer) {
      // A large body is handed over, not copied; one that cannot fit would end the isolate instead of the call.
      if (buffer && buffer.byteLength > heapMB * (1 << 20) * 0.75) {
        return run(
          'settle',
          [
            use,
            false,
            { code: 'fetch/too-large', message: `A body of ${buffer.byteLength} bytes does not fit into ${heapMB} MB.`, retryable: false },
          ],
          cpuMsPerTurn,
        );
      }
      const handed = buffer && new ivm.ExternalCopy(buffer, { transferOut: true }).copyInto({ release: true, transferIn: true });
      run('settle', handed ? [use, ok, value, handed] : [use, ok, value], cpuMsPerTurn);
    },
    cancel: (id) => run('cancel', [id], cpuMsPerTurn),
    more: (id) => run('more', [id], cpuMsPerTurn),
    event: (subscription, event) => run('event', [subscription, event], cpuMsPerTurn),
    cpuMs: () => Number(spentNs / 1000n) / 1000,
    heapBytes() {
      if (!isolate.isDisposed) {
        const { used_heap_size, externally_allocated_size } = isolate.getHeapStatisticsSync();
        heap = used_heap_size + externally_allocated_size;
      }
      return heap;
    },
    dispose() {
      run('stop', [], cpuMsPerTurn);
      dispose();
    },
  };
}
