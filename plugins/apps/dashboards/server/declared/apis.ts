/** The Kubernetes-style door to dashboards and folders. Each rule is that of the same act at the other door. */
import type { RouteDeclaration } from '@orrery/plugin-sdk';

const admitted = { admitted: true } as const;
const dashboards = '/apis/dashboard.grafana.app/:version/namespaces/:namespace/dashboards';
const folders = '/apis/folder.grafana.app/:version/namespaces/:namespace/folders';
const onDashboard = <Action extends string>(action: Action) => ({ action, scope: 'dashboards:uid:{name}' }) as const;
const onFolder = <Action extends string>(action: Action) => ({ action, scope: 'folders:uid:{name}' }) as const;

export const apisRoutes = {
  apis: { method: 'GET', path: '/apis', rule: admitted },
  apisDashboardGroup: { method: 'GET', path: '/apis/dashboard.grafana.app', rule: admitted },
  apisDashboardVersion: { method: 'GET', path: '/apis/dashboard.grafana.app/:version', rule: admitted },
  apisFolderGroup: { method: 'GET', path: '/apis/folder.grafana.app', rule: admitted },
  apisFolderVersion: { method: 'GET', path: '/apis/folder.grafana.app/:version', rule: admitted },
  /** Clients that find no group here turn to the older door; a page would mislead them. */
  apisUnknown: { method: 'GET', path: '/apis/*', rule: admitted },

  listDashboardObjects: { method: 'GET', path: dashboards, rule: { action: 'dashboards:read' } },
  createDashboardObject: { method: 'POST', path: dashboards, bodyKB: 8192, rule: { action: 'dashboards:create' } },
  getDashboardObject: { method: 'GET', path: `${dashboards}/:name`, rule: onDashboard('dashboards:read') },
  getDashboardDto: { method: 'GET', path: `${dashboards}/:name/dto`, rule: onDashboard('dashboards:read') },
  putDashboardObject: {
    method: 'PUT',
    path: `${dashboards}/:name`,
    bodyKB: 8192,
    rule: { anyOf: [onDashboard('dashboards:write'), { action: 'dashboards:create' }] },
  },
  patchDashboardObject: { method: 'PATCH', path: `${dashboards}/:name`, bodyKB: 8192, rule: onDashboard('dashboards:write') },
  deleteDashboardObject: { method: 'DELETE', path: `${dashboards}/:name`, rule: onDashboard('dashboards:delete') },

  listFolderObjects: { method: 'GET', path: folders, rule: { action: 'folders:read' } },
  createFolderObject: { method: 'POST', path: folders, rule: { action: 'folders:create' } },
  getFolderObject: { method: 'GET', path: `${folders}/:name`, rule: onFolder('folders:read') },
  getFolderPart: { method: 'GET', path: `${folders}/:name/:part`, rule: onFolder('folders:read') },
  putFolderObject: { method: 'PUT', path: `${folders}/:name`, rule: { anyOf: [onFolder('folders:write'), { action: 'folders:create' }] } },
  patchFolderObject: { method: 'PATCH', path: `${folders}/:name`, rule: onFolder('folders:write') },
  deleteFolderObject: { method: 'DELETE', path: `${folders}/:name`, rule: onFolder('folders:delete') },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
