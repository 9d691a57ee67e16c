/** The versions of a dashboard: which there are, what each held, and going back to one. By uid, or by the older numeric id. */
import type { CallContext, RouteRequest, RouteResponse, Row } from '@orrery/plugin-sdk';
import { byName, dashboardNotFound, denied, fieldsOf, iso, numeric, refuse, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { dashboardRoutes } from '../declared/dashboard.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget } from '../rights.ts';
import { saveDashboard, savedJson } from './save.ts';
import type { DashboardModel } from './store.ts';

type Served = 'versions' | 'version' | 'restore' | 'versionsById' | 'versionById' | 'restoreById';
type Act = (row: Row, request: RouteRequest, context: CallContext) => Promise<RouteResponse>;

export function serveVersions(app: App): Handlers<Pick<typeof dashboardRoutes, Served>> {
  const byUid = (act: Act) => async (request: RouteRequest, context: CallContext) => {
    const row = await app.org(context.orgId).dashboards.get(request.params.uid ?? '');
    return row ? act(row, request, context) : dashboardNotFound;
  };
  const byId = (act: Act) => async (request: RouteRequest, context: CallContext) => {
    const { dashboards, rights } = app.org(context.orgId);
    const row = await dashboards.byId(Number(request.params.id));
    if (!row) return dashboardNotFound;
    if (!(await rights.may('dashboards:write', dashboardTarget(row)))) return denied('dashboards:write', context);
    return act(row, request, context);
  };

  const list: Act = async (row, { query }, { orgId }) => {
    const limit = whole(query, 'limit', 1000, 1000);
    const start = Math.max(numeric(query, 'start') ?? 0, 0);
    const revisions = await app.org(orgId).dashboards.revisions(row.id, limit, start);
    return { body: { continueToken: '', versions: revisions.map((revision) => revisionJson(revision, row)) } };
  };
  const one: Act = async (row, { params }, { orgId }) => {
    const revision = await app.org(orgId).dashboards.revision(row.id, Number(params.number));
    return revision
      ? { body: { ...revisionJson(revision, row), data: revision.data } }
      : refuse(404, `Dashboard version ${params.number} not found for dashboardId ${row.id}`);
  };
  const goBack: Act = async (row, { body }, context) => {
    const { version } = fieldsOf(body);
    const revision = await app.org(context.orgId).dashboards.revision(row.id, Number(version));
    if (!revision) return refuse(404, 'Dashboard version not found');
    const saved = await saveDashboard(
      app,
      {
        model: { ...(revision.data as DashboardModel), id: row.id, uid: row.uid as string, version: row.version },
        message: `Restored from version ${version}`,
        restoredFrom: revision.number as number,
      },
      context,
    );
    return 'refused' in saved ? saved.refused : { body: savedJson(saved.row) };
  };

  return {
    versions: byUid(list),
    version: byUid(one),
    restore: byUid(goBack),
    versionsById: byId(list),
    versionById: byId(one),
    restoreById: byId(goBack),
  };
}

function revisionJson(revision: Row, dashboard: Row) {
  const number = revision.number as number;
  return {
    id: revision.id,
    dashboardId: revision.dashboardId,
    dashboardUID: dashboard.uid,
    uid: dashboard.uid,
    parentVersion: revision.parentNumber ?? number - 1,
    restoredFrom: revision.restoredFrom ?? 0,
    version: number,
    created: iso(revision.created),
    createdBy: byName(revision.createdBy),
    message: revision.message,
  };
}
