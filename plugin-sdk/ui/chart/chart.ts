/**
 * uPlot, kept: one chart for the life of a panel. New data go in by `setData`, a new size by `setSize`; only a change of
 * shape (`key`) makes a new one. Pointer, keyboard and drags come out as plain calls.
 */
import uPlot from 'uplot';
import { type ChartListener, type CursorSource, pointer } from './pointer.ts';

export interface ChartSpec {
  /** Everything but data, size and range, as text: same key, same options. */
  readonly key: string;
  readonly options: Omit<uPlot.Options, 'width' | 'height' | 'ms'>;
  readonly data: uPlot.AlignedData;
  readonly width: number;
  readonly height: number;
  /** Epoch ms at both ends of the x scale. */
  readonly range: { readonly from: number; readonly to: number };
  /** Time runs upwards instead of to the right. */
  readonly upright?: boolean;
}
export interface Chart {
  draw(spec: ChartSpec): void;
  /** Draws again what depends on nothing that `draw` compares: marks over the data. */
  repaint(): void;
  /** Traces and paints everything anew, within a frame. */
  redraw(): void;
  pointAt(time: number | null): void;
  step(points: number): void;
  /** The crosshair stays, whatever the pointer does. */
  hold(held: boolean): void;
  /** The drawing on this background as a `data:image/png` URL, or null before the first `draw`. */
  picture(background: string): string | null;
  dispose(): void;
  /** The chart itself, for panels that paint over it; undefined before the first `draw`. */
  readonly plot: uPlot | undefined;
}

export function createChart(element: HTMLElement, listener: ChartListener): Chart {
  let plot: uPlot | undefined;
  let key = '';
  let range = { from: 0, to: 1 };
  let drawn: uPlot.AlignedData | undefined;
  let disposed = false;
  const pointing = pointer(
    () => plot,
    () => range,
    listener,
  );

  const create = (spec: ChartSpec): uPlot => {
    const { options, upright } = spec;
    const made = new uPlot(
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
          bind: pointing.bind,
          drag: { x: true, y: false, setScale: false, ...options.cursor?.drag },
        },
        scales: {
          ...options.scales,
          x: { time: true, ori: upright ? 1 : 0, ...options.scales?.x, range: () => [range.from, range.to] },
        },
        hooks: { ...options.hooks, setCursor: [pointing.moved], setSelect: [pointing.selected] },
      },
      spec.data,
      element,
    );
    // uPlot keeps clicks that end a drag to itself.
    made.over.addEventListener('click', pointing.clicked);
    return made;
  };
  const pointTo = (plotted: uPlot, position: number, source: CursorSource): void => {
    const upright = plotted.scales.x?.ori === 1;
    const at = position < 0 ? { left: -10, top: -10 } : upright ? { left: 0, top: position } : { left: position, top: 0 };
    pointing.from(source, () => plotted.setCursor(at));
  };

  // Axis texts are canvas texts: a font that they are the first to ask for comes after they were drawn.
  const whenFontsCame = (): void => {
    const { fonts, defaultView } = element.ownerDocument;
    defaultView?.requestAnimationFrame(() => {
      if (fonts?.status !== 'loading') return;
      void fonts.ready.then(() => {
        if (!disposed) plot?.redraw(false, true);
      });
    });
  };

  return {
    get plot() {
      return plot;
    },
    draw(spec) {
      range = { ...spec.range };
      if (!plot || key !== spec.key) {
        if (plot) plot.destroy();
        else whenFontsCame();
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
    repaint: () => plot?.redraw(false, false),
    redraw: () => plot?.redraw(true, true),
    pointAt(time) {
      if (!plot) return;
      pointTo(plot, time === null || time < range.from || time > range.to ? -10 : plot.valToPos(time, 'x'), 'sync');
    },
    step(points) {
      if (!plot) return;
      const times = plot.data[0];
      const here = plot.cursor.idx ?? (points > 0 ? -1 : times.length);
      const index = Math.max(0, Math.min(times.length - 1, here + points));
      if (times.length > 0) pointTo(plot, plot.valToPos(times[index] as number, 'x'), 'keyboard');
    },
    hold: (held) => pointing.hold(held),
    picture(background) {
      if (!plot) return null;
      const { canvas } = plot.ctx;
      const copy = element.ownerDocument.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d');
      if (!context) return null;
      context.fillStyle = background;
      context.fillRect(0, 0, copy.width, copy.height);
      context.drawImage(canvas, 0, 0);
      return copy.toDataURL('image/png');
    },
    dispose() {
      disposed = true;
      plot?.destroy();
      plot = undefined;
    },
  };
}
