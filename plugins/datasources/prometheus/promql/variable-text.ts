/** A variable's query as text: as written, or put together from the form that editors store. Pure; used on both sides. */
export const variableKinds = { labelNames: 0, labelValues: 1, metrics: 2, queryResult: 3, series: 4, classic: 5 } as const;

export interface VariableForm {
  readonly query?: unknown;
  readonly expr?: string;
  readonly qryType?: number;
  readonly label?: string;
  readonly metric?: string;
  readonly match?: string;
  readonly labelFilters?: readonly { readonly label: string; readonly op: string; readonly value: string }[];
  readonly varQuery?: string;
  readonly seriesQuery?: string;
  readonly metricRegex?: string;
}

export function variableText(stored: VariableForm | string): string {
  if (typeof stored === 'string') return stored.trim();
  // Either the form itself, or a query that carries one.
  if (typeof stored.query === 'object' && stored.query !== null) return variableText(stored.query as VariableForm);
  const written = typeof stored.query === 'string' ? stored.query.trim() : '';
  if (written) return written;
  switch (stored.qryType) {
    case variableKinds.labelNames:
      return `label_names(${stored.match ?? ''})`;
    case variableKinds.labelValues: {
      const selector = selectorText(stored);
      return stored.label ? `label_values(${selector ? `${selector},` : ''}${labelText(stored.label)})` : '';
    }
    case variableKinds.metrics:
      return `metrics(${stored.metricRegex || '.*'})`;
    case variableKinds.queryResult:
      return `query_result(${stored.varQuery ?? ''})`;
    case variableKinds.series:
      return stored.seriesQuery ?? '';
    case variableKinds.classic:
      return stored.varQuery ?? '';
    default:
      return stored.expr?.trim() ?? '';
  }
}

function selectorText({ metric = '', labelFilters = [] }: VariableForm): string {
  const filters = labelFilters.filter(({ label }) => label).map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`);
  return filters.length > 0 ? `${metric}{${filters.join(',')}}` : metric;
}
function labelText(label: string): string {
  return /^[a-zA-Z_$[][\w$[\]{}]*$/.test(label) ? label : JSON.stringify(label);
}
