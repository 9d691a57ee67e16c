/** How a series is traced: lines, steps, curves, bars or points. */
import { namedColor } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import uPlot from 'uplot';
import type { SeriesStyle } from './options.ts';
import { lonelyPoints } from './lonely.ts';
import type { Series } from './prepare.ts';

export function pathsOf({ style, painted }: Series): { paths?: uPlot.Series.PathBuilder } {
  const path = painted ? () => null : builder(style);
  return path ? { paths: path } : {};
}

function builder(style: SeriesStyle): uPlot.Series.PathBuilder | undefined {
  const { bars, spline, stepped } = uPlot.paths;
  if (style.drawStyle === 'points') return () => null;
  if (style.drawStyle === 'bars')
    return bars?.({ size: [style.barWidthFactor, style.barMaxWidth ?? Number.POSITIVE_INFINITY, 1], align: style.barAlignment });
  if (style.lineInterpolation === 'smooth') return spline?.();
  if (style.lineInterpolation === 'stepBefore') return stepped?.({ align: -1 });
  if (style.lineInterpolation === 'stepAfter') return stepped?.({ align: 1 });
  return;
}

export function pointsOf({ style, color, painted }: Series, theme: PanelTheme): uPlot.Series.Points {
  if (painted) return { show: false };
  const fill = style.pointColor ? namedColor(style.pointColor, theme) : color;
  const look = { size: style.pointSize, fill, stroke: fill, width: 0 };
  if (style.drawStyle === 'points' || style.showPoints === 'always') return { ...look, show: true };
  if (style.drawStyle === 'bars') return { ...look, show: false };
  // A line needs two points: what stands alone is drawn as a point, or nobody would see it.
  const filter: uPlot.Series.Points.Filter = (plot, index, show) =>
    show ? null : lonelyPoints(plot.data[index] as ArrayLike<number | null | undefined>);
  // Without `show`, uPlot draws points where there is room.
  return style.showPoints === 'never' ? { ...look, show: false, filter } : { ...look, filter };
}

const dashes: Readonly<Record<string, readonly number[]>> = { dash: [10, 10], dot: [0, 10] };

export function dashOf({ lineStyle }: Pick<SeriesStyle, 'lineStyle'>): Pick<uPlot.Series, 'dash' | 'cap'> {
  const { fill = 'solid', dash = dashes[fill] } = lineStyle ?? {};
  if (fill === 'solid' || !dash) return {};
  return { dash: [...dash], ...(fill === 'dot' && { cap: 'round' as const }) };
}
