import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-datasource',
  type: 'datasource',
  name: 'Sample',
  metrics: true,
  alerting: true,
  backend: true,
  info: {
    version: '1.0.0',
    description: 'Waves of any period, or series from a server that answers in JSON.',
    keywords: ['datasource', 'json'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    // The address an administrator enters for each configured datasource, and no other. Secrets are added on the way out.
    capabilities: { fetch: ['instance'] },
    contributes: { datasource: { 'acme-sample-datasource': {} } },
  },
});
