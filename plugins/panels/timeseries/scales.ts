/** Y scales and axes: limits, distribution, placement, and texts of the ticks. */
import { shown, stepValue } from '@orrery/plugin-sdk/data';
import { axisLook, type PanelTheme } from '@orrery/plugin-sdk/ui';
import uPlot from 'uplot';
import type { Prepared, Series } from './prepare.ts';

/** The first series of each scale speaks for it. */
export function leaders(prepared: Prepared): Series[] {
  const seen = new Set<string>();
  const visible = prepared.series.filter((series) => series.visible);
  return (visible.length > 0 ? visible : prepared.series).filter(({ scale }) => !seen.has(scale) && seen.add(scale));
}

export function yScale(leader: Series, all: readonly Series[]): uPlot.Scale {
  const { style, field } = leader;
  const { type, log = 2, linearThreshold = 1 } = style.scaleDistribution;
  const { min, max } = field.config;
  if (type === 'log') {
    return {
      distr: 3,
      log: log === 10 ? 10 : 2,
      range: (_plot, dataMin, dataMax) => {
        const low = min ?? dataMin;
        const high = max ?? dataMax;
        if (low === null || high === null || !(high > 0)) return [1, log === 10 ? 100 : 8];
        const [from, to] = uPlot.rangeLog(low > 0 ? low : high / 1000, high, log === 10 ? 10 : 2, true);
        return [min && min > 0 ? min : from, max ?? to];
      },
    };
  }
  const percent = style.stacking.mode === 'percent';
  const fromZero = all.some(({ style: each, visible }) => visible && (each.drawStyle === 'bars' || each.stacking.mode !== 'none'));
  const softMin = style.axisSoftMin ?? (fromZero ? 0 : undefined);
  const softMax = style.axisSoftMax ?? (fromZero ? 0 : undefined);
  return {
    ...(type === 'symlog' && { distr: 4 as const, asinh: linearThreshold }),
    range: (_plot, dataMin, dataMax) => {
      if (percent) return [min ?? Math.min(0, dataMin ?? 0), max ?? 1];
      if (dataMin === null || dataMax === null) return [min ?? 0, max ?? Math.max((min ?? 0) + 1, 100)];
      let [low, high] = uPlot.rangeNum(dataMin, dataMax, {
        min: { pad: 0.1, hard: min ?? Number.NEGATIVE_INFINITY, soft: softMin ?? 0, mode: softMin === undefined ? 3 : 1 },
        max: { pad: 0.1, hard: max ?? Number.POSITIVE_INFINITY, soft: softMax ?? 0, mode: softMax === undefined ? 3 : 1 },
      }) as [number, number];
      if (style.axisCenteredZero) {
        high = Math.max(Math.abs(low), Math.abs(high));
        low = -high;
      }
      low = min ?? low;
      high = max ?? high;
      return low < high ? [low, high] : [low, low + Math.max(1, Math.abs(low) * 0.1)];
    },
  };
}

const binaryUnits = new Set([
  'bytes',
  'bits',
  'kbytes',
  'mbytes',
  'gbytes',
  'tbytes',
  'pbytes',
  'binBps',
  'binbps',
  'KiBs',
  'MiBs',
  'GiBs',
]);
const powersOfTwo = Array.from({ length: 60 }, (_, index) => 2 ** index);
const narrowest = 46;

export function yAxis(
  leader: Series,
  side: 'left' | 'right',
  first: boolean,
  theme: PanelTheme,
  format: (value: number) => string,
): uPlot.Axis {
  const { style, field } = leader;
  const look = axisLook(theme);
  const shownGrid = style.axisGridShow ?? first;
  return {
    ...look,
    scale: leader.scale,
    side: side === 'left' ? 3 : 1,
    show: style.axisPlacement !== 'hidden',
    ...(style.axisColorMode === 'series' && { stroke: field.color }),
    grid: { ...look.grid, show: shownGrid },
    ticks: { show: false },
    border: {
      show: style.axisBorderShow,
      stroke: style.axisColorMode === 'series' ? field.color : (theme.tokens['border-default'] ?? '#888'),
      width: 1,
    },
    gap: 6,
    space: 34,
    ...(style.axisLabel && { label: style.axisLabel, labelSize: 18, labelFont: `11px ${theme.fontSans}`, labelGap: 2 }),
    ...(field.config.unit && binaryUnits.has(field.config.unit) && style.scaleDistribution.type === 'linear' && { incrs: powersOfTwo }),
    size: (plot, values, axis, cycle) => {
      if (style.axisWidth) return style.axisWidth;
      // The width found in the first cycle stays, else layout and texts chase each other.
      const kept = (plot.axes[axis] as { _size?: number })._size;
      if (cycle > 1 && kept) return kept;
      plot.ctx.font = `${11 * uPlot.pxRatio}px ${theme.fontSans}`;
      const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text ?? '').width / uPlot.pxRatio));
      return Math.max(narrowest, Math.ceil(widest) + 10);
    },
    values: (_plot, splits) => splits.map((value) => (value === null ? '' : format(value))),
  };
}

/** Tick text in the unit of the field, without the zeros that automatic decimals leave. */
export function tickText({ field, style }: Series, value: number): string {
  if (style.stacking.mode === 'percent') return `${Math.round(value * 100)}%`;
  const written = field.display(value);
  const bare = field.config.decimals === undefined ? written.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : written.text;
  return shown({ ...written, text: bare });
}

/** Thresholds as values on the scale of their series. */
export function thresholdSteps({ field }: Series): { value: number; color: string }[] {
  const { thresholds } = field.config;
  if (!thresholds) return [];
  const { min = 0, max = 100 } = field.range ?? {};
  return thresholds.steps.map((step) => {
    const value = stepValue(step);
    return {
      color: step.color,
      value: thresholds.mode === 'percentage' && Number.isFinite(value) ? min + ((max - min) * value) / 100 : value,
    };
  });
}
