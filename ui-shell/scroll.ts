/** Going back leads to where one was on a page, not to its beginning: each path's place is remembered while the window is open. */

const patienceMs = 2_000;

/** Watches what scrolls; the place is taken once the page has grown so far, unless the reader moves first. */
export function keepScroll(box: HTMLElement): () => void {
  const life = new AbortController();
  const { signal } = life;
  const tops = new Map<string, number>();
  let path = location.pathname;
  let wanted = 0;
  const give = (): void => {
    wanted = 0;
  };
  for (const moved of ['wheel', 'keydown', 'pointerdown', 'touchstart'])
    addEventListener(moved, give, { signal, passive: true, capture: true });
  box.addEventListener(
    'scroll',
    () => {
      // Content that changes moves the box as well; that is noted for the page it belongs to.
      path = location.pathname;
      if (!wanted) tops.set(path, box.scrollTop);
    },
    { signal, passive: true },
  );
  addEventListener(
    'popstate',
    () => {
      if (location.pathname === path) return;
      path = location.pathname;
      wanted = tops.get(path) ?? 0;
      const until = performance.now() + patienceMs;
      const step = (): void => {
        if (!wanted || signal.aborted) return;
        if (box.scrollHeight - box.clientHeight >= wanted) {
          box.scrollTop = wanted;
          give();
        } else if (performance.now() < until) requestAnimationFrame(step);
        else give();
      };
      requestAnimationFrame(step);
    },
    { signal },
  );
  return () => life.abort();
}
