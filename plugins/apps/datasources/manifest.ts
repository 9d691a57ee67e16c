import { defineManifest } from '@orrery/plugin-sdk';
import { localOrigins } from './local-servers.ts';

const onUid = (action: string) => ({ action, scope: 'datasources:uid:{uid}' }) as const;
/** The number of a source says nothing of its scope: the handler asks again, by uid, once it knows which one is meant. */
const onAny = (action: string) => ({ action }) as const;
const passed = { rawBody: true, bodyKB: 4096 } as const;

const byUid = '/api/datasources/uid/:uid';
const byId = '/api/datasources/:id';

export const manifest = defineManifest({
  id: 'orrery-datasources-app',
  type: 'app',
  name: 'Data sources',
  info: {
    version: '0.2.0',
    description: 'Configured data sources: pages and API to see, change, test and query them, and their provisioning files.',
    keywords: ['data source', 'query', 'provisioning', 'proxy', 'correlations'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: {
        name: 'Querier',
        permissions: [
          { action: 'datasources:query', scope: 'datasources:*' },
          { action: 'datasources.id:read', scope: 'datasources:*' },
        ],
      },
      grants: ['Viewer'],
    },
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
      settings: ['orrery'],
      events: { publish: ['datasources.changed'] },
      live: { changes: { action: 'datasources:read' } },
      identity: ['check'],
      storage: {
        tables: {
          correlation: {
            columns: {
              uid: 'text',
              sourceUid: 'text',
              targetUid: 'text?',
              label: 'text',
              description: 'long',
              kind: 'text',
              config: 'json',
              provisioned: 'boolean',
            },
            unique: [['uid']],
            indexes: [['sourceUid'], ['targetUid']],
          },
          provisioning: { columns: { at: 'time', problems: 'json' }, global: true },
        },
      },
      // Only for the search of servers on this machine, which somebody who may add data sources asks for.
      fetch: localOrigins,
    },
    consumes: { directory: '^1.0.0' },
    mayConsume: { 'object-rights': '^1.0.0', 'stored-queries': '^1.0.0' },
    // Provisioning reads and compares files of many sources in one go.
    // Every panel of everybody who looks passes through here, six at a time from each browser; a call is short, and waits its turn.
    limits: { cpuMsPerTurn: 500, concurrency: 512 },
    contributes: {
      route: {
        list: { method: 'GET', path: '/api/datasources', rule: onAny('datasources:read') },
        create: { method: 'POST', path: '/api/datasources', rule: { action: 'datasources:create' } },
        get: { method: 'GET', path: byUid, rule: onUid('datasources:read') },
        update: { method: 'PUT', path: byUid, rule: onUid('datasources:write') },
        remove: { method: 'DELETE', path: byUid, rule: onUid('datasources:delete') },
        getById: { method: 'GET', path: byId, rule: onAny('datasources:read') },
        updateById: { method: 'PUT', path: byId, rule: onAny('datasources:write') },
        removeById: { method: 'DELETE', path: byId, rule: onAny('datasources:delete') },
        getByName: { method: 'GET', path: '/api/datasources/name/:name', rule: onAny('datasources:read') },
        removeByName: { method: 'DELETE', path: '/api/datasources/name/:name', rule: onAny('datasources:delete') },
        idOfName: { method: 'GET', path: '/api/datasources/id/:name', rule: onAny('datasources.id:read') },

        health: { method: 'GET', path: `${byUid}/health`, rule: onUid('datasources:query') },
        postHealth: { method: 'POST', path: `${byUid}/health`, rule: onUid('datasources:query'), audit: false },
        putHealth: { method: 'PUT', path: `${byUid}/health`, rule: onUid('datasources:query'), audit: false },
        patchHealth: { method: 'PATCH', path: `${byUid}/health`, rule: onUid('datasources:query'), audit: false },
        deleteHealth: { method: 'DELETE', path: `${byUid}/health`, rule: onUid('datasources:query'), audit: false },
        healthById: { method: 'GET', path: `${byId}/health`, rule: onAny('datasources:query') },
        postHealthById: { method: 'POST', path: `${byId}/health`, rule: onAny('datasources:query'), audit: false },
        putHealthById: { method: 'PUT', path: `${byId}/health`, rule: onAny('datasources:query'), audit: false },
        patchHealthById: { method: 'PATCH', path: `${byId}/health`, rule: onAny('datasources:query'), audit: false },
        deleteHealthById: { method: 'DELETE', path: `${byId}/health`, rule: onAny('datasources:query'), audit: false },

        resource: { method: 'GET', path: `${byUid}/resources/*`, rule: onUid('datasources:query') },
        postResource: { method: 'POST', path: `${byUid}/resources/*`, rule: onUid('datasources:query'), audit: false, ...passed },
        putResource: { method: 'PUT', path: `${byUid}/resources/*`, rule: onUid('datasources:query'), ...passed },
        patchResource: { method: 'PATCH', path: `${byUid}/resources/*`, rule: onUid('datasources:query'), ...passed },
        deleteResource: { method: 'DELETE', path: `${byUid}/resources/*`, rule: onUid('datasources:query'), ...passed },
        resourceById: { method: 'GET', path: `${byId}/resources/*`, rule: onAny('datasources:query') },
        postResourceById: { method: 'POST', path: `${byId}/resources/*`, rule: onAny('datasources:query'), audit: false, ...passed },
        putResourceById: { method: 'PUT', path: `${byId}/resources/*`, rule: onAny('datasources:query'), ...passed },
        patchResourceById: { method: 'PATCH', path: `${byId}/resources/*`, rule: onAny('datasources:query'), ...passed },
        deleteResourceById: { method: 'DELETE', path: `${byId}/resources/*`, rule: onAny('datasources:query'), ...passed },

        proxy: { method: 'GET', path: '/api/datasources/proxy/uid/:uid/*', rule: onUid('datasources:query') },
        postProxy: { method: 'POST', path: '/api/datasources/proxy/uid/:uid/*', rule: onUid('datasources:query'), audit: false, ...passed },
        putProxy: { method: 'PUT', path: '/api/datasources/proxy/uid/:uid/*', rule: onUid('datasources:query'), ...passed },
        patchProxy: { method: 'PATCH', path: '/api/datasources/proxy/uid/:uid/*', rule: onUid('datasources:query'), ...passed },
        deleteProxy: { method: 'DELETE', path: '/api/datasources/proxy/uid/:uid/*', rule: onUid('datasources:query'), ...passed },
        proxyById: { method: 'GET', path: '/api/datasources/proxy/:id/*', rule: onAny('datasources:query') },
        postProxyById: { method: 'POST', path: '/api/datasources/proxy/:id/*', rule: onAny('datasources:query'), audit: false, ...passed },
        putProxyById: { method: 'PUT', path: '/api/datasources/proxy/:id/*', rule: onAny('datasources:query'), ...passed },
        patchProxyById: { method: 'PATCH', path: '/api/datasources/proxy/:id/*', rule: onAny('datasources:query'), ...passed },
        deleteProxyById: { method: 'DELETE', path: '/api/datasources/proxy/:id/*', rule: onAny('datasources:query'), ...passed },

        correlations: { method: 'GET', path: '/api/datasources/correlations', rule: onAny('datasources:read') },
        correlationsOf: { method: 'GET', path: `${byUid}/correlations`, rule: onUid('datasources:read') },
        correlation: { method: 'GET', path: `${byUid}/correlations/:correlation`, rule: onUid('datasources:read') },
        correlate: { method: 'POST', path: `${byUid}/correlations`, rule: onUid('datasources:write') },
        changeCorrelation: { method: 'PATCH', path: `${byUid}/correlations/:correlation`, rule: onUid('datasources:write') },
        removeCorrelation: { method: 'DELETE', path: `${byUid}/correlations/:correlation`, rule: onUid('datasources:write') },

        query: { method: 'POST', path: '/api/ds/query', rule: { admitted: true }, bodyKB: 4096, audit: false },
        reload: {
          method: 'POST',
          path: '/api/admin/provisioning/datasources/reload',
          rule: { action: 'provisioning:reload', scope: 'provisioners:datasources' },
        },

        usable: { method: 'GET', path: '/api/orrery/datasources', rule: onAny('datasources:query') },
        types: { method: 'GET', path: '/api/orrery/datasource-types', rule: onAny('datasources:read') },
        test: { method: 'POST', path: '/api/orrery/datasources/:uid/test', rule: onUid('datasources:query'), audit: false },
        find: { method: 'POST', path: '/api/orrery/local-servers', rule: { action: 'datasources:create' } },
        problems: { method: 'GET', path: '/api/orrery/datasource-provisioning', rule: onAny('datasources:write') },
      },
      schedule: { provision: { when: 'start' } },
      page: {
        list: { path: '/connections/datasources', title: 'Data sources', titles: { de: 'Datenquellen' }, action: 'datasources:read' },
        add: {
          path: '/connections/datasources/new',
          title: 'Add data source',
          titles: { de: 'Datenquelle hinzufügen' },
          action: 'datasources:create',
        },
        edit: {
          path: '/connections/datasources/edit/:uid',
          title: 'Data source',
          titles: { de: 'Datenquelle' },
          action: 'datasources:read',
        },
      },
      navigation: {
        connections: {
          label: 'Connections',
          labels: { de: 'Verbindungen' },
          path: '/connections/datasources',
          icon: 'plug',
          weight: 70,
          action: 'datasources:read',
        },
      },
    },
  },
});
