import { defineManifest } from '@orrery/plugin-sdk';

const readOne = { action: 'dashboards:read', scope: 'dashboards:uid:{uid}' } as const;
const writeOne = { action: 'dashboards:write', scope: 'dashboards:uid:{uid}' } as const;
const readFolder = { action: 'folders:read', scope: 'folders:uid:{uid}' } as const;

export const manifest = defineManifest({
  id: 'orrery-dashboards-app',
  type: 'app',
  name: 'Dashboards',
  info: {
    version: '0.1.0',
    description: 'Keeps, provisions, finds and shows dashboards.',
    keywords: ['dashboard', 'folder', 'search'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: {
        name: 'Dashboard reader',
        permissions: [
          { action: 'dashboards:read', scope: 'dashboards:*' },
          { action: 'folders:read', scope: 'folders:*' },
        ],
      },
      grants: ['Viewer'],
    },
    {
      role: {
        name: 'Dashboard writer',
        permissions: [
          { action: 'dashboards:create', scope: 'folders:*' },
          { action: 'dashboards:write', scope: 'dashboards:*' },
          { action: 'dashboards:delete', scope: 'dashboards:*' },
          { action: 'folders:create', scope: 'folders:*' },
          { action: 'folders:write', scope: 'folders:*' },
          { action: 'folders:delete', scope: 'folders:*' },
        ],
      },
      grants: ['Editor'],
    },
    {
      role: { name: 'Dashboard provisioning reloader', permissions: [{ action: 'provisioning:reload', scope: 'provisioners:*' }] },
      grants: ['Grafana Admin'],
    },
  ],
  orrery: {
    runtime: 'isolate',
    placement: 'pinned',
    limits: { heapMB: 128, cpuMsPerTurn: 500, responseMB: 32 },
    capabilities: {
      storage: {
        tables: {
          dashboard: {
            columns: {
              uid: 'text',
              title: 'text',
              slug: 'text',
              folderUid: 'text',
              tags: 'json',
              data: 'json',
              created: 'time',
              updated: 'time',
              createdBy: 'text',
              updatedBy: 'text',
              provider: 'text?',
              file: 'long?',
              fileHash: 'text?',
            },
            unique: [['uid']],
            indexes: [['folderUid'], ['provider']],
          },
          revision: {
            columns: { dashboardId: 'integer', number: 'integer', data: 'json', message: 'long', created: 'time', createdBy: 'text' },
            unique: [['dashboardId', 'number']],
          },
          folder: {
            columns: {
              uid: 'text',
              title: 'text',
              parentUid: 'text',
              created: 'time',
              updated: 'time',
              createdBy: 'text',
              updatedBy: 'text',
            },
            unique: [['uid']],
            indexes: [['parentUid']],
          },
        },
      },
      cache: true,
      provisioning: ['dashboards'],
      events: { publish: ['dashboards.changed'] },
      live: { changes: { action: 'dashboards:read', scope: 'dashboards:*' } },
      identity: ['check'],
      settings: ['dashboards'],
    },
    contributes: {
      route: {
        save: {
          method: 'POST',
          path: '/api/dashboards/db',
          bodyKB: 8192,
          rule: { anyOf: [{ action: 'dashboards:create' }, { action: 'dashboards:write' }] },
        },
        get: { method: 'GET', path: '/api/dashboards/uid/:uid', rule: readOne, cache: 'dashboard:{uid}' },
        remove: {
          method: 'DELETE',
          path: '/api/dashboards/uid/:uid',
          rule: { action: 'dashboards:delete', scope: 'dashboards:uid:{uid}' },
        },
        versions: { method: 'GET', path: '/api/dashboards/uid/:uid/versions', rule: writeOne },
        version: { method: 'GET', path: '/api/dashboards/uid/:uid/versions/:number', rule: writeOne },
        tags: { method: 'GET', path: '/api/dashboards/tags', rule: { signedIn: true } },
        search: { method: 'GET', path: '/api/search', rule: { signedIn: true } },
        folders: { method: 'GET', path: '/api/folders', rule: { action: 'folders:read' } },
        createFolder: { method: 'POST', path: '/api/folders', rule: { action: 'folders:create' } },
        folder: { method: 'GET', path: '/api/folders/:uid', rule: readFolder },
        removeFolder: { method: 'DELETE', path: '/api/folders/:uid', rule: { action: 'folders:delete', scope: 'folders:uid:{uid}' } },
        reload: {
          method: 'POST',
          path: '/api/admin/provisioning/dashboards/reload',
          rule: { action: 'provisioning:reload', scope: 'provisioners:dashboards' },
        },
      },
      schedule: { provision: { when: 'start' }, poll: { when: { everySeconds: 10 } } },
      page: {
        home: { path: '/', title: 'Home' },
        list: { path: '/dashboards', title: 'Dashboards', action: 'dashboards:read' },
        folder: { path: '/dashboards/f/:uid', title: 'Dashboards', action: 'dashboards:read' },
        dashboard: { path: '/d/:uid/:slug?', title: 'Dashboard', action: 'dashboards:read' },
        newDashboard: { path: '/dashboard/new', title: 'New dashboard', action: 'dashboards:create' },
      },
      navigation: {
        home: { label: 'Home', path: '/', icon: 'house', weight: 0 },
        dashboards: { label: 'Dashboards', path: '/dashboards', icon: 'layout-dashboard', weight: 20, action: 'dashboards:read' },
      },
    },
  },
});
