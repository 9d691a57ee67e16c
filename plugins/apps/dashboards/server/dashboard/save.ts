/**
 * Saving a dashboard, from whichever door: who may, where to, over what. Of two who save the same version the second is told so;
 * between the decision and the writing nobody slips in, because the row that was judged is the row that is written over.
 */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { refuse } from '../answers.ts';
import type { App, Org } from '../app.ts';
import { uidProblem } from '../names.ts';
import { dashboardTarget, place } from '../rights.ts';
import { seconds } from '../settings.ts';
import { libraryUids } from './panels.ts';
import type { DashboardModel, Marks } from './store.ts';

export interface Saving {
  readonly model: DashboardModel;
  /** Where to; undefined leaves it where it is, or puts a new one at the root. */
  readonly folderUid?: string | undefined;
  readonly folderId?: number | undefined;
  readonly message?: string;
  readonly overwrite?: boolean;
  readonly restoredFrom?: number;
  readonly marks?: Marks;
  /** Everything is judged and nothing written: the row is the one that would be written over. */
  readonly dryRun?: boolean;
}
export type Saved = { readonly row: Row; readonly created: boolean } | { readonly refused: RouteResponse };

const versionMismatch = refuse(412, 'The dashboard has been changed by someone else', 'version-mismatch');
const unknown = refuse(404, 'Dashboard not found', 'not-found');
const tries = 5;

export async function saveDashboard(app: App, saving: Saving, context: CallContext): Promise<Saved> {
  const { model, overwrite = false } = saving;
  const org = app.org(context.orgId);
  const wrong = await wrongWith(app, model);
  if (wrong) return { refused: wrong };
  const elements = await org.library.idsOf(libraryUids(model));
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = await existing(org, model);
    if ('refused' in before) return before;
    const folder = await folderOf(org, saving, before.row);
    if ('refused' in folder) return folder;
    const refused =
      (await forbidden(org, before.row, folder.uid)) ??
      (before.row && !overwrite && model.version !== before.row.version ? versionMismatch : undefined) ??
      (before.row ? undefined : await overQuota(app, org));
    if (refused) return { refused };
    if (saving.dryRun) return { row: before.row ?? imagined(model, folder.uid), created: !before.row };

    const row = await org.dashboards.write(before.row, {
      model,
      folderUid: folder.uid,
      message: saving.message ?? '',
      by: context.principal.login,
      byId: context.principal.id,
      elements,
      ...(saving.restoredFrom !== undefined && { restoredFrom: saving.restoredFrom }),
      ...(saving.marks && { marks: saving.marks }),
    });
    if (row === 'taken') {
      if (before.row && !overwrite) return { refused: versionMismatch };
      continue;
    }
    const uid = row.uid as string;
    await app.changed(org.orgId, before.row && before.row.uid !== uid ? [uid, before.row.uid as string] : [uid]);
    if (!before.row) await app.told.created('dashboards', uid, folder.uid);
    return { row, created: !before.row };
  }
  return { refused: versionMismatch };
}

function imagined(model: DashboardModel, folderUid: string): Row {
  const at = Date.now();
  return { id: 0, version: 0, uid: model.uid ?? '', title: model.title, slug: '', folderUid, data: model, created: at, updated: at };
}

async function wrongWith(app: App, model: DashboardModel): Promise<RouteResponse | undefined> {
  const wrong = uidProblem(typeof model.uid === 'string' ? model.uid : '');
  if (wrong) return refuse(400, wrong);
  if (!String(model.title ?? '').trim()) return refuse(400, 'Dashboard title cannot be empty', 'empty-name');
  const refresh = typeof model.refresh === 'string' ? seconds(model.refresh) : undefined;
  if (refresh !== undefined && refresh < (await app.limits()).minRefreshSeconds)
    return refuse(400, 'Dashboard refresh interval is too low');
  return undefined;
}

/** The dashboard that a model means: by its id, else by its uid. */
async function existing(org: Org, { id, uid }: DashboardModel): Promise<{ readonly row: Row | undefined } | { refused: RouteResponse }> {
  const byUid = uid ? await org.dashboards.get(uid) : undefined;
  if (!id) return { row: byUid };
  const byId = await org.dashboards.byId(Number(id));
  if (!byId) return { refused: unknown };
  if (byUid && byUid.id !== byId.id) return { refused: refuse(400, 'A dashboard with the same uid already exists') };
  return { row: byId };
}

async function folderOf(
  org: Org,
  { folderUid, folderId }: Saving,
  before: Row | undefined,
): Promise<{ readonly uid: string } | { readonly refused: RouteResponse }> {
  const missing = { refused: refuse(400, 'Folder not found') };
  if (folderUid) {
    if (folderUid === 'general') return { uid: '' };
    return (await org.folders.get(folderUid)) ? { uid: folderUid } : missing;
  }
  if (folderId) {
    const folder = await org.folders.byId(folderId);
    return folder ? { uid: folder.uid as string } : missing;
  }
  return { uid: folderId === 0 ? '' : ((before?.folderUid as string | undefined) ?? '') };
}

async function forbidden({ rights, dashboards }: Org, before: Row | undefined, folderUid: string): Promise<RouteResponse | undefined> {
  const mayCreate = () => rights.may('dashboards:create', place(folderUid));
  const allowed = before
    ? (await rights.may('dashboards:write', dashboardTarget(before))) && (before.folderUid === folderUid || (await mayCreate()))
    : await mayCreate();
  if (!allowed) return refuse(403, 'Access denied to save dashboard');
  const origin = before && (await dashboards.origin(before.id));
  return origin && !origin.editable ? refuse(400, 'Cannot save provisioned dashboard') : undefined;
}

async function overQuota(app: App, org: Org): Promise<RouteResponse | undefined> {
  const { mostDashboards } = await app.limits();
  const used = await org.dashboards.count();
  // Whoever keeps quotas knows of those that were set for one organisation.
  const asked = await app.granted.services.call('quotas', 'reached', { target: 'org_dashboard', used });
  const reached = asked.ok ? asked.value === true : mostDashboards >= 0 && used >= mostDashboards;
  return reached ? refuse(403, 'Quota reached') : undefined;
}

export function savedJson(row: Row) {
  return {
    status: 'success',
    id: row.id,
    uid: row.uid,
    title: row.title,
    url: `/d/${row.uid}/${row.slug}`,
    version: row.version,
    slug: row.slug,
    ...(row.folderUid ? { folderUid: row.folderUid } : {}),
  };
}
