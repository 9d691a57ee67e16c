/** Names of series: the legend format of a query, or the metric as PromQL writes it. */
export function legendOf(metric: Readonly<Record<string, string>>, format: string, expr: string): string {
  if (format === '__auto') return Object.keys(metric).length > 0 ? '' : expr;
  if (format) return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_whole, label: string) => metric[label] ?? '');
  const text = metricText(metric);
  return text === '{}' ? expr : text;
}

/** `up{instance="a", job="b"}`: labels by name, values quoted; nothing but a name stands alone. */
export function metricText({ __name__: name = '', ...labels }: Readonly<Record<string, string>>): string {
  const inside = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(', ');
  return inside || !name ? `${name}{${inside}}` : name;
}
