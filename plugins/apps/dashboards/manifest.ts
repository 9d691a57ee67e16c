import { defineManifest } from '@orrery/plugin-sdk';
import { annotationRoutes } from './server/declared/annotation.ts';
import { apisRoutes } from './server/declared/apis.ts';
import { dashboardRoutes } from './server/declared/dashboard.ts';
import { folderRoutes } from './server/declared/folder.ts';
import { libraryRoutes } from './server/declared/library.ts';
import { playlistRoutes } from './server/declared/playlist.ts';
import { provisioningRoutes } from './server/declared/provisioning.ts';
import { roles } from './server/declared/roles.ts';
import { searchRoutes } from './server/declared/search.ts';
import { snapshotRoutes } from './server/declared/snapshot.ts';
import { starRoutes } from './server/declared/star.ts';
import { tables } from './server/declared/tables.ts';

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
  roles,
  orrery: {
    runtime: 'isolate',
    placement: 'pinned',
    /** Decisions about rights may ask back where a thing lies, so there must be room beside the calls that wait for one. */
    limits: { heapMB: 128, cpuMsPerTurn: 2_000, responseMB: 32, concurrency: 256 },
    capabilities: {
      storage: { tables },
      cache: true,
      provisioning: ['dashboards', 'setting:dashboards:default_home_dashboard_path'],
      events: { publish: ['dashboards.changed', 'folders.changed'] },
      live: { changes: { action: 'dashboards:read', scope: 'dashboards:*' } },
      identity: ['check'],
      settings: ['dashboards', 'snapshots', 'quota', 'server', 'users'],
      /** Keys of snapshots. */
      secrets: ['write', 'decrypt'],
      /** Names of data sources, for exports; dashboards that plugins bring. */
      instances: { datasource: ['read'], dashboard: ['read'] },
    },
    provides: { 'dashboard-folders': '1.0.0', 'stored-queries': '1.0.0' },
    mayConsume: { preferences: '^1.0.0', 'object-rights': '^1.0.0', quotas: '^1.0.0', 'alert-rules': '^1.0.0', directory: '^1.0.0' },
    contributes: {
      route: {
        ...dashboardRoutes,
        ...folderRoutes,
        ...searchRoutes,
        ...starRoutes,
        ...libraryRoutes,
        ...playlistRoutes,
        ...annotationRoutes,
        ...snapshotRoutes,
        ...provisioningRoutes,
        ...apisRoutes,
      },
      schedule: {
        provision: { when: 'start' },
        /** The shortest interval that a provider can ask for; most rounds find nobody due. */
        poll: { when: { everySeconds: 1 } },
        tidy: { when: { everySeconds: 600 } },
      },
      page: {
        home: { path: '/', title: 'Home', titles: { de: 'Start' } },
        list: { path: '/dashboards', title: 'Dashboards', action: 'dashboards:read' },
        folder: { path: '/dashboards/f/:uid/:slug?', title: 'Dashboards', action: 'dashboards:read' },
        dashboard: { path: '/d/:uid/:slug?', title: 'Dashboard', action: 'dashboards:read' },
        newDashboard: { path: '/dashboard/new', title: 'New dashboard', titles: { de: 'Neues Dashboard' }, action: 'dashboards:create' },
      },
      navigation: {
        home: { label: 'Home', labels: { de: 'Start' }, path: '/', icon: 'house', weight: 0 },
        dashboards: { label: 'Dashboards', path: '/dashboards', icon: 'layout-dashboard', weight: 20, action: 'dashboards:read' },
      },
    },
  },
});
