/** What the basic roles may do from the start. */
import type { RoleDeclaration } from '@orrery/plugin-sdk';

const on = (scope: string, ...actions: readonly string[]) => actions.map((action) => ({ action, scope }));

export const roles: readonly RoleDeclaration[] = [
  {
    role: {
      name: 'Dashboard reader',
      permissions: [
        ...on('dashboards:*', 'dashboards:read'),
        // On folders, so that a folder that is closed to somebody closes the panels in it as well.
        ...on('folders:*', 'folders:read', 'library.panels:read'),
        ...on('annotations:type:*', 'annotations:read'),
        ...on('annotations:type:dashboard', 'annotations:create', 'annotations:write', 'annotations:delete'),
        ...on('', 'snapshots:create', 'snapshots:read'),
      ],
    },
    grants: ['Viewer'],
  },
  {
    role: {
      name: 'Dashboard writer',
      permissions: [
        ...on('folders:*', 'dashboards:create', 'folders:create', 'folders:write', 'folders:delete'),
        ...on('folders:*', 'library.panels:create', 'library.panels:write', 'library.panels:delete'),
        ...on('dashboards:*', 'dashboards:write', 'dashboards:delete'),
        ...on('annotations:type:*', 'annotations:create', 'annotations:write', 'annotations:delete'),
        ...on('playlists:*', 'playlists:create', 'playlists:write', 'playlists:delete'),
      ],
    },
    grants: ['Editor'],
  },
  {
    role: {
      name: 'Dashboard administrator',
      permissions: [
        ...on('dashboards:*', 'dashboards.permissions:read', 'dashboards.permissions:write'),
        ...on('folders:*', 'folders.permissions:read', 'folders.permissions:write'),
        ...on('snapshots:*', 'snapshots:delete'),
      ],
    },
    grants: ['Admin'],
  },
  {
    role: { name: 'Dashboard provisioning reloader', permissions: on('provisioners:*', 'provisioning:reload') },
    grants: ['Grafana Admin'],
  },
];
