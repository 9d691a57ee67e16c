/** Folders, nested. The root is no row: its uid is empty in tables and `general` in addresses. */
import { FailureError, type Row, type Storage } from '@orrery/plugin-sdk';
import { newUid, slugOf } from './names.ts';

const deepest = 8;

export function openFolders(storage: Storage, now: () => number = Date.now) {
  const table = storage.table('folder');
  const get = (uid: string) => table.get({ uid });

  async function parents(row: Row): Promise<Row[]> {
    const chain: Row[] = [];
    let parentUid = row.parentUid as string;
    while (parentUid && chain.length <= deepest) {
      const parent = await get(parentUid);
      if (!parent) break;
      chain.unshift(parent);
      parentUid = parent.parentUid as string;
    }
    return chain;
  }

  async function create(
    title: string,
    options: { uid?: string; parentUid?: string; by: string },
  ): Promise<Row | 'taken' | 'too-deep' | 'no-parent'> {
    const { uid = newUid(), parentUid = '', by } = options;
    const parent = parentUid ? await get(parentUid) : undefined;
    if (parentUid && !parent) return 'no-parent';
    if (parent && (await parents(parent)).length + 1 >= deepest) return 'too-deep';
    try {
      return await table.insert({
        uid,
        title: title.slice(0, 190),
        parentUid,
        created: now(),
        updated: now(),
        createdBy: by,
        updatedBy: by,
      });
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'storage/conflict') return 'taken';
      throw error;
    }
  }

  /** The folder at a path of titles below a parent, made where it is missing. */
  async function ensure(titles: readonly string[], by: string, uid?: string): Promise<string> {
    let parentUid = '';
    for (const [index, title] of titles.entries()) {
      const last = index === titles.length - 1;
      const known = (last && uid ? await get(uid) : undefined) ?? (await table.get({ title, parentUid }));
      const made = known ?? (await create(title, { parentUid, by, ...(last && uid && { uid }) }));
      if (typeof made === 'string') throw new Error(`Cannot make the folder "${titles.join('/')}": ${made}.`);
      parentUid = made.uid as string;
    }
    return parentUid;
  }

  return {
    get,
    parents,
    create,
    ensure,
    all: () => table.find({ limit: 10_000 }),
    children: (parentUid: string, limit: number, offset: number) =>
      table.find({ where: { parentUid }, orderBy: [['title', 'asc']], limit, offset }),
    remove: (uid: string) => table.delete({ uid }),
  };
}
export type Folders = ReturnType<typeof openFolders>;

export const generalFolder = {
  id: 0,
  uid: 'general',
  title: 'Dashboards',
  url: '/dashboards',
  hasAcl: false,
  canSave: false,
  canEdit: false,
  canAdmin: false,
  canDelete: false,
  version: 0,
} as const;

export function folderJson(row: Row, parents: readonly Row[], rights: { canSave: boolean; canDelete: boolean }) {
  return {
    id: row.id,
    uid: row.uid,
    title: row.title,
    url: folderUrl(row),
    hasAcl: false,
    canSave: rights.canSave,
    canEdit: rights.canSave,
    canAdmin: rights.canSave,
    canDelete: rights.canDelete,
    createdBy: row.createdBy,
    created: new Date(row.created as number).toISOString(),
    updatedBy: row.updatedBy,
    updated: new Date(row.updated as number).toISOString(),
    version: row.version,
    ...(row.parentUid ? { parentUid: row.parentUid } : {}),
    ...(parents.length > 0 && { parents: parents.map((parent) => ({ uid: parent.uid, title: parent.title, url: folderUrl(parent) })) }),
  };
}

export function folderUrl(row: Row): string {
  return `/dashboards/f/${row.uid}/${slugOf(row.title as string, row.uid as string)}`;
}
