/** `/api/snapshots`. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { fieldsOf, first, iso, refuse, textOf, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { snapshotRoutes } from '../declared/snapshot.ts';
import type { Handlers } from '../handlers.ts';
import { openSnapshots } from './store.ts';

const notFound = refuse(404, 'Dashboard snapshot not found');
const gone = "Snapshot deleted. It might take an hour before it's cleared from any CDN caches.";
const never = '2099-12-31T23:59:59Z';
const knownKey = /^[A-Za-z0-9]{32,64}$/;
const longestSeconds = 50 * 365 * 86_400;

export function serveSnapshots(app: App): Handlers<typeof snapshotRoutes> {
  const snapshots = openSnapshots(app.granted.storage, app.granted.secrets);
  const ends = (row: Row) => (row.expires === 0 ? never : iso(row.expires));
  const enabled = async () => (await app.limits()).snapshots;

  async function removed(row: Row): Promise<RouteResponse> {
    await snapshots.remove(row);
    return { body: { message: gone, id: row.id } };
  }
  /** Who made it, and who administers this organisation. To be able to change a dashboard is not enough. */
  async function mayRemove(row: Row, { orgId, principal }: CallContext): Promise<boolean> {
    if (row.orgId !== orgId) return false;
    if (row.who === principal.key) return true;
    return (await app.granted.identity.allows([{ action: 'snapshots:delete', scope: 'snapshots:*' }]))[0] === true;
  }

  return {
    createSnapshot: async ({ body }, { orgId, principal }) => {
      if (!(await enabled())) return refuse(403, 'Dashboard Snapshots are disabled');
      const { dashboard, name, expires = 0, external, key, deleteKey } = fieldsOf(body);
      if (external === true) return refuse(403, 'External dashboard creation is disabled');
      if (typeof dashboard !== 'object' || dashboard === null || Array.isArray(dashboard))
        return refuse(400, 'bad request data: a snapshot needs a dashboard, an object.');
      const seconds = Number(expires);
      if (!Number.isFinite(seconds) || seconds < 0 || seconds > longestSeconds)
        return refuse(400, 'expires is a number of seconds, 0 for never.');
      for (const chosen of [key, deleteKey])
        if (chosen !== undefined && chosen !== '' && !knownKey.test(textOf(chosen)))
          return refuse(400, 'A key that you choose yourself has 32 to 64 letters and digits, so that nobody guesses it.');
      const made = await snapshots.create({
        ...{ orgId, who: principal.key, userId: principal.id, name: (textOf(name).trim() || 'Unnamed snapshot').slice(0, 190) },
        ...{ dashboard: dashboard as Record<string, unknown>, dashboardUid: textOf(fieldsOf(dashboard).uid).slice(0, 40) },
        expires: seconds === 0 ? 0 : Date.now() + Math.trunc(seconds) * 1000,
        ...(key ? { key: textOf(key) } : {}),
        ...(deleteKey ? { deleteKey: textOf(deleteKey) } : {}),
      });
      if (made === 'taken') return refuse(409, 'There is a snapshot with this key already.');
      const { rootUrl } = await app.limits();
      return {
        body: {
          ...{ id: made.row.id, key: made.key, deleteKey: made.deleteKey },
          url: `${rootUrl}/dashboard/snapshot/${made.key}`,
          deleteUrl: `${rootUrl}/api/snapshots-delete/${made.deleteKey}`,
        },
      };
    },
    snapshots: async ({ query }, context) => {
      const [all] = await app.granted.identity.allows([{ action: 'snapshots:delete', scope: 'snapshots:*' }]);
      const wanted = (first(query, 'query') ?? '').toLowerCase();
      const rows = await snapshots.list(context.orgId, all ? undefined : context.principal.key, whole(query, 'limit', 1000, 5000));
      const shown = rows.filter((row) => (row.name as string).toLowerCase().includes(wanted));
      return {
        body: await Promise.all(
          shown.map(async (row) => ({
            ...{ id: row.id, name: row.name, key: (await snapshots.keyOf(row)) ?? '', orgId: row.orgId, userId: row.userId },
            ...{ external: false, externalUrl: '', expires: ends(row), created: iso(row.created), updated: iso(row.created) },
          })),
        ),
      };
    },
    snapshotOptions: () => ({ body: { externalSnapshotURL: '', externalSnapshotName: '', externalEnabled: false } }),
    snapshot: async ({ params }) => {
      const row = (await enabled()) ? await snapshots.byKey(params.key ?? '') : undefined;
      if (!row) return notFound;
      const no = { canAdd: false, canEdit: false, canDelete: false };
      return {
        headers: { 'cache-control': 'public, max-age=3600' },
        body: {
          dashboard: row.dashboard,
          meta: {
            ...{ isSnapshot: true, type: 'snapshot', slug: '', url: '', version: 1, hasAcl: false, isFolder: false, provisioned: false },
            ...{ canSave: false, canEdit: false, canAdmin: false, canStar: false, canDelete: false },
            ...{ created: iso(row.created), updated: iso(row.created), expires: ends(row), createdBy: '', updatedBy: '' },
            ...{ folderId: 0, folderUid: '', folderTitle: '', folderUrl: '', provisionedExternalId: '' },
            annotationsPermissions: { dashboard: no, organization: no },
          },
        },
      };
    },
    removeSnapshot: async ({ params }, context) => {
      const row = await snapshots.byKey(params.key ?? '');
      // Of another organisation: as if there were none.
      if (!row || row.orgId !== context.orgId) return notFound;
      return (await mayRemove(row, context)) ? removed(row) : refuse(403, 'Access denied to this snapshot');
    },
    removeSnapshotByKey: async ({ params }) => {
      const row = await snapshots.byDeleteKey(params.deleteKey ?? '');
      return row ? removed(row) : refuse(404, 'Snapshot not found');
    },
  };
}

/** Deletes what has expired, where the settings say so. */
export async function tidySnapshots(app: App): Promise<void> {
  if (!(await app.limits()).removeExpired) return;
  const snapshots = openSnapshots(app.granted.storage, app.granted.secrets);
  await snapshots.forget(await snapshots.expired());
}
