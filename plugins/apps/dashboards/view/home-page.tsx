import type { FrameData } from '@orrery/plugin-sdk';
import { type PanelData, PanelHost, type PageProps, useCrosshair } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { askPanel, type Hit, loadDatasources, searchDashboards } from './api.ts';
import type { KnownDatasource } from '../model/types.ts';

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
  { title: 'CPU of this machine', query: 'cpu', unit: 'percent' },
  { title: 'Memory', query: 'memory', unit: 'bytes' },
  { title: 'Network', query: 'network', unit: 'Bps' },
  { title: 'Load', query: 'load', unit: 'short' },
];

/** `/`: the machine's own charts at once, and the dashboards there are. */
export function HomePage({ shell }: PageProps): JSX.Element {
  const [datasources, setDatasources] = useState<readonly KnownDatasource[]>([]);
  const [recent, setRecent] = useState<readonly Hit[]>([]);
  const [now, setNow] = useState(Date.now());
  const crosshair = useCrosshair(true);
  const host = datasources.find(({ type }) => type === 'host-metrics');

  useEffect(() => {
    shell.title('Home');
    loadDatasources().then(setDatasources, () => setDatasources([]));
    searchDashboards({ type: 'dash-db', limit: '12' }).then(setRecent, () => setRecent([]));
    const timer = setInterval(() => document.visibilityState === 'visible' && setNow(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, []);

  return (
    <div class="dash-page">
      <header class="dash-page-head">
        <h1>Home</h1>
        <p>This machine, live. Nothing here needed to be configured.</p>
      </header>
      {host && (
        <div class="dash-home-charts">
          {charts.map((chart) => (
            <HostChart key={chart.query} chart={chart} host={host} now={now} shell={shell} crosshair={crosshair} />
          ))}
        </div>
      )}
      <section class="dash-home-list">
        <h2>Dashboards</h2>
        {recent.length === 0 ? (
          <p class="o-help">
            None yet. Put JSON files in a folder named by <code>provisioning/dashboards</code>, or save one through the API.
          </p>
        ) : (
          <ul class="dash-list">
            {recent.map(({ uid, url, title, folderTitle }) => (
              <li key={uid}>
                <a href={url}>
                  <span class="dash-list-title">{title}</span>
                  {folderTitle && <span class="dash-list-folder">{folderTitle}</span>}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
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
      (answers) => {
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
