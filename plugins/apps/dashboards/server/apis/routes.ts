/** `/apis`: which groups there are, and the two of this plugin. */
import type { RouteHandler, RouteResponse } from '@orrery/plugin-sdk';
import type { App } from '../app.ts';
import { rightsOn } from '../dashboard/rights.ts';
import type { apisRoutes } from '../declared/apis.ts';
import { countBelow } from '../folder/remove.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget, folderTarget } from '../rights.ts';
import { dashboardKind } from './dashboards.ts';
import { folderKind } from './folders.ts';
import type { Kind } from './kind.ts';
import { notFound, status } from './status.ts';
import { verbsOf } from './verbs.ts';

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update'];

export function serveApis(app: App): Handlers<typeof apisRoutes> {
  const [dashboards, folders] = [dashboardKind(app), folderKind(app)];
  const [ofDashboards, ofFolders] = [verbsOf(dashboards), verbsOf(folders)];

  return {
    apis: () => ({ body: { kind: 'APIGroupList', apiVersion: 'v1', groups: [dashboards, folders].map(groupOf) } }),
    apisDashboardGroup: () => ({ body: { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(dashboards) } }),
    apisFolderGroup: () => ({ body: { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(folders) } }),
    apisDashboardVersion: ({ params }) => resources(dashboards, params.version),
    apisFolderVersion: ({ params }) => resources(folders, params.version),
    apisUnknown: () => status(404, 'the server could not find the requested resource', { group: '', plural: '' }),

    listDashboardObjects: ofDashboards.list,
    createDashboardObject: ofDashboards.create,
    getDashboardObject: ofDashboards.get,
    putDashboardObject: ofDashboards.put,
    patchDashboardObject: ofDashboards.patch,
    deleteDashboardObject: ofDashboards.remove,
    getDashboardDto: enriched(ofDashboards.get, async ({ params }, { orgId, principal }) => {
      const row = await app.org(orgId).dashboards.get(params.name ?? '');
      if (!row) return {};
      const { annotate, ...can } = await rightsOn(app, orgId, dashboardTarget(row));
      const allowed = ([canAdd, canEdit, canDelete]: readonly boolean[]) => ({ canAdd, canEdit, canDelete });
      return {
        kind: 'DashboardWithAccessInfo',
        access: {
          ...{ slug: row.slug, url: `/d/${row.uid}/${row.slug}`, canEdit: can.canSave, canStar: principal.kind !== 'anonymous', ...can },
          annotationsPermissions: { dashboard: allowed(annotate.dashboard), organization: allowed(annotate.organization) },
        },
      };
    }),

    listFolderObjects: ofFolders.list,
    createFolderObject: ofFolders.create,
    getFolderObject: ofFolders.get,
    putFolderObject: ofFolders.put,
    patchFolderObject: ofFolders.patch,
    deleteFolderObject: ofFolders.remove,
    getFolderPart: async (request, context) => {
      const whole = await ofFolders.get(request, context);
      if (whole.status !== undefined) return whole;
      const { name = '', part = '', version = '' } = request.params;
      const { folders: store, rights } = app.org(context.orgId);
      const tree = await store.tree();
      const row = tree.get(name);
      if (!row) return notFound({ group: folders.group, plural: folders.plural, name });
      const apiVersion = `${folders.group}/${version}`;
      const info = (found: readonly (typeof row)[]) =>
        found.map(({ uid, title, parentUid }) => ({ name: uid, title, ...(parentUid ? { parent: parentUid } : {}) }));
      switch (part) {
        case 'access': {
          const [canSave, canDelete, canAdmin] = await rights.on(folderTarget(row), [
            'folders:write',
            'folders:delete',
            'folders.permissions:write',
          ]);
          return { body: { kind: 'FolderAccessInfo', apiVersion, canSave, canEdit: canSave, canDelete, canAdmin } };
        }
        case 'counts': {
          const { folder, dashboard, librarypanel, alertrule } = await countBelow(app, context.orgId, name);
          const counts = [
            { group: folders.group, resource: 'folders', count: folder },
            { group: dashboards.group, resource: 'dashboards', count: dashboard },
            { group: 'dashboard.grafana.app', resource: 'librarypanels', count: librarypanel },
            { group: 'rules.alerting.grafana.app', resource: 'alertrules', count: alertrule },
          ];
          return { body: { kind: 'DescendantCounts', apiVersion, counts } };
        }
        case 'parents':
          return { body: { kind: 'FolderInfoList', apiVersion, metadata: {}, items: info([...tree.parents(name), row]) } };
        case 'children': {
          const below = tree.all.filter(({ parentUid }) => parentUid === name);
          const readable = await rights.judge('folders:read', below.map(folderTarget), tree);
          return { body: { kind: 'FolderInfoList', apiVersion, metadata: {}, items: info(below.filter((_, index) => readable[index])) } };
        }
        default:
          return status(404, `A folder has no ${part}: there are ${folders.subresources.join(', ')}`, {
            group: folders.group,
            plural: folders.plural,
            name,
          });
      }
    },
  };
}

/** What a handler answers, with more keys when it answers at all. */
function enriched(handler: RouteHandler, more: (...call: Parameters<RouteHandler>) => Promise<object>): RouteHandler {
  return async (request, context) => {
    const answer = await handler(request, context);
    return answer.status === undefined ? { body: { ...(answer.body as object), ...(await more(request, context)) } } : answer;
  };
}

function groupOf({ group, versions, preferred }: Kind) {
  const version = (name: string) => ({ groupVersion: `${group}/${name}`, version: name });
  return { name: group, versions: versions.map(version), preferredVersion: version(preferred) };
}

function resources({ group, versions, plural, singular, kind, subresources }: Kind, version = ''): RouteResponse {
  if (!versions.includes(version)) return status(404, 'the server could not find the requested resource', { group, plural });
  const one = { name: plural, singularName: singular, namespaced: true, kind, verbs };
  const parts = subresources.map((part) => ({ name: `${plural}/${part}`, singularName: '', namespaced: true, kind, verbs: ['get'] }));
  return { body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/${version}`, resources: [one, ...parts] } };
}
