/** Dashboards and their revisions in the plugin's tables. The row's own version is the dashboard's. */
import { FailureError, newUid, type Row, type Step, type Storage } from '@orrery/plugin-sdk';
import { slugOf } from '../names.ts';
import { everyRow, inPieces, rowsWith } from '../pages.ts';

export type DashboardModel = Record<string, unknown> & {
  uid?: string;
  title?: string;
  version?: number;
  id?: number | null;
  tags?: unknown;
};

export interface Writing {
  readonly model: DashboardModel;
  readonly folderUid: string;
  readonly message: string;
  readonly by: string;
  readonly byId: number;
  /** Ids of the library elements that its panels show. */
  readonly elements: readonly number[];
  readonly restoredFrom?: number;
  readonly marks?: Marks;
  /** Set for dashboards that come from a file. */
  readonly origin?: Origin;
}
/** Labels and annotations, as tools put them on a thing under `/apis`; kept as they are. */
export interface Marks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Origin {
  readonly provider: string;
  readonly file: string;
  readonly hash: string;
  readonly editable: boolean;
}

/** What lists and searches need: everything but the content. */
const brief = ['id', 'uid', 'title', 'slug', 'folderUid', 'tags', 'created', 'updated'];

export function openDashboards(storage: Storage, orgId: number, keep: () => Promise<number>, now: () => number = Date.now) {
  const dashboards = storage.table('dashboard');
  const revisions = storage.table('revision');
  const provisioned = storage.table('provisioned');

  /**
   * Writes over the row that was read (`before`), or a new one. `taken`: somebody wrote in between, and nothing was changed.
   * Row, revision, connections and origin change together or not at all.
   */
  async function write(before: Row | undefined, writing: Writing): Promise<Row | 'taken'> {
    const { model, folderUid, message, by, byId, elements, restoredFrom, marks, origin } = writing;
    const uid = model.uid || (before?.uid as string | undefined) || newUid();
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
      ...(marks && { marks }),
    };
    const dashboardId = before ? before.id : { ref: 0, column: 'id' };
    const steps: Step[] = [
      before
        ? { op: 'update', table: 'dashboard', id: before.id, version: before.version, values }
        : { op: 'insert', table: 'dashboard', values: { ...values, created: at, createdBy: by } },
      {
        op: 'insert',
        table: 'revision',
        values: {
          ...{ dashboardId, number, data, message, created: at, createdBy: by },
          parentNumber: before?.version ?? 0,
          restoredFrom: restoredFrom ?? 0,
        },
      },
      ...(before ? [{ op: 'delete', table: 'connection', where: { dashboardId: before.id } } as const] : []),
      ...elements.map(
        (elementId): Step => ({
          op: 'insert',
          table: 'connection',
          values: { elementId, dashboardId, created: at, createdBy: by, createdById: byId },
        }),
      ),
    ];
    if (origin) {
      if (before) steps.push({ op: 'delete', table: 'provisioned', where: { dashboardId: before.id } });
      steps.push({ op: 'insert', table: 'provisioned', values: { ...origin, orgId, dashboardId } });
    }
    try {
      const [row] = await storage.transaction(steps);
      await forgetOld((row as Row).id, number);
      return row as Row;
    } catch (error) {
      if (error instanceof FailureError && ['storage/version', 'storage/conflict', 'storage/missing'].includes(error.failure.code))
        return 'taken';
      throw error;
    }
  }

  async function forgetOld(dashboardId: number, newest: number): Promise<void> {
    const oldest = newest - (await keep());
    if (oldest > 0) await revisions.delete({ dashboardId, number: { lte: oldest } });
  }

  return {
    write,
    get: (uid: string) => dashboards.get({ uid }),
    /** Enough to write over it: its number and version. */
    handle: async (uid: string): Promise<Row | undefined> => (await dashboards.find({ where: { uid }, columns: ['uid'], limit: 1 }))[0],
    byId: (id: number) => (Number.isSafeInteger(id) ? dashboards.get({ id }) : Promise.resolve(undefined)),
    /** Without the content. */
    briefs: (where: { uid?: readonly string[]; id?: readonly number[]; folderUid?: readonly string[] } = {}) => {
      const narrow = Object.entries(where).find(([, values]) => values !== undefined);
      return narrow
        ? rowsWith(dashboards, narrow[0], narrow[1] as readonly string[], { columns: brief })
        : everyRow(dashboards, { columns: brief });
    },
    whole: (ids: readonly number[]) => rowsWith(dashboards, 'id', ids),
    count: () => dashboards.count(),
    /** With everything that hangs on them, and `steps` in the last transaction: all at once for up to two hundred. */
    async remove(rows: readonly Pick<Row, 'id'>[], steps: readonly Step[] = []): Promise<void> {
      const ids = rows.map(({ id }) => id);
      const pieces = inPieces(ids, 200);
      for (const [index, piece] of (pieces.length > 0 ? pieces : [[]]).entries()) {
        const gone = { in: piece };
        await storage.transaction([
          ...(piece.length === 0 ? [] : ['annotationTag', 'annotation', 'star', 'connection', 'provisioned', 'revision']).map(
            (table): Step => ({ op: 'delete', table, where: { dashboardId: gone } }),
          ),
          ...(piece.length === 0 ? [] : [{ op: 'delete', table: 'dashboard', where: { id: gone } } as const]),
          ...(index >= pieces.length - 1 ? steps : []),
        ]);
      }
    },
    revisions: (dashboardId: number, limit: number, offset: number) =>
      revisions.find({
        where: { dashboardId },
        orderBy: [['number', 'desc']],
        limit,
        offset,
        columns: ['id', 'dashboardId', 'number', 'message', 'created', 'createdBy', 'parentNumber', 'restoredFrom'],
      }),
    revision: (dashboardId: number, number: number) =>
      Number.isSafeInteger(number) ? revisions.get({ dashboardId, number }) : Promise.resolve(undefined),
    origin: (dashboardId: number) => provisioned.get({ dashboardId }),
    originsOf: (provider: string) => everyRow(provisioned, { where: { provider, orgId } }),
    /** It stays, and belongs to nobody's file any more. */
    release: (dashboardId: number) => provisioned.delete({ dashboardId }),
    markEditable: (origin: Row, editable: boolean) => provisioned.update(origin.id, origin.version, { editable }),
  };
}

function tagsOf({ tags }: DashboardModel): string[] {
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
