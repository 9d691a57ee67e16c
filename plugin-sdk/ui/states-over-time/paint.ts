/** Paints rows of states on a canvas: names at the left, times below, boxes between. */
import { parseColor, textOn, withAlpha } from '@orrery/plugin-sdk/data';
import { timeIncrements, timeLabel, timeTicks } from '@orrery/plugin-sdk/ui';
import type { PanelProps } from '../panel.ts';
import { zonesOf } from '../series/time-axes.ts';
import type { StateOptions, StateRow } from './rows.ts';

export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Room that names of rows have, at the left or the right. */
  readonly names: number;
  readonly side: 'left' | 'right';
}

const font = 11;
const axis = 22;
const inset = 5;
const title = 18;

/** One axis names all rows: it is as the first of them wants it. */
export function plotOf({ width, height, options, timeZone }: PanelProps<StateOptions>, rows: readonly StateRow[], pager: number): Plot {
  const { axisPlacement, axisLabel, axisWidth } = rows[0]?.style ?? {};
  const widest = Math.max(0, ...rows.map(({ name }) => name.length)) * 6.4;
  const names = axisPlacement === 'hidden' ? 0 : Math.min(width * 0.6, axisWidth || Math.min(width * 0.3, widest + 12));
  const side = axisPlacement === 'right' ? 'right' : 'left';
  const room = Math.max(8, names + (names > 0 && axisLabel ? title : 0));
  const axes = axis * zonesOf(options, timeZone).length;
  return {
    left: side === 'left' ? room : 8,
    top: 4,
    width: Math.max(10, width - room - 8),
    height: Math.max(10, height - 4 - axes - pager),
    names,
    side,
  };
}

export function paint(
  context: CanvasRenderingContext2D,
  props: PanelProps<StateOptions>,
  rows: readonly StateRow[],
  plot: Plot,
  crosshair: number | null,
): void {
  const { width, height, theme, range, timeZone, locale, options } = props;
  const ratio = context.canvas.width / Math.max(1, width);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `${font}px ${theme.fontSans}`;
  context.textBaseline = 'middle';
  const at = (time: number): number => plot.left + ((time - range.from) / (range.to - range.from)) * plot.width;
  const ink = theme.tokens['text-tertiary'] ?? '#888';

  context.strokeStyle = theme.tokens['border-subtle'] ?? '#444';
  context.lineWidth = 1;
  context.fillStyle = ink;
  context.textAlign = 'center';
  const room = (range.to - range.from) / Math.max(1, plot.width / 80);
  const step = timeIncrements.find((each) => each >= room) ?? timeIncrements.at(-1)!;
  zonesOf(options, timeZone).forEach((zone, index) => {
    const y = plot.top + plot.height + axis * (index + 0.5) + 2;
    for (const tick of timeTicks(range.from, range.to, step, zone)) {
      const x = Math.round(at(tick)) + 0.5;
      if (index === 0 && rows[0]?.style.axisGridShow !== false) line(context, x, plot.top, x, plot.top + plot.height);
      const text = timeLabel(tick, step, range.to - range.from, zone, locale);
      // A text that the edge would cut says nothing.
      if (x + context.measureText(text).width / 2 <= width) context.fillText(text, x, y);
    }
  });
  if (plot.names > 0) paintAxis(context, plot, rows[0]?.style, ink);
  const band = plot.height / Math.max(1, rows.length);
  rows.forEach((row, index) => paintRow(context, props, row, plot, plot.top + index * band, band, at, ink));
  if (crosshair === null) return;
  const x = Math.round(at(crosshair)) + 0.5;
  context.strokeStyle = theme.tokens['text-secondary'] ?? '#aaa';
  context.setLineDash([4, 3]);
  line(context, x, plot.top, x, plot.top + plot.height);
  context.setLineDash([]);
}

function line(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

/** What the axis of names has beside them. */
function paintAxis(context: CanvasRenderingContext2D, plot: Plot, style: StateRow['style'] | undefined, ink: string): void {
  const left = plot.side === 'left';
  const edge = left ? plot.left : plot.left + plot.width;
  if (style?.axisBorderShow) {
    context.strokeStyle = ink;
    line(context, edge, plot.top, edge, plot.top + plot.height);
  }
  if (!style?.axisLabel) return;
  context.save();
  context.translate(edge + (left ? -1 : 1) * (plot.names + title / 2), plot.top + plot.height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(cut(context, style.axisLabel, plot.height), 0, 0);
  context.restore();
}

function paintRow(
  context: CanvasRenderingContext2D,
  { options, theme }: PanelProps<StateOptions>,
  { name, boxes, style }: StateRow,
  plot: Plot,
  top: number,
  band: number,
  at: (time: number) => number,
  ink: string,
): void {
  const high = Math.max(2, band * options.rowHeight);
  const y = top + (band - high) / 2;
  if (plot.names > 0) {
    const left = plot.side === 'left';
    context.textAlign = left ? 'right' : 'left';
    context.fillStyle = ink;
    context.fillText(cut(context, name, plot.names - 12), left ? plot.left - 8 : plot.left + plot.width + 8, top + band / 2);
  }
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.width, plot.height);
  context.clip();
  let reached = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    const from = Math.max(plot.left, at(box.from));
    const to = Math.min(plot.left + plot.width, at(box.to));
    // What begins and ends within one pixel that is painted already would be seen by nobody.
    if (to < plot.left || from > plot.left + plot.width || to <= reached) continue;
    const wide = Math.max(1, to - from);
    reached = Math.floor(from + wide);
    context.fillStyle = withAlpha(box.color, style.fillOpacity / 100);
    context.fillRect(from, y, wide, high);
    if (style.lineWidth > 0) {
      context.strokeStyle = box.color;
      context.lineWidth = style.lineWidth;
      const half = style.lineWidth / 2;
      if (wide > style.lineWidth) context.strokeRect(from + half, y + half, wide - style.lineWidth, high - style.lineWidth);
    }
    if (options.showValue === 'never' || high < font || wide < 14) continue;
    const text = options.showValue === 'always' ? cut(context, box.text, wide - 2 * inset) : box.text;
    if (text === '' || (options.showValue === 'auto' && context.measureText(text).width > wide - 2 * inset)) continue;
    const align = options.alignValue ?? (options.colWidth === undefined ? 'left' : 'center');
    context.textAlign = align;
    context.fillStyle = textOn(mixed(box.color, theme.background, style.fillOpacity / 100));
    context.fillText(text, align === 'left' ? from + inset : align === 'right' ? to - inset : (from + to) / 2, y + high / 2);
  }
  context.restore();
}

function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (room < 6) return '';
  if (context.measureText(text).width <= room) return text;
  let kept = text;
  while (kept.length > 1 && context.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return kept.length > 0 && context.measureText(`${kept}…`).width <= room ? `${kept}…` : '';
}

/** The colour that is seen where one lies over another. */
function mixed(color: string, under: string, share: number): string {
  const [over, below] = [parseColor(color), parseColor(under)];
  return `rgb(${over.map((part, at) => Math.round(part * share + below[at]! * (1 - share))).join(', ')})`;
}
