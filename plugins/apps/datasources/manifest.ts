import { defineManifest } from '@orrery/plugin-sdk';

const read = { action: 'datasources:read', scope: 'datasources:uid:{uid}' } as const;
const write = { action: 'datasources:write', scope: 'datasources:uid:{uid}' } as const;
const remove = { action: 'datasources:delete', scope: 'datasources:uid:{uid}' } as const;
const query = { action: 'datasources:query', scope: 'datasources:uid:{uid}' } as const;

export const manifest = defineManifest({
  id: 'orrery-datasources-app',
  type: 'app',
  name: 'Data sources',
  info: {
    version: '0.1.0',
    description: 'Configured data sources: the API to see, change, test and query them, and their provisioning files.',
    keywords: ['data source', 'query', 'provisioning'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    { role: { name: 'Querier', permissions: [{ action: 'datasources:query', scope: 'datasources:*' }] }, grants: ['Viewer'] },
    { role: { name: 'Explorer', permissions: [{ action: 'datasources:explore', scope: '' }] }, grants: ['Editor'] },
    {
      role: {
        name: 'Data source writer',
        permissions: [
          { action: 'datasources:read', scope: 'datasources:*' },
          { action: 'datasources:create', scope: '' },
          { action: 'datasources:write', scope: 'datasources:*' },
          { action: 'datasources:delete', scope: 'datasources:*' },
        ],
      },
      grants: ['Admin'],
    },
    {
      role: { name: 'Provisioning reloader', permissions: [{ action: 'provisioning:reload', scope: 'provisioners:*' }] },
      grants: ['Grafana Admin'],
    },
  ],
  orrery: {
    runtime: 'isolate',
    capabilities: {
      instances: { datasource: ['read', 'write', 'call'] },
      provisioning: ['datasources'],
      events: { publish: ['datasources.changed'] },
      identity: ['check'],
    },
    contributes: {
      route: {
        list: { method: 'GET', path: '/api/datasources', rule: { action: 'datasources:read', scope: 'datasources:*' } },
        create: { method: 'POST', path: '/api/datasources', rule: { action: 'datasources:create', scope: '' } },
        get: { method: 'GET', path: '/api/datasources/uid/:uid', rule: read },
        getByName: { method: 'GET', path: '/api/datasources/name/:name', rule: { action: 'datasources:read', scope: 'datasources:*' } },
        idOfName: { method: 'GET', path: '/api/datasources/id/:name', rule: { action: 'datasources:query', scope: 'datasources:*' } },
        getById: { method: 'GET', path: '/api/datasources/:id', rule: { action: 'datasources:read', scope: 'datasources:*' } },
        update: { method: 'PUT', path: '/api/datasources/uid/:uid', rule: write },
        remove: { method: 'DELETE', path: '/api/datasources/uid/:uid', rule: remove },
        health: { method: 'GET', path: '/api/datasources/uid/:uid/health', rule: query },
        resource: { method: 'GET', path: '/api/datasources/uid/:uid/resources/*', rule: query },
        postResource: { method: 'POST', path: '/api/datasources/uid/:uid/resources/*', rule: query, audit: false },
        proxy: { method: 'GET', path: '/api/datasources/proxy/uid/:uid/*', rule: query },
        postProxy: { method: 'POST', path: '/api/datasources/proxy/uid/:uid/*', rule: query, audit: false },
        query: { method: 'POST', path: '/api/ds/query', rule: { signedIn: true }, bodyKB: 4096, audit: false },
        usable: { method: 'GET', path: '/api/orrery/datasources', rule: { action: 'datasources:query', scope: 'datasources:*' } },
        reload: {
          method: 'POST',
          path: '/api/admin/provisioning/datasources/reload',
          rule: { action: 'provisioning:reload', scope: 'provisioners:datasources' },
        },
      },
      schedule: { provision: { when: 'start' } },
    },
  },
});
