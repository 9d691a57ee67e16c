import { defineManifest } from '@orrery/plugin-sdk';
import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';
import { later } from './later.ts';

const laterRoutes: Readonly<Record<string, RouteDeclaration>> = Object.fromEntries(
  Object.entries(later).map(([name, { declaration }]) => [name, declaration]),
);

export const manifest = defineManifest({
  id: 'orrery-compat-app',
  type: 'app',
  name: "Grafana's API",
  info: {
    version: '0.1.0',
    description: 'What clients of Grafana ask a server about itself, and a reason for each route that no plugin answers yet.',
    keywords: ['api', 'compatibility'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: { name: 'Settings reader', permissions: [{ action: 'settings:read', scope: 'settings:*' }] },
      grants: ['Grafana Admin'],
    },
  ],
  orrery: {
    runtime: 'isolate',
    capabilities: {
      instances: { datasource: ['read'], panel: ['read'], navigation: ['read'] },
      identity: ['check'],
      settings: ['*'],
    },
    // Every setting of the server is looked at for one answer.
    limits: { cpuMsPerTurn: 500 },
    contributes: {
      route: {
        ...laterRoutes,
        frontendSettings: { method: 'GET', path: '/api/frontend/settings', rule: { admitted: true } },
        bootData: { method: 'GET', path: '/bootdata', rule: { admitted: true } },
        serverSettings: { method: 'GET', path: '/api/admin/settings', rule: { action: 'settings:read' } },
        sorting: { method: 'GET', path: '/api/search/sorting', rule: { admitted: true }, givesWay: true },
        robots: { method: 'GET', path: '/robots.txt', rule: { anyone: true } },
      },
    },
  },
});
