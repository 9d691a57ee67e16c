/** Runs once the page has nothing more urgent to do, within a second. Gives what takes it back. Not every browser says when that is. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: 1_000 });
  return () => cancelIdleCallback(asked);
}
