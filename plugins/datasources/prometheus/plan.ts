/** From a dashboard's query to what is asked: macros, filters, step, ends. Pure. */
import type { Instance, TimeRange } from '@orrery/plugin-sdk';
import { withFilters } from './adhoc.ts';
import type { Asking, PromQuery } from './asking.ts';
import { settingsOf } from './settings.ts';
import { aligned, fillMacros, stepOf } from './step.ts';

export interface Circumstances {
  readonly range: TimeRange;
  readonly instance: Instance | undefined;
  /** Several queries will be shown together. */
  readonly many: boolean;
}

export function planOf(query: PromQuery, { range, instance, many }: Circumstances): Asking | { readonly error: string } {
  const settings = settingsOf(instance);
  const text = typeof query.expr === 'string' ? query.expr.trim() : '';
  if (!text) return { error: 'The query is empty. Write an expression.' };
  const step = stepOf({
    ...range,
    intervalMs: query.intervalMs ?? 1000,
    maxDataPoints: query.maxDataPoints ?? 100,
    // `step` is what editors of old noted for themselves: dashboards of today still carry it beside finer ranges, and nobody asks by it.
    minStep: query.interval || '',
    timeInterval: settings.timeInterval ?? '',
    intervalFactor: query.intervalFactor ?? 1,
  });
  if ('error' in step) return step;
  const { start, end } = aligned(range.from, range.to, step.ms, (query.utcOffsetSec ?? 0) * 1000);
  return {
    refId: query.refId,
    expr: withFilters(fillMacros(text, step, range), query.adhocFilters),
    legendFormat: query.legendFormat ?? '',
    format: query.format || 'time_series',
    stepMs: step.ms,
    ...range,
    start,
    end,
    exemplarDestinations: settings.exemplarTraceIdDestinations ?? [],
    valueName: many ? `Value #${query.refId}` : 'Value',
  };
}
