/** The rows in sight of a list of any length, and how it stays where it is while lines come and rows grow. */
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { type Heights, heightsOf } from '../model/heights.ts';

/** Browsers draw nothing further down than about 33 million px. */
const tallest = 30_000_000;
const beyond = 8;

export interface Window {
  readonly first: number;
  readonly last: number;
  /** Height of the scrolled box, and where in it the first row stands. */
  readonly total: number;
  readonly offset: number;
  measure(at: number, element: HTMLElement | null): void;
  scrollTo(at: number): void;
  /** Rows that fit. */
  readonly page: number;
}

/** `stays`: rows whose measured heights hold; another object, and all are forgotten. */
export function useWindow(scroller: { readonly current: HTMLElement | null }, count: number, usual: number, stays: unknown): Window {
  const [, redraw] = useReducer((times: number, _: undefined) => times + 1, 0);
  const measured = useRef({ of: stays, heights: new Map<number, number>() });
  if (measured.current.of !== stays) measured.current = { of: stays, heights: new Map() };
  const { heights } = measured.current;
  const known: Heights = heightsOf(count, usual, heights);
  const element = scroller.current;
  const height = element?.clientHeight ?? 0;
  const total = Math.min(tallest, known.total);
  // Of a list too long for the browser, each px of the bar is more than one of the list.
  const factor = known.total > tallest && total > height ? (known.total - height) / (total - height) : 1;
  const top = (element?.scrollTop ?? 0) * factor;
  const first = count === 0 ? 0 : Math.max(0, known.at(top) - beyond);
  const last = count === 0 ? -1 : Math.min(count - 1, known.at(top + height) + beyond);
  useLayoutEffect(() => {
    const scrolled = scroller.current;
    if (!scrolled) return;
    const again = (): void => redraw(undefined);
    const observer = new ResizeObserver(again);
    observer.observe(scrolled);
    scrolled.addEventListener('scroll', again, { passive: true });
    again();
    return () => {
      observer.disconnect();
      scrolled.removeEventListener('scroll', again);
    };
  }, []);
  return {
    ...{ first, last, total },
    offset: known.topOf(first) - top + (element?.scrollTop ?? 0),
    page: Math.max(1, Math.floor(height / usual) - 1),
    measure(at, row) {
      const tall = row?.offsetHeight;
      if (!tall || tall === known.heightOf(at)) return;
      heights.set(at, tall);
      redraw(undefined);
    },
    scrollTo(at) {
      if (!element) return;
      // What stands below the list is seen with its last row.
      if (at === count - 1) {
        element.scrollTop = element.scrollHeight;
        return redraw(undefined);
      }
      const [start, end] = [known.topOf(at), known.topOf(at) + known.heightOf(at)];
      if (start < top) element.scrollTop = start / factor;
      else if (end > top + height) element.scrollTop = (end - height) / factor;
      redraw(undefined);
    },
  };
}
