/** What usually comes next for a metric, said once and done by a click. Pure. */
import { aggregationOf, isRangeFunction, withWindow } from './catalogue.ts';
import type { Operation, VisualQuery } from './model.ts';

export type Hint =
  | { readonly code: 'rate'; readonly metric: string; readonly query: VisualQuery }
  | { readonly code: 'histogram'; readonly metric: string; readonly query: VisualQuery }
  | { readonly code: 'sum'; readonly series: number; readonly query: VisualQuery }
  | { readonly code: 'rule'; readonly metric: string; readonly expr: string };

export interface Known {
  /** From the metadata of the metric: counter, gauge, histogram, summary. */
  readonly type?: string;
  /** How many series the query gave last. */
  readonly series?: number;
  /** Recording rules by the name they record under. */
  readonly rules?: ReadonlyMap<string, string>;
}

const mostSeries = 20;

export function hintsFor(query: VisualQuery, known: Known): Hint[] {
  const { base, operations } = query;
  if (base.kind !== 'selector' || !base.metric) return [];
  const { metric, matchers } = base;
  const hints: Hint[] = [];
  const ranged = operations.some((one) => one.kind === 'range' || (one.kind === 'function' && isRangeFunction(one.name)));
  const bucket = metric.endsWith('_bucket');
  const quantile = operations.some((one) => one.kind === 'function' && one.name.startsWith('histogram_'));
  const first = (fresh: readonly Operation[]): VisualQuery => ({ ...query, operations: [...fresh, ...operations] });
  if (bucket && !quantile)
    hints.push({
      code: 'histogram',
      metric,
      query: {
        ...query,
        operations: [
          ...(ranged ? operations : [...withWindow('rate'), ...operations]),
          aggregationOf('sum', ['le']),
          { kind: 'function', name: 'histogram_quantile', before: [{ base: { kind: 'text', text: '0.95' }, operations: [] }], after: [] },
        ],
      },
    });
  else if (!ranged && !bucket && (known.type === 'counter' || /_(total|count|sum)$/.test(metric)) && known.type !== 'gauge')
    hints.push({ code: 'rate', metric, query: first(withWindow('rate')) });
  const aggregated = operations.some(({ kind }) => kind === 'aggregate');
  if ((known.series ?? 0) > mostSeries && !aggregated)
    hints.push({ code: 'sum', series: known.series ?? 0, query: { ...query, operations: [...operations, aggregationOf('sum')] } });
  const rule = known.rules?.get(metric);
  if (rule && matchers.length === 0) hints.push({ code: 'rule', metric, expr: rule });
  return hints;
}
