/** Strokes and fills of a series, plain or as gradients over its scale. */
import { colorScale, isByValue, namedColor, parseColor, withAlpha } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Series } from './prepare.ts';
import { thresholdSteps } from './scales.ts';

type Paint = CanvasGradient | string;

export function strokeOf(plot: uPlot, series: Series, theme: PanelTheme): Paint {
  return series.style.gradientMode === 'scheme' && isByValue(series.field.config.color?.mode)
    ? byScale(plot, series, theme, 1)
    : series.color;
}

export function fillOf(plot: uPlot, series: Series, theme: PanelTheme): Paint {
  const { gradientMode, fillOpacity } = series.style;
  const alpha = fillOpacity / 100;
  const color = series.style.fillColor ? namedColor(series.style.fillColor, theme) : series.color;
  if (gradientMode === 'scheme' && isByValue(series.field.config.color?.mode)) return byScale(plot, series, theme, alpha);
  if (gradientMode === 'opacity')
    return along(plot, [
      [0, withAlpha(color, alpha)],
      [1, withAlpha(color, 0)],
    ]);
  if (gradientMode === 'hue')
    return along(plot, [
      [0, withAlpha(turned(color), alpha)],
      [1, withAlpha(color, alpha)],
    ]);
  return withAlpha(color, alpha);
}

/** From the high end of the scale to its low end. */
function along(plot: uPlot, stops: readonly (readonly [number, string])[]): Paint {
  const { left, top, width, height } = plot.bbox;
  if (!Number.isFinite(top) || height <= 0) return stops[0]?.[1] ?? 'transparent';
  const gradient =
    plot.scales.x?.ori === 1
      ? plot.ctx.createLinearGradient(left + width, 0, left, 0)
      : plot.ctx.createLinearGradient(0, top, 0, top + height);
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
  if (min === undefined || max === undefined || min === null || max === null || min >= max) return withAlpha(series.color, alpha);
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
      ? along(
          plot,
          stops.sort((a, b) => a[0] - b[0]),
        )
      : withAlpha(series.color, alpha);
  }
  const colors = colorScale(
    series.field.config,
    theme,
    series.field.range ?? { min, max },
    series.field.seriesIndex,
    series.field.displayName,
  );
  const samples = 16;
  return along(
    plot,
    Array.from(
      { length: samples + 1 },
      (_, index) => [index / samples, withAlpha(colors(max - ((max - min) * index) / samples).color, alpha)] as const,
    ),
  );
}
