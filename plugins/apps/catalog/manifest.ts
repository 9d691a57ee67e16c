import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-catalog-app',
  type: 'app',
  name: 'Catalogs',
  info: {
    version: '0.1.0',
    description:
      'Finds and fetches plugins: from the catalog that came with the server, from folders and servers of your own, and from catalogs that speak as Grafana’s does.',
    keywords: ['catalog', 'plugins'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    // One memory of what each catalog said last.
    placement: 'pinned',
    capabilities: {
      fetch: ['instance'],
      shelf: ['catalogSource'],
      trust: true,
      storage: {
        tables: { seen: { columns: { catalog: 'text', issue: 'integer', digest: 'text' }, unique: [['catalog']], global: true } },
      },
    },
    // A package of some hundreds of megabytes takes its time, and passes through in pieces.
    limits: { heapMB: 128, cpuMsPerTurn: 1_500, wallMsPerCall: 300_000, responseMB: 256 },
    contributes: {
      catalogSource: { orrery: { label: 'Signed catalog' }, grafana: { label: 'Catalog that speaks as Grafana’s does' } },
    },
  },
});
