import { ErrorState, Icon, Input, Loading, NotConfigured, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Hit, searchDashboards } from './api.ts';

/** `/dashboards` and `/dashboards/f/:uid`: folders, then dashboards, found by title. */
export function ListPage({ params, shell }: PageProps): JSX.Element {
  const [words, setWords] = useState('');
  const [hits, setHits] = useState<readonly Hit[]>();
  const [failure, setFailure] = useState<string>();
  const folder = params.uid;

  useEffect(() => shell.title('Dashboards'), []);
  useEffect(() => {
    const leaving = new AbortController();
    const filter: Record<string, string> = folder ? { folderUIDs: folder } : words ? {} : { folderUIDs: 'general' };
    searchDashboards({ query: words, ...filter }, leaving.signal).then(
      (found) => {
        setHits(found);
        setFailure(undefined);
      },
      (error: Error) => leaving.signal.aborted || setFailure(error.message),
    );
    return () => leaving.abort();
  }, [words, folder]);

  return (
    <div class="dash-page">
      <header class="dash-page-head">
        <h1>Dashboards</h1>
        <Input
          icon="search"
          aria-label="Search dashboards"
          placeholder="Search by title"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </header>
      <Results hits={hits} failure={failure} words={words} />
    </div>
  );
}

function Results({ hits, failure, words }: { hits: readonly Hit[] | undefined; failure: string | undefined; words: string }): JSX.Element {
  if (failure) return <ErrorState title="The list did not load" text={failure} />;
  if (!hits) return <Loading shape="rows" />;
  if (hits.length === 0) {
    return words ? (
      <NotConfigured title={`No dashboard is called "${words}"`} text="Titles match word by word." />
    ) : (
      <NotConfigured
        title="No dashboards here yet"
        text="Save one through the API, or put JSON files in a folder that a file of provisioning/dashboards names."
      />
    );
  }
  return (
    <ul class="dash-list">
      {hits.map((hit) => (
        <li key={hit.uid + hit.type}>
          <a href={hit.url}>
            <Icon name={hit.type === 'dash-folder' ? 'folder' : 'layout-dashboard'} />
            <span class="dash-list-title">{hit.title}</span>
            {hit.folderTitle && <span class="dash-list-folder">{hit.folderTitle}</span>}
            {hit.tags.map((tag) => (
              <span class="o-tag" key={tag}>
                {tag}
              </span>
            ))}
          </a>
        </li>
      ))}
    </ul>
  );
}
