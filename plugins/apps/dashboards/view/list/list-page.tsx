import {
  ApiError,
  api,
  Button,
  ErrorState,
  Icon,
  Input,
  Loading,
  Menu,
  NotConfigured,
  type PageProps,
  Select,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Hit } from '../api.ts';
import { BulkBar } from './bulk-bar.tsx';
import { DeleteFolder, FolderForm } from './folder-form.tsx';
import { FolderTree } from './folder-tree.tsx';
import { HitTable } from './hit-table.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { useFound } from './use-found.ts';

/** `/dashboards` and `/dashboards/f/:uid`: folders on the left, what is in the chosen one on the right; or what was searched for. */
export function ListPage({ params, query, shell }: PageProps): JSX.Element {
  const folder = params.uid ?? '';
  const words = query.get('query') ?? '';
  const tags = query.getAll('tag');
  const starred = query.has('starred');
  const sort = query.get('sort') ?? 'alpha-asc';
  const [draft, setDraft] = useState(words);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<'folder' | 'rename' | 'delete' | 'import' | undefined>(query.has('import') ? 'import' : undefined);
  const searching = words !== '' || tags.length > 0 || starred;
  const found = useFound({ folder, words, tags, starred, sort });
  const here = found.folders.find(({ uid }) => uid === folder);
  const known = useFolder(folder);
  const gone = known === 'gone';
  const rights = known === 'gone' ? undefined : known;
  const mayWrite = shell.principal?.orgRole !== 'Viewer' && shell.principal?.orgRole !== 'None';

  const address = (changes: Readonly<Record<string, string | undefined>>, fresh: readonly string[] = tags): void => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === '') next.delete(name);
      else next.set(name, value);
    }
    next.delete('tag');
    for (const tag of fresh) next.append('tag', tag);
    const text = next.toString();
    shell.navigate(`${location.pathname}${text ? `?${text}` : ''}`, { replace: true });
  };
  useEffect(() => {
    if (draft === words) return;
    const timer = setTimeout(() => address({ query: draft.trim() }), 200);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => setChosen(new Set()), [folder, words, tags.join(), starred]);
  useEffect(() => {
    const crumbs = crumbsOf(found.folders, here?.folderUid);
    if (folder && here) shell.title(here.title, [[w.list.title, '/dashboards'], ...crumbs]);
    else shell.title(w.list.title);
  }, [folder, here?.title, found.folders]);
  useEffect(() => {
    const undo = [
      shell.command({ label: w.list.newDashboard, icon: 'plus', run: () => shell.navigate(newPath(folder)) }),
      shell.command({ label: w.list.import, icon: 'upload', run: () => setOpened('import') }),
    ];
    return () => {
      for (const one of undo) one();
    };
  }, [folder]);

  const hits = useMemo(() => found.hits ?? [], [found.hits]);
  const selected = hits.filter((hit) => chosen.has(hit.uid));
  return (
    <div class="dash-list-page">
      <FolderTree folders={found.foldersKnown ? found.folders : undefined} here={folder} />
      <div class="dash-list-main">
        <header class="dash-list-head">
          <h1 class="o-sp" dir="auto" title={here?.title}>
            {here?.title ?? w.list.title}
          </h1>
          {here && rights && (rights.canSave || rights.canDelete || rights.canAdmin) && (
            <Menu
              label={w.list.folderMenu(here.title)}
              items={[
                ...(rights.canSave ? [{ label: w.list.rename, icon: 'pencil', run: () => setOpened('rename') }] : []),
                ...(rights.canAdmin
                  ? [{ label: t.bar.access, icon: 'users', href: `/admin/access/folders/${encodeURIComponent(here.uid)}` }]
                  : []),
                ...(rights.canDelete
                  ? [{ label: w.list.deleteFolder, icon: 'trash-2', danger: true, run: () => setOpened('delete') }]
                  : []),
              ]}
            >
              <Icon name="ellipsis" />
            </Menu>
          )}
          {mayWrite && (
            <Menu
              label={w.list.new}
              class="o-btn o-pri"
              items={[
                { label: w.list.newDashboard, icon: 'layout-dashboard', run: () => shell.navigate(newPath(folder)) },
                { label: w.list.newFolder, icon: 'folder', run: () => setOpened('folder') },
                { label: w.list.import, icon: 'upload', run: () => setOpened('import') },
              ]}
            >
              <Icon name="plus" size="s" />
              {w.list.new}
              <Icon name="chevron-down" size="xs" />
            </Menu>
          )}
        </header>
        <div class="dash-list-bar">
          <Input
            icon="search"
            class="o-sp"
            aria-label={w.list.search}
            placeholder={here ? w.list.searchIn(here.title) : w.list.search}
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
          />
          {found.tags.length > 0 && (
            <Menu
              label={w.list.tags}
              class="o-btn"
              items={found.tags.map(({ term, count }) => ({
                label: `${term} (${count})`,
                on: tags.includes(term),
                ...(tags.includes(term) && { icon: 'check' }),
                run: () => address({}, tags.includes(term) ? tags.filter((tag) => tag !== term) : [...tags, term]),
              }))}
            >
              {w.list.tags} {tags.length > 0 && <span class="o-pill">{tags.length}</span>}
              <Icon name="chevron-down" size="xs" />
            </Menu>
          )}
          <Button icon="star" on={starred} aria-pressed={starred} onClick={() => address({ starred: starred ? undefined : 'true' })}>
            {w.list.starred}
          </Button>
          <Select
            aria-label={w.list.sort}
            value={sort}
            onValue={(value) => address({ sort: value === 'alpha-asc' ? undefined : value })}
            options={[
              { value: 'alpha-asc', label: w.list.sorts.up },
              { value: 'alpha-desc', label: w.list.sorts.down },
            ]}
          />
        </div>
        {tags.length > 0 && (
          <div class="dash-chips">
            {tags.map((tag) => (
              <button
                key={tag}
                type="button"
                class="o-chip o-on"
                aria-label={w.list.withoutTag(tag)}
                onClick={() =>
                  address(
                    {},
                    tags.filter((one) => one !== tag),
                  )
                }
              >
                {tag}
                <Icon name="x" size="xs" />
              </button>
            ))}
          </div>
        )}
        {selected.length > 0 && (
          <BulkBar
            hits={selected}
            shell={shell}
            onDone={() => {
              setChosen(new Set());
              found.reload();
            }}
            onClear={() => setChosen(new Set())}
          />
        )}
        {gone && (
          <NotConfigured
            icon="folder"
            title={w.list.goneFolder}
            text={w.list.goneFolderText}
            action={{ label: w.list.allDashboards, run: () => shell.navigate('/dashboards') }}
          />
        )}
        {!gone && (
          <Results
            found={found}
            hits={hits}
            searching={searching}
            words={words}
            chosen={chosen}
            selectable={mayWrite}
            onChosen={setChosen}
            onTag={(tag) => address({}, [...new Set([...tags, tag])])}
            onNew={mayWrite ? () => shell.navigate(newPath(folder)) : undefined}
            onClear={() => {
              setDraft('');
              shell.navigate(location.pathname, { replace: true });
            }}
          />
        )}
      </div>
      {opened === 'folder' && <FolderForm shell={shell} parent={folder} onClose={() => setOpened(undefined)} onDone={found.reload} />}
      {opened === 'rename' && here && (
        <FolderForm shell={shell} parent={here.folderUid ?? ''} folder={here} onClose={() => setOpened(undefined)} onDone={found.reload} />
      )}
      {opened === 'delete' && here && <DeleteFolder shell={shell} folder={here} onClose={() => setOpened(undefined)} />}
      {opened === 'import' && <ImportSheet shell={shell} folder={folder} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

interface FolderRights {
  readonly canSave: boolean;
  readonly canDelete: boolean;
  readonly canAdmin: boolean;
}
/** What one may do with a folder; `gone` where there is none. It may be newer than the list: it is asked for by itself. */
function useFolder(uid: string): FolderRights | 'gone' | undefined {
  const [found, setFound] = useState<{ readonly uid: string; readonly is: FolderRights | 'gone' }>();
  useEffect(() => {
    if (!uid || uid === 'general') return;
    let left = false;
    api<FolderRights>(`/api/folders/${encodeURIComponent(uid)}`).then(
      (rights) => left || setFound({ uid, is: rights }),
      (error: unknown) => {
        if (!left && error instanceof ApiError && [403, 404].includes(error.status)) setFound({ uid, is: 'gone' });
      },
    );
    return () => {
      left = true;
    };
  }, [uid]);
  return found?.uid === uid ? found.is : undefined;
}

const newPath = (folder: string): string => `/dashboard/new${folder ? `?folderUid=${encodeURIComponent(folder)}` : ''}`;

function crumbsOf(folders: readonly Hit[], uid: string | undefined, depth = 0): (readonly [string, string])[] {
  const folder = folders.find((one) => one.uid === uid);
  return !folder || depth > 8 ? [] : [...crumbsOf(folders, folder.folderUid, depth + 1), [folder.title, folder.url]];
}

function Results({
  found,
  hits,
  searching,
  words,
  onNew,
  onClear,
  ...table
}: {
  found: ReturnType<typeof useFound>;
  hits: readonly Hit[];
  searching: boolean;
  words: string;
  chosen: ReadonlySet<string>;
  selectable: boolean;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onTag: (tag: string) => void;
  onNew: (() => void) | undefined;
  onClear: () => void;
}): JSX.Element {
  if (found.failure) return <ErrorState title={w.list.failed} text={found.failure} onRetry={found.reload} />;
  if (!found.hits) return <Loading shape="rows" />;
  if (hits.length > 0) return <HitTable hits={hits} withFolder={searching} {...table} />;
  if (searching)
    return (
      <NotConfigured
        icon="search"
        title={words ? w.list.nothing(words) : w.list.nothingFiltered}
        text={w.list.nothingText}
        action={{ label: w.list.clear, run: onClear }}
      />
    );
  return (
    <NotConfigured
      icon="layout-dashboard"
      title={w.list.empty}
      text={w.list.emptyText}
      {...(onNew && { action: { label: w.list.newDashboard, icon: 'plus', run: onNew } })}
    />
  );
}
