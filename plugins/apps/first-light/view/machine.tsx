import { askQueries, type PanelData, PanelHost, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { Source } from './api.ts';

const spanMs = 4 * 60_000;

interface Chart {
  readonly metric: string;
  readonly title: string;
  readonly unit: string;
  /** Series that are added up to the one that is shown. */
  readonly series?: RegExp;
}
const charts: readonly Chart[] = [
  { metric: 'cpu', title: t.charts.cpu, unit: 'percent' },
  { metric: 'memory', title: t.charts.memory, unit: 'bytes', series: /^used$/ },
  { metric: 'disk', title: t.charts.disk, unit: 'Bps' },
  { metric: 'network', title: t.charts.network, unit: 'Bps' },
];

const options = {
  graphMode: 'area',
  textMode: 'value',
  colorMode: 'none',
  justifyMode: 'auto',
  reduceOptions: { calcs: ['lastNotNull'] },
  text: { valueSize: 28 },
};

/** Four figures of this machine, moving. One question for all of them. */
export function Machine({ shell, source, now, onSeen }: { shell: Shell; source: Source; now: number; onSeen(): void }): JSX.Element {
  const [data, setData] = useState<Readonly<Record<string, PanelData>>>({});
  useEffect(() => {
    const leaving = new AbortController();
    const queries = charts.map(({ metric }, index) => ({
      refId: String.fromCharCode(65 + index),
      metric,
      datasource: { uid: source.uid, type: source.type },
      maxDataPoints: 120,
    }));
    askQueries({ from: String(now - spanMs), to: String(now), queries }, leaving.signal).then(
      (answers) => {
        setData(Object.fromEntries(charts.map((chart, index) => [chart.metric, dataOf(answers[index], chart)])));
        if (answers.some(({ frames }) => frames.length > 0)) onSeen();
      },
      (error: Error) => {
        if (leaving.signal.aborted) return;
        const failed: PanelData = { state: 'error', frames: [], error: { title: error.message } };
        setData(
          (before) =>
            Object.fromEntries(
              charts.map(({ metric }) => [metric, before[metric]?.frames.length ? { ...before[metric], state: 'error' } : failed]),
            ) as never,
        );
      },
    );
    return () => leaving.abort();
  }, [now, source]);
  return (
    <div class="fl-machine">
      {charts.map((chart) => (
        <MachineChart
          key={chart.metric}
          chart={chart}
          data={data[chart.metric] ?? { state: 'loading', frames: [] }}
          shell={shell}
          now={now}
        />
      ))}
    </div>
  );
}

function MachineChart({ chart, data, shell, now }: { chart: Chart; data: PanelData; shell: Shell; now: number }): JSX.Element {
  const load = useCallback(() => shell.panel('stat'), [shell]);
  const [fieldConfig] = useState({
    defaults: { unit: chart.unit, min: 0, decimals: 1, color: { mode: 'fixed', fixedColor: 'blue' } },
    overrides: [],
  });
  return (
    <PanelHost
      title={chart.title}
      transparent
      load={load}
      data={data}
      options={options}
      fieldConfig={fieldConfig}
      range={{ from: now - spanMs, to: now }}
      timeZone="browser"
      theme={shell.theme.value}
    />
  );
}

type Answer = Awaited<ReturnType<typeof askQueries>>[number];

function dataOf(answer: Answer | undefined, { series }: Chart): PanelData {
  if (answer?.error) return { state: 'error', frames: [], error: { title: answer.error } };
  const frames = (answer?.frames ?? []).filter(({ name }) => !series || series.test(name ?? ''));
  const sum = added(frames);
  return { state: 'done', frames: sum ? [sum] : [], at: Date.now() };
}

/** Frames of one time column each, added up by row; they come from one reading, so that their times are the same. */
function added(frames: Answer['frames']): Answer['frames'][number] | undefined {
  const [first] = frames;
  const time = first?.fields[0];
  const value = first?.fields[1];
  if (!first || !time || !value) return undefined;
  const columns = frames
    .filter(({ length }) => length === first.length)
    .flatMap(({ fields }) => (fields[1] ? [fields[1].values as ArrayLike<number>] : []));
  const values = Float64Array.from({ length: first.length }, (_, row) => columns.reduce((sum, column) => sum + Number(column[row]), 0));
  return { ...first, fields: [time, { ...value, values, labels: {}, config: {} }] };
}
