/** Names of series: the legend format of a query, or the metric as PromQL writes it. */
export function legendOf(metric: Readonly<Record<string, string>>, format: string, expr: string): string {
  if (format && format !== '__auto') {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_whole, label: string) => metric[label] ?? '') || expr;
  }
  const labels = Object.entries(metric).filter(([name]) => name !== '__name__');
  const inside = labels.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ');
  const text = `${metric.__name__ ?? ''}${labels.length > 0 ? `{${inside}}` : ''}`;
  return text || expr;
}
