import { api, type PanelProps, toast } from '@orrery/plugin-sdk/ui';
import { useAnswer } from '@orrery/plugin-sdk/ui/api/use-answer.ts';
import { viewedDashboards } from '@orrery/plugin-sdk/ui/viewed.ts';
import type { JSX } from 'preact';
import type { DashlistOptions } from './options.ts';
import { t } from './text/index.ts';

/** As `GET /api/search` answers. */
interface Found {
  readonly uid: string;
  readonly title: string;
  readonly url: string;
  readonly folderTitle?: string;
  readonly folderUrl?: string;
  readonly isStarred?: boolean;
}
interface Lists {
  readonly starred: readonly Found[];
  readonly recent: readonly Found[];
  readonly found: readonly Found[];
}

async function listsOf(options: DashlistOptions, signal: AbortSignal): Promise<Lists> {
  const limit = String(Math.max(1, Math.min(1000, options.maxItems)));
  const search = (asked: Readonly<Record<string, string>>, tags: readonly string[] = []): Promise<readonly Found[]> => {
    const query = new URLSearchParams({ type: 'dash-db', limit, ...asked });
    for (const tag of tags) query.append('tag', tag);
    return api(`/api/search?${query}`, { signal });
  };
  const seen = options.showRecentlyViewed ? viewedDashboards().slice(0, options.maxItems) : [];
  const [starred, known, found] = await Promise.all([
    options.showStarred ? search({ starred: 'true' }) : [],
    // What was renamed, removed or closed to this person since is not what this browser remembers.
    seen.length > 0
      ? api<readonly Found[]>(`/api/search?${new URLSearchParams(seen.map(({ uid }) => ['dashboardUIDs', uid]))}`, { signal })
      : [],
    options.showSearch
      ? search(
          { ...(options.query && { query: options.query }), ...(options.folderUID && { folderUIDs: options.folderUID }) },
          options.tags,
        )
      : [],
  ]);
  const recent = seen.flatMap(({ uid }) => known.find((one) => one.uid === uid) ?? []);
  return { starred, recent, found };
}

export function DashboardLists({ props }: { props: PanelProps<DashlistOptions> }): JSX.Element {
  const { options, range } = props;
  const { showStarred, showRecentlyViewed, showSearch, maxItems, query, tags, folderUID } = options;
  const question = JSON.stringify([showStarred, showRecentlyViewed, showSearch, maxItems, query, tags, folderUID]);
  const { value, error, loading, reload } = useAnswer(question, (signal) => listsOf(options, signal), range.to);
  const star = async ({ uid, isStarred }: Found): Promise<void> => {
    try {
      await api(`/api/user/stars/dashboard/uid/${encodeURIComponent(uid)}`, { method: isStarred ? 'DELETE' : 'POST' });
      reload();
    } catch (failure) {
      toast({ kind: 'danger', text: failure instanceof Error ? failure.message : String(failure) });
    }
  };
  const shared = { props, onStar: star };
  return (
    <div class="dl" aria-busy={loading && !value}>
      {error && (
        <p class="o-warn" role="status">
          {error}
        </p>
      )}
      {value && showStarred && <List heading={t.starredHeading} none={t.noStarred} list={value.starred} {...shared} />}
      {value && showRecentlyViewed && <List heading={t.recentHeading} none={t.noRecent} list={value.recent} {...shared} />}
      {value && showSearch && <List heading={t.foundHeading} none={t.noFound} list={value.found} {...shared} />}
      {!showStarred && !showRecentlyViewed && !showSearch && <p class="o-help">{t.nothing}</p>}
    </div>
  );
}

function List({
  heading,
  none,
  list,
  props: { options, dashboard },
  onStar,
}: {
  heading: string;
  none: string;
  list: readonly Found[];
  props: PanelProps<DashlistOptions>;
  onStar(found: Found): void;
}): JSX.Element {
  const carried = [options.keepTime ? dashboard?.time : '', options.includeVars ? dashboard?.variables : ''].filter(Boolean).join('&');
  return (
    <section class="dl-section">
      {options.showHeadings && <h3>{heading}</h3>}
      {list.length === 0 && <p class="o-help">{none}</p>}
      <ul>
        {list.map((found) => (
          <li key={found.uid}>
            <a class="dl-link" href={carried ? `${found.url}?${carried}` : found.url}>
              <span class="o-trunc">{found.title}</span>
              {options.showFolderNames && found.folderTitle && <small class="o-trunc">{found.folderTitle}</small>}
            </a>
            <button
              type="button"
              class={`o-btn o-ghost o-ico o-sm dl-star ${found.isStarred ? 'o-on' : ''}`}
              aria-pressed={found.isStarred === true}
              aria-label={t.star(found.title)}
              onClick={() => onStar(found)}
            >
              {found.isStarred ? '★' : '☆'}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
