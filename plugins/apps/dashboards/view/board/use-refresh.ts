import { useEffect } from 'preact/hooks';

/** Runs every so often while somebody can see the page; one that was hidden for longer catches up when it is looked at again. */
export function useRefresh(everyMs: number | undefined, run: () => void): void {
  useEffect(() => {
    if (!everyMs) return;
    let last = Date.now();
    const go = (): void => {
      if (document.visibilityState !== 'visible') return;
      last = Date.now();
      run();
    };
    const timer = setInterval(go, everyMs);
    const seen = (): void => {
      if (Date.now() - last >= everyMs) go();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [everyMs]);
}
