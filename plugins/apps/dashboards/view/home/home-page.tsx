import { Button, ErrorState, Icon, lazy, Loading, languageOf, NotConfigured, type PageProps, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { KnownDatasource } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import { type DashboardAnswer, type Hit, loadDatasources, loadHome, searchDashboards } from '../api.ts';
import { HostCharts } from './host-charts.tsx';
import { NoStars, Thumbnail } from './thumbnail.tsx';
import { viewedDashboards } from '@orrery/plugin-sdk/ui/viewed.ts';

const HomeBoard = lazy(async () => (await import('./home-board.tsx')).HomeBoard);

/** `/`: what the person starred and saw last, and what there is; this machine's own charts while there is little else. */
export function HomePage({ shell, query }: PageProps): JSX.Element {
  const [starred, setStarred] = useState<readonly Hit[]>();
  const [hits, setHits] = useState<readonly Hit[]>();
  const [failure, setFailure] = useState('');
  const [datasources, setDatasources] = useState<readonly KnownDatasource[]>();
  /** False until it is known that no dashboard stands here instead. */
  const [stays, setStays] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [instead, setInstead] = useState<DashboardAnswer>();
  const [as, setAs] = useState<'cards' | 'list'>(() => (localStorage.getItem('orrery.home') === 'list' ? 'list' : 'cards'));
  const mayWrite = shell.principal?.orgRole === 'Editor' || shell.principal?.orgRole === 'Admin';
  const mayConnect = shell.principal?.orgRole === 'Admin';
  const host = datasources?.find(({ type, available }) => type === 'host-metrics' && available);

  useEffect(() => {
    shell.title(w.home.title);
    // What the person, a team, the organisation or the configuration chose stands here instead.
    loadHome().then(
      (chosen) => {
        if (chosen && 'path' in chosen) return shell.navigate(chosen.path, { replace: true });
        setInstead(chosen?.answer);
        setStays(true);
      },
      () => setStays(true),
    );
  }, [attempt]);
  useEffect(() => {
    setFailure('');
    searchDashboards({ type: 'dash-db', limit: '100' }).then(setHits, (error: Error) => setFailure(error.message));
    searchDashboards({ type: 'dash-db', starred: 'true', limit: '24' }).then(
      (found) => setStarred(found.filter(({ isStarred }) => isStarred !== false)),
      () => setStarred([]),
    );
    loadDatasources().then(setDatasources, () => setDatasources([]));
  }, [attempt]);

  if (instead) return <HomeBoard answer={instead} {...{ shell, query }} onReload={() => setAttempt(attempt + 1)} />;
  // Nothing that comes may push away what is there already.
  if (!stays || !starred || !datasources) return <Loading shape="page" />;
  const viewed = viewedDashboards();
  const stars = starred.filter(({ isStarred }) => isStarred);
  const date = new Intl.DateTimeFormat(languageOf(), { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  return (
    <div class="dash-page dash-home">
      <header class="dash-home-head">
        <div class="o-sp">
          <h1>{w.home.title}</h1>
          <p>{date}</p>
        </div>
        {mayWrite && (
          <Button icon="plus" onClick={() => shell.navigate('/dashboard/new')}>
            {w.list.newDashboard}
          </Button>
        )}
      </header>
      <div class="dash-home-columns">
        <div class="dash-home-main">
          <section aria-labelledby="home-starred">
            <div class="dash-home-title">
              <h2 id="home-starred" class="o-sp">
                {w.home.starred}
              </h2>
              {stars.length > 0 && (
                <Segments
                  label={w.home.showAs}
                  value={as}
                  options={[
                    { value: 'cards', label: w.home.cards },
                    { value: 'list', label: w.home.list },
                  ]}
                  onValue={(value) => {
                    localStorage.setItem('orrery.home', value);
                    setAs(value);
                  }}
                />
              )}
            </div>
            {stars.length === 0 ? (
              <NoStars />
            ) : as === 'cards' ? (
              <div class="dash-thumbs">
                {stars.map((hit) => (
                  <Thumbnail key={hit.uid} hit={hit} />
                ))}
              </div>
            ) : (
              <Lines hits={stars} />
            )}
          </section>
          {viewed.length === 0 && host && <HostCharts shell={shell} host={host} />}
          <section aria-labelledby="home-all">
            <div class="dash-home-title">
              <h2 id="home-all" class="o-sp">
                {w.list.title}
              </h2>
              <a href="/dashboards">{w.home.all}</a>
            </div>
            {failure ? (
              <ErrorState title={w.list.failed} text={failure} onRetry={() => setAttempt(attempt + 1)} />
            ) : !hits ? (
              <Loading shape="rows" />
            ) : hits.length === 0 ? (
              <NotConfigured
                icon="layout-dashboard"
                title={w.list.empty}
                text={w.list.emptyText}
                {...(mayWrite && { action: { label: w.list.newDashboard, icon: 'plus', run: () => shell.navigate('/dashboard/new') } })}
              />
            ) : (
              <Lines hits={hits.slice(0, 12)} />
            )}
          </section>
        </div>
        <aside class="dash-home-side">
          {mayConnect && hits?.length === 0 && <NextSteps />}
          <section class="o-card dash-side-card" aria-labelledby="home-recent">
            <h2 id="home-recent">{w.home.recent}</h2>
            {viewed.length === 0 ? (
              <p class="o-help">{w.home.noRecent}</p>
            ) : (
              <ul>
                {viewed.slice(0, 8).map(({ uid, url, title, at }) => (
                  <li key={uid}>
                    <a href={url}>
                      <Icon name="layout-dashboard" size="s" />
                      <span class="o-trunc o-sp">{title}</span>
                    </a>
                    <small>{ago(at)}</small>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </aside>
      </div>
    </div>
  );
}

/** While nothing is kept here: where a newcomer goes from here. */
function NextSteps(): JSX.Element {
  const steps = [
    ['/first-light', 'sun', w.home.firstLight],
    ['/connections/datasources/new', 'plug', w.home.connect],
    ['/dashboard/new', 'layout-dashboard', w.home.makeDashboard],
    ['/dashboards?import', 'import', w.home.bring],
    ['/admin/users', 'users', w.home.people],
  ] as const;
  return (
    <section class="o-card dash-side-card" aria-labelledby="home-next">
      <h2 id="home-next">{w.home.next}</h2>
      <ul>
        {steps.map(([path, icon, label]) => (
          <li key={path}>
            <a href={path}>
              <Icon name={icon} size="s" />
              <span class="o-sp">{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ago(time: number): string {
  const minutes = Math.round((Date.now() - time) / 60_000);
  const format = new Intl.RelativeTimeFormat(languageOf(), { numeric: 'auto', style: 'short' });
  if (minutes < 60) return format.format(-minutes, 'minute');
  return minutes < 1440 ? format.format(-Math.round(minutes / 60), 'hour') : format.format(-Math.round(minutes / 1440), 'day');
}

function Lines({ hits }: { hits: readonly Hit[] }): JSX.Element {
  return (
    <ul class="dash-list">
      {hits.map(({ uid, url, title, folderTitle, tags }) => (
        <li key={uid}>
          <a href={url}>
            <Icon name="layout-dashboard" />
            <span class="dash-list-title">{title}</span>
            {tags.slice(0, 3).map((tag) => (
              <span key={tag} class="o-tag dash-wide-only">
                {tag}
              </span>
            ))}
            {folderTitle && <span class="dash-list-folder">{folderTitle}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
