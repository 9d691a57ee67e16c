/**
 * Metrics that plugins make, kept apart from the kernel's own: each plugin has 20 names and 200 label sets, and no name or label of one
 * can change or hide another's.
 */
export interface PluginMetrics {
  own(plugin: string, kind: 'count' | 'gauge', name: string, value: number, labels?: Readonly<Record<string, string>>): boolean;
  forget(plugin: string): void;
  text(): string;
}

export const metricCaps = { names: 20, labelSets: 200, labels: 8, valueLength: 128 } as const;
const nameShape = /^[a-z][a-z0-9_]{0,60}$/;

interface Series {
  readonly metric: string;
  readonly kind: 'count' | 'gauge';
  readonly labels: string;
  value: number;
}

/** `reserved` are the kernel's own names, which no plugin can take. */
export function createPluginMetrics(reserved: (metric: string) => boolean, dropped: (plugin: string) => void): PluginMetrics {
  const plugins = new Map<string, Map<string, Series>>();

  function make(plugin: string, kind: 'count' | 'gauge', name: string, labels: string): Series | undefined {
    const mine = plugins.get(plugin) ?? new Map<string, Series>();
    const metric = kind === 'count' ? `orrery_plugin_${name}_total` : `orrery_plugin_${name}`;
    if (reserved(metric) || (kind === 'gauge' && name.endsWith('_total'))) return undefined;
    const names = new Set([...mine.values()].map((series) => series.metric));
    if (mine.size >= metricCaps.labelSets || (names.size >= metricCaps.names && !names.has(metric))) return undefined;
    const series: Series = { metric, kind, labels, value: 0 };
    plugins.set(plugin, mine.set(`${kind} ${name}${labels}`, series));
    return series;
  }

  return {
    own(plugin, kind, name, value, labels = {}) {
      const text =
        nameShape.test(name) && Number.isFinite(value) && !(kind === 'count' && value < 0) ? labelText(plugin, labels) : undefined;
      const series =
        text === undefined ? undefined : (plugins.get(plugin)?.get(`${kind} ${name}${text}`) ?? make(plugin, kind, name, text));
      if (!series) {
        dropped(plugin);
        return false;
      }
      series.value = kind === 'count' ? series.value + value : value;
      return true;
    },

    forget: (plugin) => void plugins.delete(plugin),

    text() {
      const all = [...plugins.values()].flatMap((mine) => [...mine.values()]);
      const metrics = Map.groupBy(all, ({ metric }) => metric);
      return [...metrics]
        .flatMap(([metric, series]) => [
          `# TYPE ${metric} ${series[0]?.kind === 'count' ? 'counter' : 'gauge'}`,
          ...series.map(({ labels, value }) => `${metric}${labels} ${value}`),
          '',
        ])
        .join('\n');
    },
  };
}

/** `{plugin="x",a="b"}`, sorted, or undefined when a label is not one. */
function labelText(plugin: string, labels: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > metricCaps.labels) return undefined;
  if (
    entries.some(
      ([name, value]) => !nameShape.test(name) || name === 'plugin' || typeof value !== 'string' || value.length > metricCaps.valueLength,
    )
  )
    return undefined;
  const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  return `{${[['plugin', plugin], ...entries].map(([name, value]) => `${name}="${escaped(value as string)}"`).join(',')}}`;
}
