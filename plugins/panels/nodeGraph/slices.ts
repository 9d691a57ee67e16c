/** Runs a generator between the page's frames: some milliseconds of work, then others have their turn. */
const sliceMs = 8;

export interface Sliced<Value> {
  readonly done: Promise<Value | undefined>;
  stop(): void;
}

export function inSlices<Value>(work: Generator<undefined, Value>): Sliced<Value> {
  let stopped = false;
  const done = (async () => {
    for (;;) {
      const until = performance.now() + sliceMs;
      while (performance.now() < until) {
        if (stopped) return;
        const step = work.next();
        if (step.done) return step.value;
      }
      await new Promise((resolve) => setTimeout(resolve));
    }
  })();
  return {
    done,
    stop() {
      stopped = true;
    },
  };
}
