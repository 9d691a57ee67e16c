/** Long lists and tables: only the rows in sight exist. Imported by its own path, so that pages without such a list do not load it. */
import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

export interface VirtualRowsOptions {
  readonly count: number;
  /** Height of a row in CSS px, or what it is taken for until it was measured. */
  readonly height: (index: number) => number;
  /** Stays with a row wherever it moves; its index when absent. */
  readonly keyOf?: (index: number) => number | string;
  /** What lies above the first row inside the scrolling element, and stays in sight there. */
  readonly headHeight?: number;
  readonly footHeight?: number;
  readonly overscan?: number;
}

export interface VirtualRows {
  readonly items: readonly VirtualItem[];
  /** Height of all rows together. */
  readonly total: number;
  /** `ref` of a row whose height is known only once it is drawn; the row carries `data-index`. */
  readonly measure: (row: HTMLElement | null) => void;
  scrollTo(index: number): void;
  /** Forgets heights that were measured. */
  remeasure(): void;
}

export function useVirtualRows(scroller: { readonly current: HTMLElement | null }, options: VirtualRowsOptions): VirtualRows {
  const [, redraw] = useReducer((count: number, _: undefined) => count + 1, 0);
  const holder = useRef<Virtualizer<HTMLElement, HTMLElement>>(undefined);
  const { count, height, keyOf, headHeight = 0, footHeight = 0, overscan = 6 } = options;
  const settings = {
    count,
    estimateSize: height,
    getScrollElement: () => scroller.current,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    measureElement,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
    ...(keyOf && { getItemKey: keyOf }),
    onChange: () => redraw(undefined),
  };
  holder.current ??= new Virtualizer<HTMLElement, HTMLElement>(settings);
  const virtualizer = holder.current;
  virtualizer.setOptions(settings);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems(),
    total: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    remeasure: () => virtualizer.measure(),
  };
}
