/** `GET /api/search`: folders first, then dashboards by title. Only what the caller may see. */
import type { Identity, RouteRequest, RouteResponse, Row } from '@orrery/plugin-sdk';
import { type Folders, folderUrl } from './folders.ts';
import type { Store } from './store.ts';

const most = 5000;

export async function search(request: RouteRequest, store: Store, folders: Folders, identity: Identity): Promise<RouteResponse> {
  const { query } = request;
  const limit = query.limit?.[0] === undefined ? 1000 : Number(query.limit[0]);
  if (limit > most)
    return { status: 422, body: { message: 'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit' } };
  const uids = [...(query.dashboardUIDs ?? []), ...(query.dashboardUID ?? [])].flatMap((value) => value.split(','));
  const ids = (query.dashboardIds ?? []).flatMap((value) => value.split(',')).map(Number);
  if (uids.length > 0 && ids.length > 0) return { status: 400, body: { message: 'search supports UIDs or IDs, not both' } };

  const type = query.type?.[0];
  const words = (query.query?.[0] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (row: Row): boolean => words.every((word) => (row.title as string).toLowerCase().includes(word));
  const inFolders = query.folderUIDs?.flatMap((value) => value.split(',')).map((uid) => (uid === 'general' ? '' : uid));
  const tags = query.tag ?? [];

  const allFolders = await folders.all();
  const folderOf = new Map(allFolders.map((row) => [row.uid as string, row]));
  const wantsFolders = type !== 'dash-db' && tags.length === 0 && ids.length === 0;
  const folderHits = !wantsFolders
    ? []
    : allFolders
        .filter(matches)
        .filter((row) => uids.length === 0 || uids.includes(row.uid as string))
        .filter((row) => !inFolders || inFolders.includes(row.parentUid as string));

  const dashboardHits =
    type === 'dash-folder'
      ? []
      : (await store.index())
          .filter(matches)
          .filter((row) => uids.length === 0 || uids.includes(row.uid as string))
          .filter((row) => ids.length === 0 || ids.includes(row.id))
          .filter((row) => !inFolders || inFolders.includes(row.folderUid as string))
          .filter((row) => tags.every((tag) => (row.tags as string[]).includes(tag)));

  const visible = await onlyVisible([...byTitle(folderHits), ...byTitle(dashboardHits)], new Set(folderHits), identity);
  const descending = query.sort?.[0] === 'alpha-desc';
  const ordered = descending ? visible.reverse() : visible;
  const page = Math.max(Number(query.page?.[0]) || 1, 1);
  const hits = ordered.slice((page - 1) * limit, page * limit);
  return { body: hits.map((row) => (folderHits.includes(row) ? folderHit(row, folderOf) : dashboardHit(row, folderOf))) };
}

async function onlyVisible(rows: Row[], folders: ReadonlySet<Row>, identity: Identity): Promise<Row[]> {
  if (rows.length === 0) return [];
  const allowed = await identity.allows(
    rows.map((row) =>
      folders.has(row)
        ? { action: 'folders:read', scope: `folders:uid:${row.uid}` }
        : { action: 'dashboards:read', scope: `dashboards:uid:${row.uid}` },
    ),
  );
  return rows.filter((_, index) => allowed[index]);
}

function byTitle(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.title as string).toLowerCase().localeCompare((b.title as string).toLowerCase()));
}

function parentKeys(uid: string, folderOf: ReadonlyMap<string, Row>) {
  const folder = folderOf.get(uid);
  return folder ? { folderId: folder.id, folderUid: folder.uid, folderTitle: folder.title, folderUrl: folderUrl(folder) } : {};
}

function dashboardHit(row: Row, folderOf: ReadonlyMap<string, Row>) {
  return {
    id: row.id,
    uid: row.uid,
    title: row.title,
    uri: `db/${row.slug}`,
    url: `/d/${row.uid}/${row.slug}`,
    slug: '',
    type: 'dash-db',
    tags: row.tags,
    isStarred: false,
    ...parentKeys(row.folderUid as string, folderOf),
    sortMeta: 0,
    isDeleted: false,
  };
}

function folderHit(row: Row, folderOf: ReadonlyMap<string, Row>) {
  return {
    id: row.id,
    uid: row.uid,
    title: row.title,
    uri: `db/${row.uid}`,
    url: folderUrl(row),
    slug: '',
    type: 'dash-folder',
    tags: [],
    isStarred: false,
    ...parentKeys(row.parentUid as string, folderOf),
    sortMeta: 0,
    isDeleted: false,
  };
}
