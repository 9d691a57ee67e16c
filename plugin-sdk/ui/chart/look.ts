/** How a chart looks in a theme. */
import type uPlot from 'uplot';
import type { PanelTheme } from '../panel.ts';

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
