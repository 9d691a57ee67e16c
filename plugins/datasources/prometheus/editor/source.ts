/** What an editor reads from the server: kept as long as the settings say, so that typing does not ask again and again. */
import type { QueryEditorProps } from '@orrery/plugin-sdk/ui';
import type { PrometheusSettings } from '../settings.ts';

interface Metadata {
  readonly type: string;
  readonly help: string;
  readonly unit?: string;
}
export interface Source {
  metrics(selector?: string): Promise<readonly string[]>;
  labels(selector?: string): Promise<readonly string[]>;
  values(label: string, selector?: string): Promise<readonly string[]>;
  series(selector: string): Promise<readonly Readonly<Record<string, string>>[]>;
  metadata(): Promise<Readonly<Record<string, readonly Metadata[]>>>;
  /** Expressions of recording rules by what they record. */
  rules(): Promise<ReadonlyMap<string, string>>;
}

const keptMinutes: Readonly<Record<string, number>> = { Low: 1, Medium: 10, High: 60, None: 0 };
/** By data source; what was asked with which parameters. */
const kept = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();

export function sourceOf({ datasource, resource, range }: Pick<QueryEditorProps, 'datasource' | 'resource' | 'range'>): Source {
  const settings = datasource.jsonData as PrometheusSettings;
  const minutes = keptMinutes[settings.cacheLevel ?? 'Low'] ?? 1;
  // Rounded, so that the question stays the same for as long as its answer is kept.
  const grain = Math.max(minutes, 1) * 60_000;
  const ends = {
    start: String(Math.floor(range.from / grain) * (grain / 1000)),
    end: String(Math.ceil(range.to / grain) * (grain / 1000)),
  };
  const limit = String(settings.seriesLimit || 40_000);

  async function data<Data>(path: string, params: Record<string, string | readonly string[]>): Promise<Data> {
    const key = JSON.stringify([datasource.uid, path, params]);
    const before = kept.get(key);
    if (before && Date.now() - before.at < minutes * 60_000) return before.answer as Promise<Data>;
    const answer = resource(path, params).then((body) => (body as { data?: unknown }).data);
    kept.set(key, { at: Date.now(), answer });
    answer.catch(() => kept.delete(key));
    return answer as Promise<Data>;
  }
  const match = (selector: string | undefined): Record<string, string> => (selector ? { 'match[]': selector } : {});
  const values: Source['values'] = async (label, selector) =>
    (await data<string[] | undefined>(`api/v1/label/${encodeURIComponent(label)}/values`, { ...ends, limit, ...match(selector) })) ?? [];
  return {
    metrics: (selector) => (settings.disableMetricsLookup ? Promise.resolve([]) : values('__name__', selector)),
    labels: async (selector) =>
      ((await data<string[] | undefined>('api/v1/labels', { ...ends, limit, ...match(selector) })) ?? []).filter(
        (label) => label !== '__name__',
      ),
    values,
    series: async (selector) =>
      (await data<Record<string, string>[] | undefined>('api/v1/series', { ...ends, limit, 'match[]': selector })) ?? [],
    metadata: async () =>
      settings.disableMetricsLookup ? {} : ((await data<Record<string, Metadata[]> | undefined>('api/v1/metadata', {})) ?? {}),
    async rules() {
      if (settings.disableRecordingRules) return new Map();
      const found = await data<{ groups?: { rules?: { type?: string; name?: string; query?: string }[] }[] } | undefined>('api/v1/rules', {
        type: 'record',
      });
      const all = (found?.groups ?? []).flatMap(({ rules = [] }) => rules);
      return new Map(all.flatMap(({ type, name, query }) => (type === 'recording' && name && query ? [[name, query] as const] : [])));
    },
  };
}
