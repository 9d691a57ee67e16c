import type { RouteDeclaration } from '@orrery/plugin-sdk';

const admitted = { admitted: true } as const;
const readOne = { action: 'dashboards:read', scope: 'dashboards:uid:{uid}' } as const;
const writeOne = { action: 'dashboards:write', scope: 'dashboards:uid:{uid}' } as const;
/** Where the address names no uid, the handler asks for the dashboard that it found. */
const writeSome = { action: 'dashboards:write' } as const;
const save = { anyOf: [{ action: 'dashboards:create' }, { action: 'dashboards:write' }] } as const;

export const dashboardRoutes = {
  save: { method: 'POST', path: '/api/dashboards/db', bodyKB: 8192, rule: save },
  get: { method: 'GET', path: '/api/dashboards/uid/:uid', rule: readOne, cache: 'dashboard:{uid}' },
  remove: {
    method: 'DELETE',
    path: '/api/dashboards/uid/:uid',
    rule: { action: 'dashboards:delete', scope: 'dashboards:uid:{uid}' },
  },
  home: { method: 'GET', path: '/api/dashboards/home', rule: admitted },
  tags: { method: 'GET', path: '/api/dashboards/tags', rule: admitted },
  uidsOfIds: { method: 'GET', path: '/api/dashboards/ids/:ids', rule: { action: 'dashboards:read' } },
  importDashboard: { method: 'POST', path: '/api/dashboards/import', bodyKB: 8192, rule: { action: 'dashboards:create' } },
  /** For whoever may import them. */
  shipped: { method: 'GET', path: '/api/plugins/:id/dashboards', rule: { action: 'dashboards:create' } },
  interpolate: {
    method: 'POST',
    path: '/api/dashboards/interpolate',
    bodyKB: 8192,
    rule: { action: 'dashboards:create' },
    audit: false,
  },
  validate: { method: 'POST', path: '/api/dashboards/validate', bodyKB: 8192, rule: writeSome, audit: false },
  exportDashboard: { method: 'GET', path: '/api/orrery/dashboards/:uid/export', rule: readOne },
  versions: { method: 'GET', path: '/api/dashboards/uid/:uid/versions', rule: writeOne },
  version: { method: 'GET', path: '/api/dashboards/uid/:uid/versions/:number', rule: writeOne },
  restore: { method: 'POST', path: '/api/dashboards/uid/:uid/restore', rule: writeOne },
  versionsById: { method: 'GET', path: '/api/dashboards/id/:id/versions', rule: writeSome },
  versionById: { method: 'GET', path: '/api/dashboards/id/:id/versions/:number', rule: writeSome },
  restoreById: { method: 'POST', path: '/api/dashboards/id/:id/restore', rule: writeSome },
  calculateDiff: { method: 'POST', path: '/api/dashboards/calculate-diff', bodyKB: 16_384, rule: writeSome, audit: false },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
