/** What the basic roles hold of this plugin's rights from the start. */
import type { RoleDeclaration } from '@orrery/plugin-sdk';

const on = (scope: string, ...actions: readonly string[]) => actions.map((action) => ({ action, scope }));

export const roles = [
  {
    role: { name: 'Organisation reader', permissions: on('', 'orgs:read', 'orgs.quotas:read') },
    grants: ['Viewer'],
  },
  {
    role: {
      name: 'Organisation administrator',
      permissions: [
        ...on('users:*', 'org.users:read', 'org.users:add', 'org.users:write', 'org.users:remove'),
        ...on('', 'orgs:write', 'orgs.preferences:read', 'orgs.preferences:write', 'teams:create'),
        ...on('teams:*', 'teams:read', 'teams:write', 'teams:delete', 'teams.permissions:read', 'teams.permissions:write'),
        ...on('dashboards:*', 'dashboards.permissions:read', 'dashboards.permissions:write'),
        ...on('folders:*', 'folders.permissions:read', 'folders.permissions:write'),
        ...on('datasources:*', 'datasources.permissions:read', 'datasources.permissions:write'),
        ...on('serviceaccounts:*', 'serviceaccounts.permissions:read', 'serviceaccounts.permissions:write'),
      ],
    },
    grants: ['Admin'],
  },
  {
    role: {
      name: 'Server administrator',
      permissions: [
        ...on('', 'users:create', 'orgs:create'),
        ...on('global.users:*', 'users:read', 'users:write', 'users:delete', 'users:enable', 'users:disable', 'users:logout'),
        ...on('global.users:*', 'users.password:write', 'users.permissions:write', 'users.authtoken:read', 'users.authtoken:write'),
        ...on('global.users:*', 'users.quotas:read', 'users.quotas:write'),
        ...on('users:*', 'users.permissions:read'),
        ...on('orgs:*', 'orgs:read', 'orgs:write', 'orgs:delete', 'orgs.quotas:read', 'orgs.quotas:write'),
        ...on('orgs:*', 'org.users:read', 'org.users:add', 'org.users:write', 'org.users:remove'),
        ...on('roles:*', 'roles:read'),
        ...on('settings:*', 'settings:read'),
      ],
    },
    grants: ['Grafana Admin'],
  },
] as const satisfies readonly RoleDeclaration[];
