import { ErrorState, Loading, NotConfigured, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { upToDate } from '../../model/migrate/load.ts';
import type { KnownDatasource } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { type DashboardAnswer, loadDashboard, loadDatasources } from '../api.ts';
import { rememberViewed } from '@orrery/plugin-sdk/ui/viewed.ts';
import { Board } from './board.tsx';

/** Of dashboards that are not saved yet: who opens one that is does not load it. */
const begin = () => import('./empty-dashboard.ts');

interface Loaded extends DashboardAnswer {
  readonly datasources: readonly KnownDatasource[];
}

/** `/d/:uid`: loads the dashboard and what it needs, then shows it. `/dashboard/new` begins with an empty one, `?datasource=` with a panel of that source. */
export function DashboardPage({ params, query, shell }: PageProps): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<{ status: number; message: string }>();
  const [attempt, setAttempt] = useState(0);
  /** The version that somebody else saved while this page was open. */
  const [newer, setNewer] = useState(0);
  const uid = params.uid ?? '';

  useEffect(() => {
    let current = true;
    setFailure(undefined);
    Promise.all([
      uid ? loadDashboard(uid) : begin().then((one) => one.emptyDashboard(query.get('folderUid') ?? '')),
      loadDatasources(),
    ]).then(
      async ([{ dashboard: stored, meta }, datasources]) => {
        const connected = uid ? undefined : datasources.find((one) => one.uid === query.get('datasource'));
        const dashboard = connected ? (await begin()).withPanelOf(stored, connected) : await upToDate(stored, { datasources });
        if (!current) return;
        setLoaded({ dashboard, meta, datasources });
        setNewer(0);
        if (uid) rememberViewed({ uid, title: dashboard.title, url: meta.url, folder: meta.folderTitle, at: Date.now() });
        shell.title(dashboard.title, [
          [t.board.dashboards, '/dashboards'],
          ...(meta.folderUid ? [[meta.folderTitle, meta.folderUrl] as const] : []),
        ]);
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
      shell.live('plugin/orrery-dashboards-app/changes', (data) => {
        if (uid && (data as { uid?: string }).uid === uid) setNewer(Date.now());
      }),
    [uid],
  );

  if (failure?.status === 404) {
    return (
      <NotConfigured
        page
        icon="search"
        title={t.board.missing}
        text={t.board.missingText(uid)}
        action={{ label: t.board.allDashboards, run: () => shell.navigate('/dashboards') }}
      />
    );
  }
  if (failure && !loaded) return <ErrorState page title={t.board.failed} text={failure.message} onRetry={() => setAttempt(attempt + 1)} />;
  if (!loaded || (loaded.dashboard.uid !== uid && !failure)) return <Loading shape="page" />;
  return (
    <Board
      key={loaded.dashboard.uid}
      {...loaded}
      shell={shell}
      query={query}
      changedAt={newer}
      onReload={() => setAttempt((before) => before + 1)}
    />
  );
}
