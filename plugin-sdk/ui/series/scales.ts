/** Y scales: which series share one, its limits and its distribution. */
import { stepValue } from '@orrery/plugin-sdk/data';
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
  const own = leader.range;
  if (own) return { range: (_plot, low, high) => own(low ?? 0, high ?? 1) };
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
