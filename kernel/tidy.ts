/**
 * Gives memory back once work is over. V8 collects when memory runs out, which on an idle machine is never: what starting up left behind
 * would stay for as long as the process runs. Each thread tidies itself, since each has a heap of its own.
 */
import { Session } from 'node:inspector';
import { performance } from 'node:perf_hooks';

const lookMs = 1_000;
/** More of a look than this is work. */
const workMs = 50;
/** So many looks without work are rest: whoever asks every few seconds meets no pause. */
const restLooks = 2;
/** A collection costs tens of milliseconds; those who work and rest in turn do not pay it every time. */
const atMostEveryMs = 15_000;

/** Begins to watch this thread; the answer ends it. It keeps no process alive. */
export function tidyAtRest(): () => void {
  let last = performance.eventLoopUtilization();
  let worked = true;
  let rests = 0;
  let tidied = -Number.POSITIVE_INFINITY;
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const busyMs = now.active - last.active;
    last = now;
    rests = busyMs > workMs ? 0 : rests + 1;
    worked ||= busyMs > workMs;
    if (!worked || rests < restLooks || performance.now() - tidied < atMostEveryMs) return;
    worked = false;
    tidied = performance.now();
    collect();
    // The collection is no work that leaves anything behind.
    last = performance.eventLoopUtilization();
  }, lookMs);
  look.unref();
  return () => clearInterval(look);
}

/** Gives back at once what a large piece of work left behind, which nobody has to wait for rest to know. */
export function tidyAfter(ms: number): () => void {
  const timer = setTimeout(collect, ms).unref();
  return () => clearTimeout(timer);
}

/** Node's own word for this is a flag that would give plugins' isolates the function, too. */
function collect(): void {
  const session = new Session();
  session.connect();
  // Ended from within its own answer, a session never returns.
  session.post('HeapProfiler.collectGarbage', () => setImmediate(() => session.disconnect()));
}
