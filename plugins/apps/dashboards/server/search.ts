/** `GET /api/search`: folders first, then dashboards, each by title. Only what the caller may see. */
import type { CallContext, RouteRequest, RouteResponse, Row } from '@orrery/plugin-sdk';
import { first, flag, listOf, refuse, whole } from './answers.ts';
import type { App } from './app.ts';
import type { searchRoutes } from './declared/search.ts';
import { folderUrl } from './folder/json.ts';
import type { Tree } from './folder/tree.ts';
import type { Handlers } from './handlers.ts';
import { dashboardTarget, folderTarget } from './rights.ts';

const most = 5000;
const sorting = [
  { name: 'alpha-asc', displayName: 'Alphabetically (A–Z)', description: 'Sort results in an alphabetically ascending order', meta: '' },
  { name: 'alpha-desc', displayName: 'Alphabetically (Z–A)', description: 'Sort results in an alphabetically descending order', meta: '' },
];
const actions = {
  folder: ['folders:read', 'folders:write', 'folders:create', 'folders:delete'],
  dashboard: ['dashboards:read', 'dashboards:write', 'dashboards:delete'],
};

export function serveSearch(app: App): Handlers<typeof searchRoutes> {
  return { search: (request, context) => search(app, request, context), searchSorting: () => ({ body: { sortOptions: sorting } }) };
}

interface Wanted {
  readonly words: readonly string[];
  readonly uids: readonly string[] | undefined;
  readonly ids: readonly number[] | undefined;
  readonly folderUids: readonly string[] | undefined;
  readonly tags: readonly string[];
  readonly starred: ReadonlySet<number> | undefined;
}

async function search(app: App, { query }: RouteRequest, { orgId, principal }: CallContext): Promise<RouteResponse> {
  const asked = Number(first(query, 'limit') ?? 0);
  if (asked > most) return refuse(422, 'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit');
  const uids = listOf(query, 'dashboardUIDs', 'dashboardUID');
  const ids = listOf(query, 'dashboardIds', 'dashboardId')?.map(Number);
  if (uids && ids) return refuse(400, 'search supports UIDs or IDs, not both');

  const { dashboards, folders, rights, stars } = app.org(orgId);
  const tree = await folders.tree();
  const mine = new Set(await stars.of(principal.key));
  const wanted: Wanted = {
    words: (first(query, 'query') ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    ...{ uids, ids, tags: query.tag ?? [], starred: flag(query, 'starred') ? mine : undefined },
    folderUids: foldersAsked(query, tree),
  };
  const type = first(query, 'type');
  const deleted = flag(query, 'deleted');
  const folderRows = type === 'dash-db' || deleted ? [] : tree.all.filter((row) => fitsFolder(row, wanted, tree));
  const dashboardRows = type === 'dash-folder' || deleted ? [] : (await narrowed(dashboards, wanted)).filter((row) => fits(row, wanted));
  const edit = first(query, 'permission') === 'Edit';
  const seen = async (rows: readonly Row[], action: string, target: typeof folderTarget): Promise<Row[]> => {
    const allowed = await rights.judge(action, rows.map(target), tree);
    return rows.filter((_, index) => allowed[index]);
  };
  const descending = first(query, 'sort') === 'alpha-desc';
  const hits = [
    ...byTitle(await seen(folderRows, edit ? 'folders:write' : 'folders:read', folderTarget), descending),
    ...byTitle(await seen(dashboardRows, edit ? 'dashboards:write' : 'dashboards:read', dashboardTarget), descending),
  ];
  const limit = asked > 0 ? Math.trunc(asked) : 1000;
  const page = whole(query, 'page', 1);
  const shown = hits.slice((page - 1) * limit, page * limit);
  const controls = flag(query, 'accesscontrol') ? await accessOf(shown) : undefined;
  return {
    body: shown.map((row, index) => ({
      ...(isFolder(row) ? folderHit(row, tree) : dashboardHit(row, tree, mine.has(row.id))),
      orgId,
      ...(controls && { accessControl: controls[index] }),
    })),
  };

  async function accessOf(rows: readonly Row[]): Promise<Record<string, true>[]> {
    const found: Record<string, true>[] = rows.map(() => ({}));
    for (const [kind, list] of Object.entries(actions)) {
      const places = rows.flatMap((row, index) => (isFolder(row) === (kind === 'folder') ? [index] : []));
      const targets = places.map((index) => (kind === 'folder' ? folderTarget : dashboardTarget)(rows[index] as Row));
      for (const action of list) {
        const allowed = await rights.judge(action, targets, tree);
        for (const [at, index] of places.entries()) if (allowed[at]) (found[index] as Record<string, true>)[action] = true;
      }
    }
    return found;
  }
}

const isFolder = (row: Row): boolean => 'parentUid' in row;

function foldersAsked(query: RouteRequest['query'], tree: Tree): string[] | undefined {
  const byUid = listOf(query, 'folderUIDs', 'folderUID')?.map((uid) => (uid === 'general' ? '' : uid));
  const byId = listOf(query, 'folderIds')?.flatMap((id) => {
    if (id === '0') return [''];
    const folder = tree.all.find((row) => row.id === Number(id));
    // An id that is nobody's finds nothing, which is not the same as asking for no folder.
    return [folder ? (folder.uid as string) : '\0'];
  });
  return byUid || byId ? [...(byUid ?? []), ...(byId ?? [])] : undefined;
}

/** The shortest list that the database can give. */
function narrowed(dashboards: ReturnType<App['org']>['dashboards'], { uids, ids, starred, folderUids }: Wanted): Promise<Row[]> {
  if (uids) return dashboards.briefs({ uid: uids });
  if (ids) return dashboards.briefs({ id: ids.filter(Number.isSafeInteger) });
  if (starred) return dashboards.briefs({ id: [...starred] });
  const real = folderUids?.filter((uid) => uid !== '\0');
  return real ? dashboards.briefs({ folderUid: real }) : dashboards.briefs();
}

const hasWords = (row: Row, words: readonly string[]): boolean => {
  const title = (row.title as string).toLowerCase();
  return words.every((word) => title.includes(word));
};

function fits(row: Row, { words, uids, ids, tags, folderUids, starred }: Wanted): boolean {
  return (
    hasWords(row, words) &&
    (!uids || uids.includes(row.uid as string)) &&
    (!ids || ids.includes(row.id)) &&
    (!folderUids || folderUids.includes(row.folderUid as string)) &&
    (!starred || starred.has(row.id)) &&
    tags.every((tag) => (row.tags as string[]).includes(tag))
  );
}

function fitsFolder(row: Row, { words, uids, ids, tags, folderUids, starred }: Wanted, tree: Tree): boolean {
  if (tags.length > 0 || ids || starred) return false;
  const above = tree.get(row.parentUid as string) ? (row.parentUid as string) : '';
  return hasWords(row, words) && (!uids || uids.includes(row.uid as string)) && (!folderUids || folderUids.includes(above));
}

const order = new Intl.Collator('en', { sensitivity: 'accent' });

function byTitle(rows: readonly Row[], descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * order.compare(a.title as string, b.title as string) || a.id - b.id);
}

function parentKeys(uid: string, tree: Tree) {
  const folder = tree.get(uid);
  return folder ? { folderId: folder.id, folderUid: folder.uid, folderTitle: folder.title, folderUrl: folderUrl(folder) } : {};
}

function dashboardHit(row: Row, tree: Tree, isStarred: boolean) {
  return {
    ...{ id: row.id, uid: row.uid, title: row.title, uri: `db/${row.slug}`, url: `/d/${row.uid}/${row.slug}`, slug: '' },
    ...{ type: 'dash-db', tags: row.tags, isStarred, ...parentKeys(row.folderUid as string, tree), sortMeta: 0, isDeleted: false },
  };
}

function folderHit(row: Row, tree: Tree) {
  return {
    ...{ id: row.id, uid: row.uid, title: row.title, uri: `db/${row.uid}`, url: folderUrl(row), slug: '' },
    ...{ type: 'dash-folder', tags: [], isStarred: false, ...parentKeys(row.parentUid as string, tree), sortMeta: 0, isDeleted: false },
  };
}
