/** uPlot options around the points: axes of both directions; the points themselves are painted over them. */
import { shown, withAlpha } from '@orrery/plugin-sdk/data';
import { axisLook, type ChartSpec } from '@orrery/plugin-sdk/ui';
import { tickTexts, yAxis } from '@orrery/plugin-sdk/ui/series/axes.ts';
import { dashOf } from '@orrery/plugin-sdk/ui/series/paths.ts';
import { leaders, yScale } from '@orrery/plugin-sdk/ui/series/scales.ts';
import { timeAxes } from '@orrery/plugin-sdk/ui/series/time-axes.ts';
import type uPlot from 'uplot';
import type { Points, Props, XySeries } from './points.ts';

export interface Current {
  readonly props: Props;
  readonly points: Points;
  readonly range: { readonly from: number; readonly to: number };
}

export function xText({ x }: Points, value: number): string {
  const written = x.display(value);
  return shown(
    x.config.decimals === undefined ? { ...written, text: written.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') } : written,
  );
}

/** Both ends of the x axis, with room for the points there. */
export function xEnds({ x, xRange: [low, high] }: Points): Current['range'] {
  const pad = high > low ? (high - low) * 0.04 : Math.max(1, Math.abs(high) * 0.1);
  const isTime = x.field.type === 'time';
  return { from: x.config.min ?? low - (isTime ? pad / 2 : pad), to: x.config.max ?? high + (isTime ? pad / 2 : pad) };
}

/** Rows of all series by x: what the chart's cursor and scales know of the points. */
export function dataOf({ series }: Points): uPlot.AlignedData {
  const count = series.reduce((sum, { xs }) => sum + xs.length, 0);
  const owners = new Uint32Array(count);
  const places = new Uint32Array(count);
  let filled = 0;
  series.forEach(({ xs }, owner) => {
    for (let at = 0; at < xs.length; at++) {
      owners[filled] = owner;
      places[filled++] = at;
    }
  });
  const xOf = (at: number): number => series[owners[at]!]!.xs[places[at]!]!;
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort((one, other) => xOf(one) - xOf(other));
  const columns = series.map(() => new Array<number | undefined>(count));
  const xs = Float64Array.from(order, xOf);
  order.forEach((at, row) => {
    columns[owners[at]!]![row] = series[owners[at]!]!.ys[places[at]!]!;
  });
  return [xs, ...columns] as unknown as uPlot.AlignedData;
}

export function chartSpec(now: Current, current: () => Current, data: uPlot.AlignedData): ChartSpec {
  const { props, points, range } = now;
  const { width, height, theme } = props;
  const { series, x } = points;
  const ruling = leaders({ series } as unknown as Parameters<typeof leaders>[0]);
  const look = axisLook(theme);
  const custom = x.config.custom as { axisLabel?: string } | undefined;
  let placed = 0;
  return {
    key: JSON.stringify([
      ...[theme.name, props.timeZone, props.locale, x.displayName, x.field.type, x.config.unit, x.config.decimals],
      series.map(({ name, color, style, visible, scale, field }) => [
        name,
        color,
        style,
        visible,
        scale,
        field.config.unit,
        field.config.decimals,
      ]),
      globalThis.devicePixelRatio,
    ]),
    ...{ data, width, height, range },
    options: {
      padding: [10, 14, 0, 0],
      scales: Object.fromEntries(
        ruling.map((leader) => [
          leader.scale,
          yScale(
            leader,
            series.filter(({ scale }) => scale === leader.scale),
          ) as uPlot.Scale,
        ]),
      ),
      axes: [
        ...(x.field.type === 'time'
          ? timeAxes(false, () => ({ props: { ...current().props, options: {} }, range: current().range }))
          : [
              {
                ...look,
                scale: 'x',
                side: 2,
                size: 24,
                gap: 3,
                space: 72,
                label: custom?.axisLabel || x.displayName,
                labelSize: 18,
                labelFont: `11px ${theme.fontSans}`,
                values: (_plot: uPlot, ticks: number[]) => ticks.map((tick) => xText(current().points, tick)),
              },
            ]),
        ...ruling.map((leader, index) => {
          const { axisPlacement } = leader.style;
          const far = axisPlacement === 'right' || (axisPlacement !== 'left' && placed > 0);
          if (axisPlacement !== 'hidden') placed++;
          return yAxis(leader, far, false, index === 0, theme, (values) =>
            tickTexts(current().points.series.find(({ scale }) => scale === leader.scale) ?? leader, values),
          );
        }),
      ],
      series: [
        {},
        ...series.map(({ scale, visible }) => ({ scale, show: visible, auto: visible, paths: () => null, points: { show: false } })),
      ],
      hooks: { draw: [(plot) => paint(plot, current())] },
    },
  };
}

function paint(plot: uPlot, { points }: Current): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const series of points.series) {
    if (!series.visible) continue;
    if (series.look.show !== 'points') paintLine(plot, series);
    if (series.look.show !== 'lines') paintPoints(plot, series);
  }
  ctx.restore();
}

function paintLine(plot: uPlot, { xs, ys, scale, color, look }: XySeries): void {
  const { ctx } = plot;
  const ratio = ctx.canvas.width / plot.width;
  if (look.lineWidth <= 0) return;
  const { dash, cap } = dashOf(look);
  ctx.strokeStyle = color;
  ctx.lineWidth = look.lineWidth * ratio;
  ctx.lineJoin = 'round';
  ctx.lineCap = (cap as CanvasLineCap) ?? 'butt';
  ctx.setLineDash((dash ?? []).map((each) => each * ratio));
  ctx.beginPath();
  for (let at = 0; at < xs.length; at++) ctx.lineTo(plot.valToPos(xs[at]!, 'x', true), plot.valToPos(ys[at]!, scale, true));
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintPoints(plot: uPlot, series: XySeries): void {
  const { xs, ys, scale, color, look, colors } = series;
  const { ctx } = plot;
  const ratio = ctx.canvas.width / plot.width;
  const alpha = look.fillOpacity / 100;
  const isSquare = look.pointShape === 'square';
  ctx.lineWidth = look.pointStrokeWidth * ratio;
  let shade = '';
  for (let at = 0; at < xs.length; at++) {
    const next = colors?.[at] ?? color;
    if (next !== shade) {
      shade = next;
      ctx.strokeStyle = next;
      ctx.fillStyle = withAlpha(next, alpha);
    }
    const size = sizeOf(series, at) * ratio;
    const [x, y] = [plot.valToPos(xs[at]!, 'x', true), plot.valToPos(ys[at]!, scale, true)];
    ctx.beginPath();
    if (isSquare) ctx.rect(x - size / 2, y - size / 2, size, size);
    else ctx.arc(x, y, size / 2, 0, 2 * Math.PI);
    ctx.fill();
    if (look.pointStrokeWidth > 0) ctx.stroke();
  }
}

function sizeOf({ sizes, look }: XySeries, at: number): number {
  return sizes?.[at] ?? look.pointSize.fixed ?? 5;
}

const nearPx = 30;

/** The point closest to a place in CSS px of the plot. */
export function nearest(plot: uPlot, { series }: Points, left: number, top: number): { series: XySeries; at: number } | undefined {
  let found: { series: XySeries; at: number } | undefined;
  let closest = nearPx;
  for (const each of series) {
    if (!each.visible || each.style.hideFrom.tooltip) continue;
    for (let at = 0; at < each.xs.length; at++) {
      const across = Math.abs(plot.valToPos(each.xs[at]!, 'x') - left);
      if (across > closest + sizeOf(each, at) / 2) continue;
      const away = Math.hypot(across, plot.valToPos(each.ys[at]!, each.scale) - top);
      const gap = Math.max(0, away - sizeOf(each, at) / 2) + away / 1000;
      if (gap < closest) {
        closest = gap;
        found = { series: each, at };
      }
    }
  }
  return found;
}
