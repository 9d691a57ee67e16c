/** Folders, nested. The root is no row: its uid is empty in tables and `general` in addresses. */
import { FailureError, newUid, type Row, type Storage } from '@orrery/plugin-sdk';
import type { Marks } from '../dashboard/store.ts';
import { everyRow } from '../pages.ts';
import { type Tree, treeOf } from './tree.ts';

export type FolderProblem = 'taken' | 'too-deep' | 'no-parent' | 'circle' | 'changed' | 'gone';

const tries = 5;

export function openFolders(storage: Storage, deepest: () => Promise<number>, now: () => number = Date.now) {
  const table = storage.table('folder');
  const get = (uid: string) => (uid ? table.get({ uid }) : Promise.resolve(undefined));
  const tree = async (): Promise<Tree> => treeOf(await everyRow(table));

  /** From the root down, without the folder itself. */
  async function parents({ uid, parentUid }: Row): Promise<Row[]> {
    const chain: Row[] = [];
    const seen = new Set([uid]);
    for (let at = parentUid as string; at && !seen.has(at); ) {
      seen.add(at);
      const parent = await get(at);
      if (!parent) break;
      chain.unshift(parent);
      at = parent.parentUid as string;
    }
    return chain;
  }

  async function create(
    title: string,
    options: { uid?: string; parentUid?: string; description?: string; marks?: Marks; by: string },
  ): Promise<Row | FolderProblem> {
    const { uid = newUid(), parentUid = '', description = null, marks = null, by } = options;
    const parent = parentUid ? await get(parentUid) : undefined;
    if (parentUid && !parent) return 'no-parent';
    if (parent && (await parents(parent)).length + 2 > (await deepest())) return 'too-deep';
    const at = now();
    try {
      return await table.insert({
        ...{ uid, title: title.slice(0, 190), parentUid, description, marks },
        ...{ created: at, updated: at, createdBy: by, updatedBy: by },
      });
    } catch (error) {
      if (isConflict(error)) return 'taken';
      throw error;
    }
  }

  /** The folder at a path of titles, made where it is missing. `uid` names the last of them. */
  async function ensure(titles: readonly string[], by: string, uid?: string): Promise<string> {
    const named = uid ? await get(uid) : undefined;
    if (named) return named.uid as string;
    let parentUid = '';
    for (const [index, title] of titles.entries()) {
      const last = index === titles.length - 1;
      const [known] = await table.find({ where: { title, parentUid }, limit: 1, orderBy: [['id', 'asc']] });
      const made = known ?? (await create(title, { parentUid, by, ...(last && uid && { uid }) }));
      if (typeof made === 'string') throw new Error(`Cannot make the folder "${titles.join('/')}": ${made}.`);
      parentUid = made.uid as string;
    }
    return parentUid;
  }

  async function update(
    row: Row,
    version: number,
    change: { title?: string; description?: string; marks?: Marks },
    by: string,
  ): Promise<Row | FolderProblem> {
    try {
      return await table.update(row.id, version, {
        ...change,
        ...(change.title !== undefined && { title: change.title.slice(0, 190) }),
        ...{ updated: now(), updatedBy: by },
      });
    } catch (error) {
      if (isConflict(error)) return 'taken';
      if (isCode(error, 'storage/version')) return 'changed';
      if (isCode(error, 'storage/missing')) return 'gone';
      throw error;
    }
  }

  /** Below another folder, or to the root. Nobody else moves one in this organisation meanwhile. */
  async function move(uid: string, parentUid: string, by: string): Promise<Row | FolderProblem> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await guard();
      const world = await tree();
      const row = world.get(uid);
      if (!row) return 'gone';
      if (parentUid && !world.get(parentUid)) return 'no-parent';
      if (parentUid === uid || world.parents(parentUid).some((above) => above.uid === uid)) return 'circle';
      const above = parentUid ? world.parents(parentUid).length + 1 : 0;
      if (above + world.height(uid) > (await deepest())) return 'too-deep';
      try {
        const [, moved] = await storage.transaction([
          { op: 'update', table: 'guard', id: turn.id, version: turn.version, values: {} },
          { op: 'update', table: 'folder', id: row.id, version: row.version, values: { parentUid, updated: now(), updatedBy: by } },
        ]);
        return moved as Row;
      } catch (error) {
        if (!isCode(error, 'storage/version')) throw error;
      }
    }
    return 'changed';
  }

  async function guard(): Promise<Row> {
    const known = await storage.table('guard').get({ name: 'folders' });
    if (known) return known;
    try {
      return await storage.table('guard').insert({ name: 'folders' });
    } catch (error) {
      if (isConflict(error)) return guard();
      throw error;
    }
  }

  return {
    ...{ get, parents, create, ensure, update, move, tree },
    byId: (id: number) => (Number.isSafeInteger(id) ? table.get({ id }) : Promise.resolve(undefined)),
  };
}
export type Folders = ReturnType<typeof openFolders>;

const isCode = (error: unknown, code: string): boolean => error instanceof FailureError && error.failure.code === code;
const isConflict = (error: unknown): boolean => isCode(error, 'storage/conflict');
