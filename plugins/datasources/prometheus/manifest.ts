import { defineManifest } from '@orrery/plugin-sdk';

const read = ['GET', 'POST'] as const;

export const manifest = defineManifest({
  id: 'prometheus',
  type: 'datasource',
  name: 'Prometheus',
  category: 'tsdb',
  metrics: true,
  alerting: true,
  annotations: true,
  backend: true,
  queryOptions: { minInterval: true },
  info: {
    version: '0.1.0',
    description: 'Asks Prometheus, and what speaks like it, in PromQL.',
    keywords: ['prometheus', 'promql', 'metrics'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { fetch: ['instance'] },
    // A million points are parsed in one go, and need room for the text and the columns.
    limits: { heapMB: 256, cpuMsPerTurn: 1_500, responseMB: 256, wallMsPerCall: 60_000, concurrency: 256 },
    contributes: {
      datasource: {
        prometheus: {
          shared: true,
          asks: ['expr'],
          // Points stand on multiples of the step; an instant query is at the very end of its range.
          wholeIntervals: { unless: ['instant', 'exemplar', 'interval', 'intervalFactor'] },
          proxy: [
            { methods: read, path: '/api/v1/query' },
            { methods: read, path: '/api/v1/query_range' },
            { methods: read, path: '/api/v1/query_exemplars' },
            { methods: read, path: '/api/v1/series' },
            { methods: read, path: '/api/v1/labels' },
            { methods: ['GET'], path: '/api/v1/label' },
            { methods: ['GET'], path: '/api/v1/metadata' },
            { methods: ['GET'], path: '/api/v1/rules' },
            { methods: ['GET'], path: '/api/v1/status/buildinfo' },
          ],
        },
      },
    },
  },
});
