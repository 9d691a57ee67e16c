/** Dashboards and their revisions in the plugin's tables. The row's own version is the dashboard's. */
import { FailureError, type Row, type Storage } from '@orrery/plugin-sdk';
import { newUid, slugOf } from './names.ts';

export type DashboardModel = Record<string, unknown> & {
  uid?: string;
  title?: string;
  version?: number;
  id?: number | null;
  tags?: unknown;
};

export interface Saving {
  readonly model: DashboardModel;
  readonly folderUid: string;
  readonly message: string;
  readonly overwrite: boolean;
  readonly by: string;
  /** Set for dashboards that come from a file. */
  readonly origin?: { readonly provider: string; readonly file: string; readonly hash: string };
}
export type Saved = { readonly row: Row; readonly created: boolean };
export type SaveProblem = 'version-mismatch' | 'not-found' | 'same-uid';

export function openStore(storage: Storage, keep: () => Promise<number>, now: () => number = Date.now) {
  const dashboards = storage.table('dashboard');
  const revisions = storage.table('revision');

  async function existing({ id, uid }: DashboardModel): Promise<Row | 'not-found' | 'same-uid' | undefined> {
    const byUid = uid ? await dashboards.get({ uid }) : undefined;
    if (!id) return byUid;
    const byId = await dashboards.get({ id });
    if (byUid && byId && byUid.id !== byId.id) return 'same-uid';
    return byUid ?? byId ?? (uid ? undefined : 'not-found');
  }

  async function save(saving: Saving): Promise<Saved | { readonly problem: SaveProblem }> {
    const before = await existing(saving.origin ? { uid: saving.model.uid ?? '' } : saving.model);
    if (before === 'not-found' || before === 'same-uid') return { problem: before };
    const { model, folderUid, message, overwrite, by, origin } = saving;
    if (before && !overwrite && model.version !== before.version) return { problem: 'version-mismatch' };
    const uid = (before?.uid as string | undefined) ?? (model.uid || newUid());
    const number = (before?.version ?? 0) + 1;
    const title = String(model.title ?? '').trim();
    const { id: _, ...content } = model;
    const data = { ...content, uid, title, version: number };
    const at = now();
    const values = {
      uid,
      title: title.slice(0, 190),
      slug: slugOf(title, uid),
      folderUid,
      tags: tagsOf(model),
      data,
      updated: at,
      updatedBy: by,
      provider: origin?.provider ?? null,
      file: origin?.file ?? null,
      fileHash: origin?.hash ?? null,
    };
    try {
      const [row] = await storage.transaction([
        before
          ? { op: 'update', table: 'dashboard', id: before.id, version: before.version, values }
          : { op: 'insert', table: 'dashboard', values: { ...values, created: at, createdBy: by } },
        {
          op: 'insert',
          table: 'revision',
          values: { dashboardId: before ? before.id : { ref: 0, column: 'id' }, number, data, message, created: at, createdBy: by },
        },
      ]);
      await forgetOld((row as Row).id, number);
      return { row: row as Row, created: !before };
    } catch (error) {
      // Somebody saved between the reading and the writing.
      if (error instanceof FailureError && ['storage/version', 'storage/conflict'].includes(error.failure.code)) {
        return overwrite ? save(saving) : { problem: 'version-mismatch' };
      }
      throw error;
    }
  }

  async function forgetOld(dashboardId: number, newest: number): Promise<void> {
    const oldest = newest - (await keep());
    if (oldest > 0) await revisions.delete({ dashboardId, number: { lte: oldest } });
  }

  return {
    save,
    get: (uid: string) => dashboards.get({ uid }),
    async remove(row: Row): Promise<void> {
      await storage.transaction([
        { op: 'delete', table: 'revision', where: { dashboardId: row.id } },
        { op: 'delete', table: 'dashboard', where: { id: row.id } },
      ]);
    },
    revisions: (dashboardId: number, limit: number, offset: number) =>
      revisions.find({
        where: { dashboardId },
        orderBy: [['number', 'desc']],
        limit,
        offset,
        columns: ['id', 'dashboardId', 'number', 'message', 'created', 'createdBy'],
      }),
    revision: (dashboardId: number, number: number) => revisions.get({ dashboardId, number }),
    fromProvider: (provider: string) =>
      dashboards.find({ where: { provider }, columns: ['id', 'uid', 'title', 'folderUid', 'file', 'fileHash'], limit: 10_000 }),
    provisioned: () => dashboards.find({ where: { provider: { not: null } }, columns: ['id', 'uid', 'provider', 'file'], limit: 10_000 }),
    /** Everything but the content: what lists and searches need. */
    index: () => dashboards.find({ columns: ['id', 'uid', 'title', 'slug', 'folderUid', 'tags', 'updated'], limit: 10_000 }),
    release: (row: Row) => dashboards.update(row.id, row.version, { provider: null, file: null, fileHash: null }),
    inFolder: (folderUid: string) => dashboards.find({ where: { folderUid }, columns: ['id', 'uid', 'title'], limit: 10_000 }),
  };
}
export type Store = ReturnType<typeof openStore>;

function tagsOf({ tags }: DashboardModel): string[] {
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
