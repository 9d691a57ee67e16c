import { defineManifest } from '@orrery/plugin-sdk';
import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';

const onPlugin = (action: string) => ({ action, scope: 'plugins:id:{id}' }) as const;
const proxy = '/api/plugin-proxy/:id/*';
const passed = { path: proxy, rule: onPlugin('plugins.app:access'), rawBody: true, bodyKB: 4096 } as const;

/** Of apps that answer nothing: those that do have these routes themselves. */
const silentRoutes = Object.fromEntries(
  (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method) =>
    ['', '/*'].map((rest): [string, RouteDeclaration] => [
      `${method}:resources${rest.replace('*', 'rest')}`,
      { method, path: `/api/plugins/:id/resources${rest}`, rule: onPlugin('plugins.app:access'), givesWay: true, audit: false },
    ]),
  ),
);

export const silent = Object.keys(silentRoutes);

export const manifest = defineManifest({
  id: 'orrery-app-settings-app',
  type: 'app',
  name: 'App settings',
  info: {
    version: '0.1.0',
    description:
      'What each organisation sets for its apps, from the API and from provisioning files, and the requests that their routes pass on.',
    keywords: ['apps', 'settings', 'provisioning', 'proxy'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    { role: { name: 'App user', permissions: [{ action: 'plugins.app:access', scope: 'plugins:*' }] }, grants: ['Viewer'] },
    { role: { name: 'App administrator', permissions: [{ action: 'plugins:write', scope: 'plugins:id:*' }] }, grants: ['Admin'] },
  ],
  orrery: {
    runtime: 'isolate',
    capabilities: {
      instances: { app: ['read', 'write', 'call'] },
      provisioning: ['plugins'],
      identity: ['check'],
    },
    consumes: { directory: '^1.0.0' },
    limits: { concurrency: 256 },
    contributes: {
      route: {
        save: { method: 'POST', path: '/api/plugins/:id/settings', rule: onPlugin('plugins:write') },
        proxy: { method: 'GET', path: proxy, rule: onPlugin('plugins.app:access') },
        postProxy: { method: 'POST', ...passed },
        putProxy: { method: 'PUT', ...passed },
        patchProxy: { method: 'PATCH', ...passed },
        deleteProxy: { method: 'DELETE', ...passed },
        ...silentRoutes,
        reload: {
          method: 'POST',
          path: '/api/admin/provisioning/plugins/reload',
          rule: { action: 'provisioning:reload', scope: 'provisioners:plugins' },
        },
      },
      schedule: { provision: { when: 'start' } },
    },
  },
});
