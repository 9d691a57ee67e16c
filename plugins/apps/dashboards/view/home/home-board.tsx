import { Loading, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { upToDate } from '../../model/migrate/load.ts';
import type { Dashboard, KnownDatasource } from '../../model/types.ts';
import { type DashboardAnswer, loadDatasources } from '../api.ts';
import { Board } from '../board/board.tsx';

interface Given {
  readonly answer: DashboardAnswer;
  readonly shell: Shell;
  readonly query: URLSearchParams;
  readonly onReload: () => void;
}

/** The dashboard of the file that the configuration names, in the place of the home page. It is the file's: nobody saves it here. */
export function HomeBoard({ answer, ...rest }: Given): JSX.Element {
  const [loaded, setLoaded] = useState<{ dashboard: Dashboard; datasources: readonly KnownDatasource[] }>();
  useEffect(() => {
    let gone = false;
    loadDatasources()
      .catch(() => [])
      .then(async (datasources) => {
        const dashboard = await upToDate(answer.dashboard, { datasources });
        if (!gone) setLoaded({ dashboard, datasources });
      });
    return () => {
      gone = true;
    };
  }, [answer]);
  if (!loaded) return <Loading />;
  return <Board key="home" {...loaded} meta={answer.meta} changedAt={0} {...rest} />;
}
