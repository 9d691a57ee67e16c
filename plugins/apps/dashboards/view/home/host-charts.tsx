import type { FrameData } from '@orrery/plugin-sdk';
import { type PageProps, type PanelData, PanelHost, useCrosshair } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { KnownDatasource } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import { askPanel } from '../api.ts';
import { useRefresh } from '../board/use-refresh.ts';

const refreshMs = 5_000;
const spanMs = 5 * 60_000;

interface Chart {
  readonly title: string;
  readonly query: string;
  readonly unit: string;
  readonly max?: number;
}
/** What this machine is doing, from the moment somebody looks. */
const charts: readonly Chart[] = [
  { title: w.home.cpu, query: 'cpu', unit: 'percent' },
  { title: w.home.memory, query: 'memory', unit: 'bytes' },
  { title: w.home.network, query: 'network', unit: 'Bps' },
  { title: w.home.load, query: 'load', unit: 'short' },
];

/** Four charts of the machine this server runs on, anew every five seconds while somebody looks. */
export function HostCharts({ shell, host }: Pick<PageProps, 'shell'> & { host: KnownDatasource }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  const crosshair = useCrosshair(true);
  useRefresh(refreshMs, () => setNow(Date.now()));
  return (
    <section aria-labelledby="home-machine">
      <div class="dash-home-title">
        <h2 id="home-machine">{w.home.machine}</h2>
      </div>
      <div class="dash-home-charts">
        {charts.map((chart) => (
          <HostChart key={chart.query} chart={chart} host={host} now={now} shell={shell} crosshair={crosshair} />
        ))}
      </div>
    </section>
  );
}

interface HostChartProps extends Pick<PageProps, 'shell'> {
  readonly chart: Chart;
  readonly host: KnownDatasource;
  readonly now: number;
  readonly crosshair: ReturnType<typeof useCrosshair>;
}

function HostChart({ chart, host, now, shell, crosshair }: HostChartProps): JSX.Element {
  const [data, setData] = useState<PanelData>({ state: 'loading', frames: [] });
  const load = useCallback(() => shell.panel('timeseries'), [shell]);
  const range = useMemo(() => ({ from: now - spanMs, to: now }), [now]);
  const fieldConfig = useMemo(() => ({ defaults: { unit: chart.unit, min: 0, custom: { fillOpacity: 12 } }, overrides: [] }), [chart]);
  const options = useMemo(
    () => ({ legend: { showLegend: true, displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } }),
    [],
  );
  useEffect(() => {
    const leaving = new AbortController();
    const query = { refId: 'A', metric: chart.query, datasource: { uid: host.uid, type: host.type }, intervalMs: 5000, maxDataPoints: 300 };
    askPanel({ from: String(range.from), to: String(range.to), queries: [query] }, leaving.signal).then(
      ({ answers }) => {
        const frames: FrameData[] = answers.flatMap((answer) => answer.frames);
        const failed = answers.find(({ error }) => error)?.error;
        setData(failed ? { state: 'error', frames: [], error: { title: failed } } : { state: 'done', frames, at: Date.now() });
      },
      (error: Error) => leaving.signal.aborted || setData((before) => ({ ...before, state: 'error', error: { title: error.message } })),
    );
    return () => leaving.abort();
  }, [range, host]);
  return (
    <div class="dash-home-chart">
      <PanelHost
        title={chart.title}
        load={load}
        data={data}
        options={options}
        fieldConfig={fieldConfig}
        range={range}
        timeZone="browser"
        theme={shell.theme.value}
        {...(crosshair && { crosshair })}
      />
    </div>
  );
}
