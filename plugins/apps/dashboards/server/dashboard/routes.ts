/** `/api/dashboards`: save, read, delete, and the lists beside them. */
import type { Row } from '@orrery/plugin-sdk';
import { dashboardNotFound, fieldsOf, refuse } from '../answers.ts';
import type { App } from '../app.ts';
import type { dashboardRoutes } from '../declared/dashboard.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget } from '../rights.ts';
import { serveDiff } from './diff-route.ts';
import { serveHome } from './home.ts';
import { serveImport } from './import.ts';
import { metaOf, modelOf } from './json.ts';
import { removeDashboard } from './remove.ts';
import { rightsOn } from './rights.ts';
import { saveDashboard, savedJson } from './save.ts';
import type { DashboardModel } from './store.ts';
import { serveVersions } from './versions.ts';

export function serveDashboards(app: App): Handlers<typeof dashboardRoutes> {
  return {
    save: async ({ body }, context) => {
      const { dashboard: model, folderUid, folderId, message, overwrite } = fieldsOf(body);
      if (typeof model !== 'object' || model === null || Array.isArray(model))
        return refuse(400, 'unable to parse dashboard: the body holds no "dashboard" object');
      const saved = await saveDashboard(
        app,
        {
          model: model as DashboardModel,
          ...(typeof folderUid === 'string' && { folderUid }),
          ...(typeof folderId === 'number' && { folderId }),
          message: typeof message === 'string' ? message : '',
          overwrite: overwrite === true,
        },
        context,
      );
      return 'refused' in saved ? saved.refused : { body: savedJson(saved.row) };
    },
    get: async ({ params }, { orgId, principal }) => {
      const { dashboards, folders } = app.org(orgId);
      const row = await dashboards.get(params.uid ?? '');
      if (!row) return dashboardNotFound;
      const [folder, origin, rights] = await Promise.all([
        folders.get(row.folderUid as string),
        dashboards.origin(row.id),
        rightsOn(app, orgId, dashboardTarget(row)),
      ]);
      return { body: { dashboard: modelOf(row), meta: metaOf(row, folder, origin, rights, principal.kind !== 'anonymous') } };
    },
    remove: async ({ params }, context) => {
      const gone = await removeDashboard(app, params.uid ?? '', context);
      if ('refused' in gone) return gone.refused;
      const { title, uid, id } = gone.row;
      return { body: { title, message: `Dashboard ${title} deleted`, uid, id } };
    },
    tags: async (_request, { orgId }) => {
      const counts = new Map<string, number>();
      for (const row of await readable(orgId)) for (const tag of row.tags as string[]) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return { body: [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([term, count]) => ({ term, count })) };
    },
    uidsOfIds: async ({ params }, { orgId }) => {
      const ids = (params.ids ?? '').split(',').map(Number);
      if (ids.length > 1000 || !ids.every(Number.isSafeInteger)) return refuse(400, 'ids is a list of at most 1000 numbers, like 1,2,3');
      return { body: (await readable(orgId, { id: ids })).map(({ uid }) => uid) };
    },
    ...serveHome(app),
    ...serveImport(app),
    ...serveVersions(app),
    ...serveDiff(app),
  };

  async function readable(orgId: number, where: { id?: readonly number[] } = {}): Promise<Row[]> {
    const { dashboards, folders, rights } = app.org(orgId);
    const rows = await dashboards.briefs(where);
    const allowed = await rights.judge('dashboards:read', rows.map(dashboardTarget), await folders.tree());
    return rows.filter((_, index) => allowed[index]);
  }
}
