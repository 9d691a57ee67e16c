/** Long work in short tasks, so that the page answers to the person meanwhile. */
export interface Slices {
  /** True when the current task has had its time: await `pause` then. */
  spent(): boolean;
  /** Lets the page do what waits, and throws when nobody wants the result any more. */
  pause(): Promise<void>;
}

const taskMs = 12;

export function slices(signal: AbortSignal, now: () => number = () => performance.now()): Slices {
  let since = now();
  return {
    spent: () => now() - since > taskMs,
    async pause() {
      await nextTask();
      signal.throwIfAborted();
      since = now();
    },
  };
}

type Yielding = { scheduler?: { yield?(): Promise<void> } };

function nextTask(): Promise<void> {
  const { scheduler } = globalThis as Yielding;
  return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve));
}
