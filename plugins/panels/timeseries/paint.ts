/** Fills and lines that depend on the scale: gradients of a series, thresholds behind and over the data. */
import { colorScale, isByValue, namedColor, parseColor, withAlpha } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Prepared, Series } from './prepare.ts';
import { leaders, thresholdSteps } from './scales.ts';

type Paint = CanvasGradient | string;

export function strokeOf(plot: uPlot, series: Series, theme: PanelTheme): Paint {
  return series.style.gradientMode === 'scheme' && isByValue(series.field.config.color?.mode)
    ? byScale(plot, series, theme, 1)
    : series.field.color;
}

export function fillOf(plot: uPlot, series: Series, theme: PanelTheme): Paint {
  const { gradientMode, fillOpacity } = series.style;
  const alpha = fillOpacity / 100;
  const { color } = series.field;
  if (gradientMode === 'scheme' && isByValue(series.field.config.color?.mode)) return byScale(plot, series, theme, alpha);
  if (gradientMode === 'opacity')
    return vertical(plot, [
      [0, withAlpha(color, alpha)],
      [1, withAlpha(color, 0)],
    ]);
  if (gradientMode === 'hue')
    return vertical(plot, [
      [0, withAlpha(turned(color), alpha)],
      [1, withAlpha(color, alpha)],
    ]);
  return withAlpha(color, alpha);
}

function vertical(plot: uPlot, stops: readonly (readonly [number, string])[]): Paint {
  const { top, height } = plot.bbox;
  if (!Number.isFinite(top) || height <= 0) return stops[0]?.[1] ?? 'transparent';
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  for (const [at, color] of stops) gradient.addColorStop(at, color);
  return gradient;
}

/** Neighbouring hue: the colour with its channels turned. */
function turned(color: string): string {
  const [red, green, blue] = parseColor(color);
  return `rgb(${Math.round(red * 0.85 + blue * 0.15)}, ${Math.round(green * 0.85 + red * 0.15)}, ${Math.round(blue * 0.85 + green * 0.15)})`;
}

/** Colour by height: hard steps for thresholds, samples of the ramp for continuous schemes. */
function byScale(plot: uPlot, series: Series, theme: PanelTheme, alpha: number): Paint {
  const scale = plot.scales[series.scale];
  const { min, max } = scale ?? {};
  if (min === undefined || max === undefined || min === null || max === null || min >= max) return withAlpha(series.field.color, alpha);
  const place = (value: number): number => Math.max(0, Math.min(1, (max - value) / (max - min)));
  if (series.field.config.color?.mode === 'thresholds') {
    const steps = thresholdSteps(series);
    const stops: [number, string][] = [];
    steps.forEach((step, index) => {
      const color = withAlpha(namedColor(step.color, theme), alpha);
      const next = steps[index + 1];
      stops.push([place(Number.isFinite(step.value) ? step.value : min), color], [next ? place(next.value) : 0, color]);
    });
    return stops.length > 0
      ? vertical(
          plot,
          stops.sort((a, b) => a[0] - b[0]),
        )
      : withAlpha(series.field.color, alpha);
  }
  const colors = colorScale(
    series.field.config,
    theme,
    series.field.range ?? { min, max },
    series.field.seriesIndex,
    series.field.displayName,
  );
  const samples = 16;
  return vertical(
    plot,
    Array.from(
      { length: samples + 1 },
      (_, index) => [index / samples, withAlpha(colors(max - ((max - min) * index) / samples).color, alpha)] as const,
    ),
  );
}

/** Threshold areas go behind the series, lines before them. */
export function paintThresholds(plot: uPlot, prepared: Prepared, theme: PanelTheme, layer: 'behind' | 'before'): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const ratio = plot.ctx.canvas.width / plot.width;
  for (const leader of leaders(prepared)) {
    const { mode } = leader.style.thresholdsStyle;
    const wanted = layer === 'behind' ? mode.includes('area') : mode.includes('line') || mode.includes('dashed');
    if (!wanted) continue;
    const steps = thresholdSteps(leader);
    const yOf = (value: number): number => Math.max(top, Math.min(top + height, plot.valToPos(value, leader.scale, true)));
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    steps.forEach((step, index) => {
      const color = namedColor(step.color, theme);
      if (layer === 'behind') {
        const next = steps[index + 1];
        const low = Number.isFinite(step.value) ? yOf(step.value) : top + height;
        const high = next ? yOf(next.value) : top;
        ctx.fillStyle = withAlpha(color, 0.12);
        ctx.fillRect(left, high, width, low - high);
      } else if (Number.isFinite(step.value)) {
        const y = Math.round(plot.valToPos(step.value, leader.scale, true)) + 0.5;
        ctx.strokeStyle = withAlpha(color, 0.9);
        ctx.lineWidth = ratio;
        ctx.setLineDash(mode.includes('dashed') ? [5 * ratio, 4 * ratio] : []);
        ctx.beginPath();
        ctx.moveTo(left, y);
        ctx.lineTo(left + width, y);
        ctx.stroke();
      }
    });
    ctx.restore();
  }
}
