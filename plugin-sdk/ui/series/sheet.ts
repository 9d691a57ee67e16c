/**
 * Thousands of series, painted over several tasks: uPlot draws axes and marks, and of the series only a picture that grows beside it.
 * Until a new picture is there the old one is shown, moved and stretched to the new scales, so that the page never stands still.
 */
import uPlot from 'uplot';
import { type Slices, slices } from '../work/slices.ts';

/** First guess of how many series fit in a slice; then it is measured. */
const firstStep = 2;
const sliceMs = 8;
/** How often the growing picture is shown while there is no earlier one. */
const showEveryMs = 150;

/** What uPlot made of the options of a series: functions, whatever they were. */
interface Taken {
  readonly paths: uPlot.Series.PathBuilder;
  readonly showPoints: (plot: uPlot, index: number, from: number, to: number, gaps: Gaps) => boolean | undefined;
  readonly filterPoints: (plot: uPlot, index: number, show: boolean, gaps: Gaps) => number[] | null;
  readonly pointPaths: (plot: uPlot, index: number, from: number, to: number, chosen: number[] | null) => uPlot.Series.Paths | null;
}
type Gaps = [number, number][] | null;
type Paths = uPlot.Series.Paths & { band?: Path2D | [Path2D, Path2D] | null; gaps?: Gaps; flags?: number };
interface Picture {
  readonly canvas: OffscreenCanvas;
  readonly view: View;
}
interface View {
  readonly data: uPlot.AlignedData;
  readonly box: Readonly<{ left: number; top: number; width: number; height: number }>;
  readonly wide: number;
  readonly high: number;
  readonly scales: Readonly<Record<string, readonly [min: number, max: number]>>;
}

export interface Sheet {
  readonly hooks: Pick<uPlot.Hooks.Arrays, 'init' | 'destroy'>;
  /** Paints what there is of the series, and sees to it that the rest follows. */
  paint(plot: uPlot): void;
}

const sheets = new WeakMap<uPlot, { whole: boolean }>();

/** The next drawing of this chart is made at once, whatever it takes: somebody writes down what is painted. */
export function paintWhole(plot: uPlot | undefined): void {
  const sheet = plot && sheets.get(plot);
  if (sheet) sheet.whole = true;
}

export function createSheet(): Sheet {
  let taken: readonly (Taken | undefined)[] = [];
  let finished: Picture | undefined;
  let growing: (Picture & { readonly life: AbortController }) | undefined;
  const state = { whole: false };

  const grow = async (plot: uPlot, view: View): Promise<void> => {
    const { wide, high } = view;
    const life = new AbortController();
    growing?.life.abort();
    const picture = { canvas: new OffscreenCanvas(wide, high), view, life };
    growing = picture;
    plot.root.setAttribute('aria-busy', 'true');
    const done = (): void => {
      if (growing !== picture) return;
      finished = { canvas: picture.canvas, view };
      growing = undefined;
      plot.root.removeAttribute('aria-busy');
      plot.redraw(false, false);
    };
    try {
      await paintAll(plot, picture.canvas, taken, slices(life.signal), () => {
        if (!finished && growing === picture) plot.redraw(false, false);
      });
      done();
    } catch (error) {
      if (!life.signal.aborted) throw error;
    }
  };

  return {
    hooks: {
      init: [
        (plot) => {
          sheets.set(plot, state);
          taken = plot.series.map((series, index) => {
            if (index === 0) return;
            const { points } = series;
            const own = { paths: series.paths, showPoints: points?.show, filterPoints: points?.filter, pointPaths: points?.paths };
            series.paths = () => null;
            Object.assign(points ?? {}, { show: () => false, filter: () => null });
            return own as unknown as Taken;
          });
        },
      ],
      destroy: [
        () => {
          growing?.life.abort();
          growing = undefined;
        },
      ],
    },
    paint(plot) {
      const view = viewOf(plot);
      if (state.whole) {
        state.whole = false;
        for (let index = 1; index < plot.series.length; index++) paintSeries(plot, plot.ctx, index, taken);
        return;
      }
      if (finished && sameView(finished.view, view)) return void plot.ctx.drawImage(finished.canvas, 0, 0);
      if (!growing || !sameView(growing.view, view)) void grow(plot, view);
      if (finished) paintMoved(plot, finished, view);
      else if (growing) plot.ctx.drawImage(growing.canvas, 0, 0);
    },
  };
}

/** Series by series, as many in a task as it bears. */
async function paintAll(
  plot: uPlot,
  canvas: OffscreenCanvas,
  taken: readonly (Taken | undefined)[],
  { spent, pause }: Slices,
  grew: () => void,
): Promise<void> {
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const flush = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
  let step = firstStep;
  let shown = performance.now();
  // The lower edge of a band is traced before the series that stands on it is painted.
  await pause();
  for (let next = 1; next < plot.series.length; ) {
    const since = performance.now();
    for (let count = 0; count < step && next < plot.series.length; count++) paintSeries(plot, context, next++, taken);
    // Browsers paint later what nobody looks at: all of it in one task at the end.
    flush.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
    const took = Math.max(0.2, performance.now() - since);
    step = Math.max(1, Math.min(200, Math.round((step * sliceMs) / took)));
    if (!spent()) continue;
    if (performance.now() - shown > showEveryMs) {
      grew();
      shown = performance.now();
    }
    await pause();
  }
}

function paintSeries(
  plot: uPlot,
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  index: number,
  taken: readonly (Taken | undefined)[],
): void {
  const series = plot.series[index];
  const own = taken[index];
  const column = plot.data[index];
  const [from, to] = plot.series[0]?.idxs ?? [0, 0];
  if (!series?.show || !own || !column || from === null || to === null || from === undefined || to === undefined) return;
  const [first, last] = outer(column, from, to);
  const trace = (at: number): Paths | null => taken[at]?.paths(plot, at, first, last) ?? null;
  const traced = trace(index);
  if (traced) paintTraced(plot, context, index, traced, trace);
  const gaps = traced?.gaps ?? null;
  const show = own.showPoints(plot, index, from, to, gaps);
  const chosen = own.filterPoints(plot, index, Boolean(show), gaps);
  if (!show && !chosen) return;
  const points = own.pointPaths(plot, index, from, to, chosen) as Paths | null;
  if (!points) return;
  context.save();
  if (points.clip) context.clip(points.clip);
  const { points: look } = series;
  const color = (style: unknown): string => (typeof style === 'function' ? style(plot, index) : (style ?? '')) as string;
  context.fillStyle = color(look?.fill) || color(series.stroke);
  if (points.fill instanceof Path2D) context.fill(points.fill);
  context.restore();
}

type Stroke = CanvasRenderingContext2D['strokeStyle'];
/** Of uPlot: a band's clip cuts the fill of the series above it. */
const cutsFill = 1;

function paintTraced(
  plot: uPlot,
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  index: number,
  traced: Paths,
  trace: (index: number) => Paths | null,
): void {
  const series = plot.series[index] as uPlot.Series;
  const width = Math.round((series.width ?? 1) * uPlot.pxRatio * 1_000) / 1_000;
  const { left, top, width: wide, height: high } = plot.bbox;
  const bounds = new Path2D();
  bounds.rect(left - width / 2, top - width / 2, wide + width, high + width);
  const offset = (width % 2) / 2;
  const styled = (style: unknown): Stroke | null => (typeof style === 'function' ? style(plot, index) : style) as Stroke | null;
  context.save();
  if (offset > 0) context.translate(offset, offset);
  context.clip(bounds);
  if (traced.clip) context.clip(traced.clip);
  const band = (plot as Partial<Pick<uPlot.Options, 'bands'>>).bands?.find((each) => each.series[0] === index);
  const below = band && plot.series[band.series[1]]?.show ? trace(band.series[1]) : null;
  const edges = below?.band;
  const edge = band && (Array.isArray(edges) ? (band.dir === 1 ? edges[0] : edges[1]) : edges);
  const fill = band && edge ? styled(band.fill) : styled(series.fill);
  if (fill && traced.fill instanceof Path2D) {
    context.save();
    if (edge && (traced.flags ?? cutsFill) & cutsFill) {
      context.clip(edge);
      if (below?.clip) context.clip(below.clip);
    }
    context.fillStyle = fill;
    context.fill(traced.fill);
    context.restore();
  }
  const stroke = styled(series.stroke);
  if (stroke && width > 0 && traced.stroke instanceof Path2D) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.lineCap = series.cap ?? 'butt';
    context.setLineDash((series.dash ?? []).map((dash) => dash * uPlot.pxRatio));
    context.stroke(traced.stroke);
  }
  context.restore();
}

/** With one more sample on both sides, so that lines run to the edges. */
function outer(column: uPlot.AlignedData[number], from: number, to: number): [number, number] {
  let [first, last] = [Math.max(0, from - 1), Math.min(column.length - 1, to + 1)];
  while (first > 0 && (column[first] === null || column[first] === undefined)) first--;
  while (last < column.length - 1 && (column[last] === null || column[last] === undefined)) last++;
  return [first, last];
}

function viewOf(plot: uPlot): View {
  const scales = Object.entries(plot.scales).map(([key, { min = 0, max = 1 }]) => [key, [min ?? 0, max ?? 1]] as const);
  const { width: wide, height: high } = plot.ctx.canvas;
  return { data: plot.data, box: { ...plot.bbox }, wide, high, scales: Object.fromEntries(scales) };
}

function sameView(one: View, other: View): boolean {
  return one.data === other.data && sameText(one, other);
}

function sameText({ data: _, ...one }: View, { data: __, ...other }: View): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The old picture where its scales now lie: x by itself, y by the first scale. */
function paintMoved(plot: uPlot, { canvas, view: old }: Picture, now: View): void {
  const place = ([low, high]: readonly [number, number], [min, max]: readonly [number, number], start: number, length: number) =>
    [start + ((low - min) / (max - min)) * length, ((high - low) / (max - min)) * length] as const;
  const [x, y] = [now.scales.x, old.scales.x];
  const first = Object.keys(now.scales).find((key) => key !== 'x');
  const [yNow, yOld] = [now.scales[first ?? ''], old.scales[first ?? '']];
  if (!x || !y || plot.scales.x?.ori === 1) return;
  const [left, width] = place(y, x, now.box.left, now.box.width);
  let [top, height] = [now.box.top, now.box.height];
  if (yNow && yOld) {
    const [bottom, tall] = place(yOld, yNow, 0, now.box.height);
    [top, height] = [now.box.top + now.box.height - bottom - tall, tall];
  }
  if (![left, width, top, height].every(Number.isFinite) || width <= 0 || height <= 0) return;
  const { ctx } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(now.box.left, now.box.top, now.box.width, now.box.height);
  ctx.clip();
  ctx.drawImage(canvas, old.box.left, old.box.top, old.box.width, old.box.height, left, top, width, height);
  ctx.restore();
}
