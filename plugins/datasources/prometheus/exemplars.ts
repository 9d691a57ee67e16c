/** Exemplars as points over the graph: the highest of each step, and those clearly below it. */
import type { FrameData } from '@orrery/plugin-sdk';
import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { Asking } from './asking.ts';
import { numberOf } from './scan.ts';
import type { ExemplarDestination } from './settings.ts';

interface Series {
  readonly seriesLabels?: Readonly<Record<string, string>>;
  readonly exemplars?: readonly {
    readonly labels?: Readonly<Record<string, string>>;
    readonly value: string;
    readonly timestamp: number;
  }[];
}
interface Exemplar {
  readonly time: number;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** None where there are no exemplars: a panel shows nothing for them, not an empty table. */
export function exemplarFrames(list: readonly unknown[], { refId, stepMs, exemplarDestinations }: Asking): FrameData[] {
  const all = (list as readonly Series[]).flatMap(({ seriesLabels = {}, exemplars = [] }) =>
    exemplars.map(
      ({ labels = {}, value, timestamp }): Exemplar => ({
        time: Math.floor(timestamp * 1000 + 0.0005),
        value: numberOf(value),
        labels: { ...seriesLabels, ...labels },
      }),
    ),
  );
  if (all.length === 0) return [];
  const kept = sampled(all, stepMs);
  const names = [...new Set(kept.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return [
    frame(
      [
        timeField(
          'Time',
          Float64Array.from(kept, ({ time }) => time),
        ),
        numberField(
          'Value',
          Float64Array.from(kept, ({ value }) => value),
        ),
        ...names.map((name) =>
          stringField(
            name,
            kept.map(({ labels }) => labels[name] ?? ''),
            { config: linksOf(name, exemplarDestinations) },
          ),
        ),
      ],
      { name: 'exemplar', refId, meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } } },
    ),
  ];
}

function sampled(all: readonly Exemplar[], stepMs: number): Exemplar[] {
  const mean = all.reduce((sum, { value }) => sum + value, 0) / all.length;
  const deviation = all.length < 2 ? 0 : Math.sqrt(all.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (all.length - 1));
  const steps = Map.groupBy(all, ({ time }) => Math.floor(time / stepMs));
  const kept = [...steps.values()].flatMap((group) => {
    const chosen: Exemplar[] = [];
    for (const one of [...group].sort((a, b) => b.value - a.value)) {
      const last = chosen.at(-1);
      if (!last || last.value - one.value > 2 * deviation) chosen.push(one);
    }
    return chosen;
  });
  return kept.sort((a, b) => a.time - b.time);
}

/** Links from a trace's id to where the trace is shown. */
function linksOf(name: string, destinations: readonly ExemplarDestination[]): Record<string, unknown> {
  const links = destinations.flatMap<Record<string, unknown>>(({ name: label, url, urlDisplayLabel, datasourceUid }) => {
    if (label !== name) return [];
    if (datasourceUid)
      return [
        {
          title: urlDisplayLabel || 'Query with the trace data source',
          url: '',
          internal: { query: { query: '${__value.raw}', queryType: 'traceql' }, datasourceUid, datasourceName: '' },
        },
      ];
    return url ? [{ title: urlDisplayLabel || `Go to ${url}`, url, targetBlank: true }] : [];
  });
  return links.length > 0 ? { links } : {};
}
