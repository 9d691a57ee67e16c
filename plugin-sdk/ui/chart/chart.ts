/**
 * uPlot, kept: one chart for the life of a panel. New data go in by `setData`, a new size by `setSize`; only a change of
 * shape (`key`) makes a new one. Pointer, keyboard and drags come out as plain calls.
 */
import uPlot from 'uplot';
import type { PanelTheme } from '../panel.ts';

export interface ChartSpec {
  /** Everything but data, size and range, as text: same key, same options. */
  readonly key: string;
  readonly options: Omit<uPlot.Options, 'width' | 'height' | 'ms'>;
  readonly data: uPlot.AlignedData;
  readonly width: number;
  readonly height: number;
  /** Epoch ms at both ends of the x scale. */
  readonly range: { readonly from: number; readonly to: number };
}
export interface ChartCursor {
  /** Index into the data, or null where the pointer left. */
  readonly index: number | null;
  readonly time: number | null;
  /** CSS px inside the element. */
  readonly x: number;
  readonly y: number;
  /** Series nearest to the pointer, 1-based as in uPlot; 0 when none is near. */
  readonly nearest: number;
  readonly source: 'pointer' | 'keyboard' | 'sync';
}
export interface ChartListener {
  cursor(cursor: ChartCursor): void;
  /** Dragged over a range. */
  range?(from: number, to: number): void;
}
export interface Chart {
  draw(spec: ChartSpec): void;
  pointAt(time: number | null): void;
  step(points: number): void;
  dispose(): void;
  /** The chart itself, for panels that paint over it; undefined before the first `draw`. */
  readonly plot: uPlot | undefined;
}

const nearPx = 30;

export function createChart(element: HTMLElement, listener: ChartListener): Chart {
  let plot: uPlot | undefined;
  let key = '';
  let range = { from: 0, to: 1 };
  let drawn: uPlot.AlignedData | undefined;
  let source: ChartCursor['source'] = 'pointer';
  let disposed = false;

  const said = (): void => {
    if (!plot) return;
    const { left = -10, top = -10, idx } = plot.cursor;
    const over = plot.over;
    const index = left < 0 || idx === undefined || idx === null ? null : idx;
    listener.cursor({
      index,
      time: index === null ? null : (plot.data[0][index] as number),
      x: left + over.offsetLeft,
      y: top + over.offsetTop,
      nearest: index === null || source !== 'pointer' ? 0 : nearest(plot, index, top),
      source,
    });
  };
  const chosen = (): void => {
    if (!plot || plot.select.width < 4) return;
    const { left, width } = plot.select;
    const from = plot.posToVal(left, 'x');
    const to = plot.posToVal(left + width, 'x');
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (to > from) listener.range?.(Math.round(from), Math.round(to));
  };
  const quietly = (why: ChartCursor['source'], act: () => void): void => {
    source = why;
    try {
      act();
    } finally {
      source = 'pointer';
    }
  };

  const create = (spec: ChartSpec): uPlot => {
    const { options } = spec;
    return new uPlot(
      {
        ...options,
        ms: 1,
        width: spec.width,
        height: spec.height,
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          ...options.cursor,
          drag: { x: true, y: false, setScale: false, ...options.cursor?.drag },
        },
        scales: { ...options.scales, x: { time: true, ...options.scales?.x, range: () => [range.from, range.to] } },
        hooks: { ...options.hooks, setCursor: [said], setSelect: [chosen] },
      },
      spec.data,
      element,
    );
  };

  // Axis texts are canvas texts: what was drawn before the font came is drawn again.
  void element.ownerDocument.fonts?.ready.then(() => {
    if (!disposed) plot?.redraw(false, true);
  });

  return {
    get plot() {
      return plot;
    },
    draw(spec) {
      range = { ...spec.range };
      if (!plot || key !== spec.key) {
        plot?.destroy();
        plot = create(spec);
        key = spec.key;
        drawn = spec.data;
        return;
      }
      const fresh = drawn !== spec.data;
      const scale = plot.scales.x;
      const moved = scale?.min !== range.from || scale?.max !== range.to;
      plot.batch(() => {
        if (!plot) return;
        if (plot.width !== spec.width || plot.height !== spec.height) plot.setSize({ width: spec.width, height: spec.height });
        if (fresh || moved) plot.setData(spec.data, true);
      });
      drawn = spec.data;
    },
    pointAt(time) {
      if (!plot) return;
      const left = time === null || time < range.from || time > range.to ? -10 : plot.valToPos(time, 'x');
      quietly('sync', () => plot?.setCursor({ left, top: left < 0 ? -10 : 0 }));
    },
    step(points) {
      if (!plot) return;
      const times = plot.data[0];
      const here = plot.cursor.idx ?? (points > 0 ? -1 : times.length);
      const index = Math.max(0, Math.min(times.length - 1, here + points));
      if (times.length > 0) quietly('keyboard', () => plot?.setCursor({ left: plot.valToPos(times[index] as number, 'x'), top: 0 }));
    },
    dispose() {
      disposed = true;
      plot?.destroy();
      plot = undefined;
    },
  };
}

/** The shown series whose point is closest to the pointer. */
function nearest(plot: uPlot, index: number, top: number): number {
  let found = 0;
  let distance = nearPx;
  for (let at = 1; at < plot.series.length; at++) {
    const series = plot.series[at];
    const value = plot.data[at]?.[index];
    if (!series?.show || typeof value !== 'number') continue;
    const away = Math.abs(plot.valToPos(value, series.scale ?? 'y') - top);
    if (away < distance) {
      distance = away;
      found = at;
    }
  }
  return found;
}

/** CSS px: one device pixel for many series or dense data, where raster is the cost; else what was asked for. */
export function lineWidth(asked: number, seriesCount: number, points: number, density = globalThis.devicePixelRatio || 1): number {
  return asked > 0 && asked <= 1.5 && (seriesCount > 4 || points > 200) ? 1 / density : asked;
}

/** Look of an axis in this theme. */
export function axisLook(theme: PanelTheme): Pick<uPlot.Axis, 'stroke' | 'font' | 'grid' | 'ticks'> {
  return {
    stroke: theme.tokens['text-tertiary'] ?? '#888',
    font: `11px ${theme.fontSans}`,
    grid: { stroke: theme.tokens['border-subtle'] ?? '#444', width: 1 },
    ticks: { stroke: theme.tokens['border-subtle'] ?? '#444', width: 1, size: 4 },
  };
}
