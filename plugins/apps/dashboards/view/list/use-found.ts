import { api } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';
import { type Hit, searchDashboards } from '../api.ts';

export interface Wanted {
  readonly folder: string;
  readonly words: string;
  readonly tags: readonly string[];
  readonly starred: boolean;
  readonly sort: string;
}
export interface Found {
  readonly folders: readonly Hit[];
  /** False until they came, and where they did not. */
  readonly foldersKnown: boolean;
  readonly tags: readonly { readonly term: string; readonly count: number }[];
  readonly hits: readonly Hit[] | undefined;
  readonly failure: string | undefined;
  reload(): void;
}

const none: readonly Hit[] = [];

/** What the list shows: one folder's content, or whatever fits the search, below that folder or everywhere. */
export function useFound({ folder, words, tags, starred, sort }: Wanted): Found {
  const [found, setFolders] = useState<readonly Hit[]>();
  const folders = found ?? none;
  const [known, setKnown] = useState<Found['tags']>([]);
  const [hits, setHits] = useState<readonly Hit[]>();
  const [failure, setFailure] = useState<string>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    searchDashboards({ type: 'dash-folder', limit: '5000' }).then(setFolders, () => setFolders(undefined));
    api<Found['tags']>('/api/dashboards/tags').then(setKnown, () => setKnown([]));
  }, [round]);
  useEffect(() => {
    const leaving = new AbortController();
    const asked = new URLSearchParams({ limit: '1000', sort });
    if (words) asked.set('query', words);
    for (const tag of tags) asked.append('tag', tag);
    if (starred) asked.set('starred', 'true');
    const everywhere = words !== '' || tags.length > 0 || starred;
    if (folder) for (const uid of everywhere ? withFoldersBelow(folder, folders) : [folder]) asked.append('folderUIDs', uid);
    else if (!everywhere) asked.set('folderUIDs', 'general');
    searchDashboards(asked, leaving.signal).then(
      (answer) => {
        setHits(foldersFirst(answer));
        setFailure(undefined);
      },
      (error: Error) => leaving.signal.aborted || setFailure(error.message),
    );
    return () => leaving.abort();
  }, [folder, words, tags.join('\n'), starred, sort, round, words || tags.length > 0 ? folders : undefined]);
  return { folders, foldersKnown: found !== undefined, tags: known, hits, failure, reload: () => setRound((before) => before + 1) };
}

function withFoldersBelow(uid: string, folders: readonly Hit[]): string[] {
  const below = folders.filter(({ folderUid }) => folderUid === uid);
  return [uid, ...below.flatMap((folder) => withFoldersBelow(folder.uid, folders))];
}

function foldersFirst(hits: readonly Hit[]): Hit[] {
  return [...hits.filter(({ type }) => type === 'dash-folder'), ...hits.filter(({ type }) => type !== 'dash-folder')];
}
