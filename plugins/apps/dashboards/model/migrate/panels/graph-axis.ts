/** A y axis of the graph of old as field config. */
import { compact, isObject, type Json, numberOf } from '../json.ts';

export function axisConfig(axis: unknown): Json & { readonly custom?: Json } {
  if (!isObject(axis)) return {};
  const { show, label, logBase, format, decimals, min, max } = axis;
  return compact({
    unit: format,
    decimals: numberOf(decimals),
    min: numberOf(min),
    max: numberOf(max),
    custom: compact({
      axisPlacement: show === false ? 'hidden' : 'auto',
      axisLabel: label || undefined,
      scaleDistribution: logBase === 2 || logBase === 10 ? { type: 'log', log: logBase } : undefined,
    }),
  });
}
