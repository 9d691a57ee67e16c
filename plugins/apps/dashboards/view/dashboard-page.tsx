import type { Query } from '@orrery/plugin-sdk';
import { parseDuration } from '@orrery/plugin-sdk/data/interval';
import { ErrorState, Loading, NotConfigured, type PageProps, useCrosshair } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { layout } from '../model/layout.ts';
import { upToDate } from '../model/migrate/load.ts';
import type { Option } from '../model/options.ts';
import type { Dashboard, KnownDatasource } from '../model/types.ts';
import { loadVariables, lookupIn, type Variables } from '../model/variables.ts';
import { askOptions, loadDashboard, loadDatasources } from './api.ts';
import { ContextBar } from './context-bar.tsx';
import { Grid } from './grid.tsx';
import { PanelCell } from './panel-cell.tsx';
import { spanOf, type TimeText } from './time.ts';

interface Loaded {
  readonly dashboard: Dashboard;
  readonly folder: { readonly title: string; readonly url: string } | undefined;
  readonly datasources: readonly KnownDatasource[];
}

/** `/d/:uid`: loads the dashboard and what it needs, then shows it. The address holds its time and its variables. */
export function DashboardPage({ params, query, shell }: PageProps): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<{ status: number; message: string }>();
  const [attempt, setAttempt] = useState(0);
  const uid = params.uid ?? '';

  useEffect(() => {
    let current = true;
    setFailure(undefined);
    Promise.all([loadDashboard(uid), loadDatasources()]).then(
      async ([{ dashboard: stored, meta }, datasources]) => {
        const dashboard = await upToDate(stored, { datasources });
        if (!current) return;
        const folder = meta.folderUid ? { title: meta.folderTitle, url: meta.folderUrl } : undefined;
        setLoaded({ dashboard, folder, datasources });
        shell.title(dashboard.title, [['Dashboards', '/dashboards'], ...(folder ? [[folder.title, folder.url] as const] : [])]);
      },
      (error: { status?: number; message?: string }) =>
        current && setFailure({ status: error.status ?? 0, message: error.message ?? String(error) }),
    );
    return () => {
      current = false;
    };
  }, [uid, attempt]);
  useEffect(
    () =>
      shell.live(
        'plugin/orrery-dashboards-app/changes',
        (data) => (data as { uid?: string }).uid === uid && setAttempt((before) => before + 1),
      ),
    [uid],
  );

  if (failure?.status === 404) {
    return (
      <NotConfigured
        page
        title="There is no such dashboard"
        text={`Nobody has saved a dashboard "${uid}" in this organisation, or it was deleted.`}
        action={{ label: 'All dashboards', run: () => shell.navigate('/dashboards') }}
      />
    );
  }
  if (failure) return <ErrorState page title="The dashboard did not load" text={failure.message} onRetry={() => setAttempt(attempt + 1)} />;
  if (!loaded) return <Loading />;
  return <Shown key={loaded.dashboard.uid} {...loaded} shell={shell} query={query} />;
}

function Shown({ dashboard, datasources, shell, query }: Loaded & Pick<PageProps, 'shell' | 'query'>): JSX.Element {
  const [time, setTime] = useState<TimeText>({
    from: query.get('from') ?? dashboard.time?.from ?? 'now-6h',
    to: query.get('to') ?? dashboard.time?.to ?? 'now',
  });
  const [refresh, setRefresh] = useState(query.get('refresh') ?? (dashboard.refresh || ''));
  const [round, setRound] = useState(0);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [variables, setVariables] = useState<Variables>();
  const crosshair = useCrosshair(dashboard.graphTooltip !== 0);
  const span = useMemo(() => spanOf(time, Date.now()), [time, round]);
  const models = dashboard.templating?.list ?? [];

  const parts = {
    datasources,
    range: span,
    fromUrl: (name: string) => query.getAll(`var-${name}`),
    ask: (datasource: KnownDatasource, variable: Query) => askOptions(datasource, variable, span),
  };
  useEffect(() => {
    let current = true;
    loadVariables(models, new Map(), parts).then((states) => current && setVariables(states));
    return () => {
      current = false;
    };
  }, [dashboard]);

  useEffect(() => {
    const every = parseDuration(refresh);
    if (!refresh || !every || every < 1000) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && setRound((before) => before + 1), every);
    return () => clearInterval(timer);
  }, [refresh]);

  const lookup = useMemo(() => lookupIn(variables ?? new Map(), span), [variables, span]);
  const items = useMemo(() => layout(dashboard.panels ?? [], toggled), [dashboard, toggled]);

  function remember(next: { time?: TimeText; variables?: Variables; refresh?: string }): void {
    const address = new URLSearchParams(query);
    const { from, to } = next.time ?? time;
    address.set('from', from);
    address.set('to', to);
    const every = next.refresh ?? refresh;
    if (every) address.set('refresh', every);
    else address.delete('refresh');
    for (const { model, selected } of (next.variables ?? variables ?? new Map()).values()) {
      address.delete(`var-${model.name}`);
      if (model.type !== 'constant') for (const { value } of selected) address.append(`var-${model.name}`, value);
    }
    shell.navigate(`${location.pathname}?${address}`, { replace: true });
  }

  async function choose(name: string, selected: readonly Option[]): Promise<void> {
    const before = variables?.get(name);
    if (!variables || !before) return;
    const chosen = new Map(variables).set(name, { ...before, selected });
    const next = await loadVariables(models, chosen, parts, name);
    setVariables(next);
    remember({ variables: next });
  }
  const changeTime = (next: TimeText): void => {
    setTime(next);
    remember({ time: next });
  };
  const zoomTo = useCallback(
    (from: number, to: number) => changeTime({ from: String(Math.round(from)), to: String(Math.round(to)) }),
    [variables, refresh],
  );
  const toggle = (key: string): void => {
    const next = new Set(toggled);
    if (!next.delete(key)) next.add(key);
    setToggled(next);
  };

  useEffect(
    () => shell.command({ label: 'Refresh this dashboard', keys: 'd r', icon: 'refresh-cw', run: () => setRound((before) => before + 1) }),
    [],
  );

  return (
    <div class="dash">
      <h1 class="o-vh">{dashboard.title}</h1>
      <ContextBar
        variables={[...(variables?.values() ?? [])]}
        onVariable={(name, selected) => void choose(name, selected)}
        time={time}
        span={span}
        onTime={changeTime}
        refresh={refresh}
        onRefresh={(every) => {
          setRefresh(every);
          remember({ refresh: every });
        }}
        onRefreshNow={() => setRound(round + 1)}
      />
      {variables && items.length === 0 && <NotConfigured page title="This dashboard has no panels" />}
      {variables && (
        <Grid items={items} lookup={lookup} onToggle={toggle}>
          {(panel) => (
            <PanelCell
              shell={shell}
              panel={panel}
              span={span}
              timeZone={dashboard.timezone || 'browser'}
              theme={shell.theme.value}
              lookup={lookup}
              datasources={datasources}
              crosshair={crosshair}
              onTime={zoomTo}
              round={round}
            />
          )}
        </Grid>
      )}
    </div>
  );
}
