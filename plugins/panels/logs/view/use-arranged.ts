/** Arranges the lines beside the page's own work. What was arranged before stays until the new order is there. */
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import { useLayoutEffect, useState } from 'preact/hooks';
import { type Arranged, arrange, countLevels, type Wish } from '../model/arrange.ts';
import type { Level } from '../model/levels.ts';
import type { Lines } from '../model/lines.ts';

export interface Shown extends Arranged {
  readonly lines: Lines;
}

export function useArranged(lines: Lines, wish: Wish): { readonly shown: Shown | undefined; readonly busy: boolean } {
  const [shown, setShown] = useState<Shown>();
  const [busy, setBusy] = useState(true);
  useLayoutEffect(() => {
    const leaving = new AbortController();
    setBusy(true);
    arrange(lines, wish, slices(leaving.signal)).then(
      (next) => {
        if (leaving.signal.aborted) return;
        setShown({ ...next, lines });
        setBusy(false);
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) throw error;
      },
    );
    return () => leaving.abort();
  }, [lines, wish.sortOrder, wish.dedupStrategy, wish.search, wish.hiddenLevels]);
  return { shown, busy };
}

/** Counted only where somebody reads it. */
export function useLevelCounts(lines: Lines, wanted: boolean): ReadonlyMap<Level, number> | undefined {
  const [counts, setCounts] = useState<ReadonlyMap<Level, number>>();
  useLayoutEffect(() => {
    if (!wanted) return;
    const leaving = new AbortController();
    countLevels(lines, slices(leaving.signal)).then(
      (next) => !leaving.signal.aborted && setCounts(next),
      (error: unknown) => {
        if (!leaving.signal.aborted) throw error;
      },
    );
    return () => leaving.abort();
  }, [lines, wanted]);
  return wanted ? counts : undefined;
}
