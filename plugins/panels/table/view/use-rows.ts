/** Filters and sorts the rows beside the page's own work. What was arranged before stays until the new order is there. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Column } from '../model/columns.ts';
import { type Filters, filterRows } from '../model/filter.ts';
import { order, type Sort } from '../model/order.ts';
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';

export interface Rows {
  /** In order. */
  readonly rows: Uint32Array;
  /** The same rows as the frame has them: the same object while only the order changes. */
  readonly passed: Uint32Array;
  readonly busy: boolean;
}
interface Arranged {
  readonly rows: Uint32Array;
  readonly passed: Uint32Array;
  readonly columns: readonly Column[];
}

export function useRows(columns: readonly Column[], count: number, filters: Filters, sorts: readonly Sort[]): Rows {
  const [arranged, setArranged] = useState<Arranged>();
  const [busy, setBusy] = useState(false);
  const filtered = useRef<{ readonly of: readonly unknown[]; readonly rows: Uint32Array }>(undefined);
  useLayoutEffect(() => {
    const leaving = new AbortController();
    const work = slices(leaving.signal);
    setBusy(true);
    const arrange = async (): Promise<Arranged> => {
      const of = [columns, count, filters];
      const same = filtered.current?.of.every((part, index) => part === of[index]) ? filtered.current.rows : undefined;
      const passed = same ?? (await filterRows(count, filters, columns, work));
      filtered.current = { of, rows: passed };
      return { passed, columns, rows: await order(passed, sorts, columns, work) };
    };
    arrange().then(
      (next) => {
        if (leaving.signal.aborted) return;
        setArranged(next);
        setBusy(false);
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) throw error;
      },
    );
    return () => leaving.abort();
  }, [columns, count, filters, sorts]);
  const unsorted = useMemo(() => new Uint32Array(count).map((_, row) => row), [count]);
  // Rows of other data say nothing about these.
  const fits = arranged && (arranged.columns === columns || arranged.rows.every((row) => row < count));
  return { rows: fits ? arranged.rows : unsorted, passed: fits ? arranged.passed : unsorted, busy };
}
