/**
 * What processes of ours are started with so that they keep less memory than they once needed. A server at rest holds few live objects:
 * most of what it keeps beside them is room that V8 and the allocator took while it started (kernel/README.md has the figures).
 */

export const frugalFlags: readonly string[] = [
  // Young objects get 1 MB a half instead of 16, in each thread and each isolate, which V8 would never give back to an idle machine.
  '--max-semi-space-size=1',
  // V8's own functions are called where they lie. Else each isolate, and so each thread and each plugin, maps them once more for itself.
  '--no-short-builtin-calls',
  // The compiler between interpreter and optimiser leaves a stale pointer behind in this version of V8, and now and then a collection
  // follows it and ends the process (nodejs/node issue 62393). What it makes is memory, too.
  '--no-sparkplug',
];

/** For glibc; other allocators do not read it. */
export const frugalEnv: Readonly<Record<string, string>> = {
  // Each thread would keep an arena of its own.
  MALLOC_ARENA_MAX: '2',
  // Said out loud, the limit does not grow with what was once freed: what is free at the end of the heap goes back.
  MALLOC_TRIM_THRESHOLD_: '131072',
};
