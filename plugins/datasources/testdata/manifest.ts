import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'grafana-testdata-datasource',
  type: 'datasource',
  name: 'TestData',
  metrics: true,
  logs: true,
  alerting: true,
  annotations: true,
  backend: true,
  aliasIDs: ['testdata'],
  info: {
    version: '0.1.0',
    description: 'Made-up data of known shape, for trying panels and for tests.',
    keywords: ['test', 'demo'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    contributes: { datasource: { 'grafana-testdata-datasource': { shared: true, logContext: true } } },
  },
});
