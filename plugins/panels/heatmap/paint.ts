/** Cells, exemplars and the scale of colours on the chart's canvas. */
import { shown, textOn } from '@orrery/plugin-sdk/data';
import type { Exemplar } from '@orrery/plugin-sdk/ui/series/exemplars.ts';
import type uPlot from 'uplot';
import { isShown } from './model/grid.ts';
import type { View } from './view.ts';

export const legendHeight = 34;
const barHeight = 8;
const leastText = 10;

/** Cells of one colour together: changing it is what costs. */
export function paintCells(plot: uPlot, { grid, props, places, colors }: View): void {
  const { ctx, bbox } = plot;
  const ratio = ctx.canvas.width / plot.width;
  const { options, range } = props;
  const groups: number[][] = colors.palette.map(() => []);
  const sizes: { x: number; y: number; width: number; height: number; count: number }[] = [];
  const gapWanted = options.cellGap * ratio;
  const upwards = options.yAxis.reverse ? -1 : 1;
  const span = places.to - places.from || 1;
  const yOf = (value: number): number => {
    const share = (places.place(value) - places.from) / span;
    return Math.round(bbox.top + (upwards === 1 ? 1 - share : share) * bbox.height);
  };
  const known = new Map<number, number>();
  const yAt = (value: number): number => {
    let y = known.get(value);
    if (y === undefined) known.set(value, (y = yOf(value)));
    return y;
  };
  for (const { from, to, cells } of grid.columns) {
    if (to < range.from || from > range.to) continue;
    const left = Math.round(plot.valToPos(from, 'x', true));
    const right = Math.round(plot.valToPos(to, 'x', true));
    const gapX = right - left > gapWanted + ratio ? gapWanted : 0;
    for (const { low, high, count } of cells) {
      if (!isShown(count, options.filterValues)) continue;
      const [one, other] = [yAt(low), yAt(high)];
      const [top, bottom] = one < other ? [one, other] : [other, one];
      if (bottom < bbox.top || top > bbox.top + bbox.height) continue;
      const gapY = bottom - top > gapWanted + ratio ? gapWanted : 0;
      groups[colors.step(count)]!.push(sizes.length);
      sizes.push({
        x: left + gapX / 2,
        y: top + gapY / 2,
        width: Math.max(1, right - left - gapX),
        height: Math.max(1, bottom - top - gapY),
        count,
      });
    }
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const radius = (options.cellRadius ?? 0) * ratio;
  groups.forEach((group, step) => {
    if (group.length === 0) return;
    ctx.fillStyle = colors.palette[step]!;
    for (const at of group) {
      const { x, y, width, height } = sizes[at]!;
      if (radius > 0 && width > 3 && height > 3) {
        ctx.beginPath();
        ctx.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
        ctx.fill();
      } else ctx.fillRect(x, y, width, height);
    }
  });
  if (options.showValue === 'always') {
    ctx.font = `${11 * ratio}px ${props.theme.fontSans}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    for (const { x, y, width, height, count } of sizes) {
      if (height < leastText * ratio || width < leastText * ratio) continue;
      const text = shown(grid.count.display(count));
      if (ctx.measureText(text).width > width - 4 * ratio) continue;
      ctx.fillStyle = options.color.mode === 'opacity' ? props.theme.text : textOn(colors.palette[colors.step(count)]!);
      ctx.fillText(text, x + width / 2, y + height / 2);
    }
  }
  ctx.restore();
}

/** Single requests: where their value lies, or in the row whose limit they name. */
export function exemplarPlace({ time, value }: Exemplar, plot: uPlot, view: View): { x: number; y: number } | undefined {
  const { places, props, grid } = view;
  const at = grid.names ? rowOf(value, grid.names, grid.namesAt) : places.place(value);
  const share = (at - places.from) / (places.to - places.from || 1);
  if (share < 0 || share > 1 || !Number.isFinite(share)) return;
  const { left, top, width, height } = plot.bbox;
  const x = plot.valToPos(time, 'x', true);
  if (x < left || x > left + width) return;
  return { x, y: top + (props.options.yAxis.reverse ? share : 1 - share) * height };
}

function rowOf(value: number, names: readonly string[], at: 'upper' | 'lower' | 'middle'): number {
  const bounds = names.map((name) => Number.parseFloat(name.replace(/^\+?inf.*$/i, 'Infinity')));
  const row = at === 'lower' ? bounds.findLastIndex((bound) => value >= bound) : bounds.findIndex((bound) => value <= bound);
  return row < 0 ? Number.NaN : row + 0.5;
}

export function paintExemplarDots(plot: uPlot, view: View): void {
  const { ctx } = plot;
  const ratio = ctx.canvas.width / plot.width;
  ctx.save();
  ctx.fillStyle = view.props.options.exemplars?.color ?? 'rgba(255,0,255,0.7)';
  for (const exemplar of view.exemplars) {
    const place = exemplarPlace(exemplar, plot, view);
    if (!place) continue;
    const size = 4.5 * ratio;
    ctx.beginPath();
    ctx.moveTo(place.x, place.y - size);
    ctx.lineTo(place.x + size, place.y);
    ctx.lineTo(place.x, place.y + size);
    ctx.lineTo(place.x - size, place.y);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}

/** Where the scale of colours stands, in CSS px of the panel. */
export function legendBox({ width, height }: { readonly width: number; readonly height: number }): {
  left: number;
  top: number;
  width: number;
} {
  const wide = Math.max(60, Math.min(320, width - 120));
  return { left: Math.round((width - wide) / 2), top: height - 16, width: wide };
}

/** The scale of colours, with what its ends and its middle stand for. */
export function paintLegend(plot: uPlot, { props, colors, grid }: View): void {
  const { ctx } = plot;
  const ratio = ctx.canvas.width / plot.width;
  const { left, top, width } = legendBox(plot);
  const step = (width * ratio) / colors.palette.length;
  ctx.save();
  colors.palette.forEach((color, at) => {
    ctx.fillStyle = color;
    ctx.fillRect(left * ratio + at * step, top * ratio, Math.ceil(step), barHeight * ratio);
  });
  ctx.fillStyle = props.theme.tokens['text-tertiary'] ?? props.theme.text;
  ctx.font = `${11 * ratio}px ${props.theme.fontSans}`;
  ctx.textBaseline = 'middle';
  const y = (top + barHeight / 2) * ratio;
  ctx.textAlign = 'right';
  ctx.fillText(shown(grid.count.display(colors.min)), (left - 8) * ratio, y);
  ctx.textAlign = 'left';
  ctx.fillText(shown(grid.count.display(colors.max)), (left + width + 8) * ratio, y);
  ctx.restore();
}
