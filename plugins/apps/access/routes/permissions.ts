/** Routes about rights on single things: the same six for each kind of thing, each with the kind's own action and scope. */
import type { RouteDeclaration, RouteHandler } from '@orrery/plugin-sdk';

export type Resource = 'dashboards' | 'folders' | 'datasources' | 'serviceaccounts' | 'teams';
type Names<Kind extends Resource> =
  | `${Kind}Description`
  | `${Kind}Permissions`
  | `${Kind}SetPermissions`
  | `${Kind}SetUser`
  | `${Kind}SetTeam`
  | `${Kind}SetRole`;
export type PermissionHandlers<Kind extends Resource> = Readonly<Record<Names<Kind>, RouteHandler>>;

function routesOf<const Kind extends Resource>(kind: Kind, attribute: 'uid' | 'id'): Readonly<Record<Names<Kind>, RouteDeclaration>> {
  const path = `/api/access-control/${kind}`;
  const scope = `${kind}:${attribute}:{id}`;
  const read = { action: `${kind}.permissions:read`, scope };
  const write = { action: `${kind}.permissions:write`, scope };
  return {
    [`${kind}Description`]: { method: 'GET', path: `${path}/description`, rule: { action: `${kind}.permissions:read` } },
    [`${kind}Permissions`]: { method: 'GET', path: `${path}/:id`, rule: read },
    [`${kind}SetPermissions`]: { method: 'POST', path: `${path}/:id`, rule: write },
    [`${kind}SetUser`]: { method: 'POST', path: `${path}/:id/users/:holder`, rule: write },
    [`${kind}SetTeam`]: { method: 'POST', path: `${path}/:id/teams/:holder`, rule: write },
    [`${kind}SetRole`]: { method: 'POST', path: `${path}/:id/builtInRoles/:holder`, rule: write },
  } as unknown as Readonly<Record<Names<Kind>, RouteDeclaration>>;
}

const dashboard = 'dashboards:uid:{uid}';
const folder = 'folders:uid:{uid}';

export const permissionRoutes = {
  ...routesOf('dashboards', 'uid'),
  ...routesOf('folders', 'uid'),
  ...routesOf('datasources', 'uid'),
  ...routesOf('serviceaccounts', 'id'),
  ...routesOf('teams', 'id'),
  legacyDashboardPermissions: {
    method: 'GET',
    path: '/api/dashboards/uid/:uid/permissions',
    rule: { action: 'dashboards.permissions:read', scope: dashboard },
  },
  setLegacyDashboardPermissions: {
    method: 'POST',
    path: '/api/dashboards/uid/:uid/permissions',
    rule: { action: 'dashboards.permissions:write', scope: dashboard },
  },
  legacyFolderPermissions: {
    method: 'GET',
    path: '/api/folders/:uid/permissions',
    rule: { action: 'folders.permissions:read', scope: folder },
  },
  setLegacyFolderPermissions: {
    method: 'POST',
    path: '/api/folders/:uid/permissions',
    rule: { action: 'folders.permissions:write', scope: folder },
  },
} as const;
