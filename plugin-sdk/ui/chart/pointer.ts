/** What the pointer does over a chart, as plain calls: where it is, which range it dragged, what it clicked. */
import type uPlot from 'uplot';

export type CursorSource = 'pointer' | 'keyboard' | 'sync';

export interface ChartCursor {
  /** Index into the data, or null where the pointer left. */
  readonly index: number | null;
  readonly time: number | null;
  /** CSS px inside the element. */
  readonly x: number;
  readonly y: number;
  /** Series nearest to the pointer, 1-based as in uPlot; 0 when none is near. */
  readonly nearest: number;
  readonly source: CursorSource;
}
export interface ChartListener {
  cursor(cursor: ChartCursor): void;
  /** Dragged over a range. */
  range?(from: number, to: number): void;
  /** Dragged over values of the first scale, where the chart's `cursor.drag` has them. */
  values?(low: number, high: number): void;
  /** Clicked without dragging. */
  click?(): void;
  /** Ctrl or Command held: a time clicked, or a range dragged over, to write something there. */
  mark?(from: number, to: number): void;
}

interface Pointer {
  readonly bind: uPlot.Cursor.Bind;
  clicked(event: MouseEvent): void;
  moved(): void;
  selected(): void;
  from(source: CursorSource, act: () => void): void;
  hold(held: boolean): void;
}

const nearPx = 30;
const leastDragPx = 4;

export function pointer(plotOf: () => uPlot | undefined, rangeOf: () => { from: number; to: number }, listener: ChartListener): Pointer {
  let source: CursorSource = 'pointer';
  let held = false;
  let marking = false;

  const unlessHeld =
    (_plot: uPlot, _target: HTMLElement, handler: (event: MouseEvent) => null) =>
    (event: MouseEvent): null =>
      held ? null : handler(event);

  return {
    bind: {
      mousemove: unlessHeld,
      mouseleave: unlessHeld,
      mousedown: (_plot, _target, handler) => (event) => {
        marking = event.ctrlKey || event.metaKey;
        return handler(event);
      },
      // Back to a wider view: twice the range around its middle.
      dblclick: () => () => {
        const { from, to } = rangeOf();
        const half = (to - from) / 2;
        listener.range?.(Math.round(from - half), Math.round(to + half));
        return null;
      },
    },
    clicked(event) {
      const plot = plotOf();
      if (!plot) return;
      if (!(event.ctrlKey || event.metaKey)) return listener.click?.();
      const { left = -1, top = -1 } = plot.cursor;
      const time = Math.round(plot.posToVal(plot.scales.x?.ori === 1 ? top : left, 'x'));
      listener.mark?.(time, time);
    },
    moved() {
      const plot = plotOf();
      if (!plot) return;
      const { left = -10, top = -10, idx } = plot.cursor;
      const { over } = plot;
      const index = left < 0 || idx === undefined || idx === null ? null : idx;
      listener.cursor({
        index,
        time: index === null ? null : (plot.data[0][index] as number),
        // Asked for only where it is wanted: a chart that was just made would have the whole page laid out for it.
        x: index === null ? left : left + over.offsetLeft,
        y: index === null ? top : top + over.offsetTop,
        nearest: index === null || source !== 'pointer' ? 0 : nearest(plot, index),
        source,
      });
    },
    selected() {
      const plot = plotOf();
      if (!plot) return;
      const { left, top, width, height } = plot.select;
      const upright = plot.scales.x?.ori === 1;
      const [start, length] = upright ? [top, height] : [left, width];
      const drag = plot.cursor.drag;
      if (drag?.y && height >= leastDragPx && !upright) listener.values?.(plot.posToVal(top + height, 'y'), plot.posToVal(top, 'y'));
      if (length < leastDragPx || drag?.x === false) return plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      const ends = [plot.posToVal(start, 'x'), plot.posToVal(start + length, 'x')].sort((a, b) => a - b).map(Math.round);
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      const [from, to] = ends as [number, number];
      if (to > from) (marking ? listener.mark : listener.range)?.(from, to);
    },
    from(why, act) {
      source = why;
      try {
        act();
      } finally {
        source = 'pointer';
      }
    },
    hold(next) {
      held = next;
    },
  };
}

/** The shown series whose point is closest to the pointer. */
function nearest(plot: uPlot, index: number): number {
  const { left = 0, top = 0 } = plot.cursor;
  const pointed = plot.scales.x?.ori === 1 ? left : top;
  let found = 0;
  let distance = nearPx;
  for (let at = 1; at < plot.series.length; at++) {
    const series = plot.series[at];
    const value = plot.data[at]?.[index];
    if (!series?.show || typeof value !== 'number') continue;
    const away = Math.abs(plot.valToPos(value, series.scale ?? 'y') - pointed);
    if (away < distance) {
      distance = away;
      found = at;
    }
  }
  return found;
}
