import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-json-datasource',
  type: 'datasource',
  name: 'JSON API',
  metrics: true,
  backend: true,
  info: {
    version: '1.0.0',
    description: 'Tables and series out of any JSON that HTTP answers, by JSONPath or JMESPath.',
    author: { name: 'Orrery community' },
    keywords: ['json', 'api', 'http', 'rest', 'jsonpath', 'jmespath'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'A query and what it finds', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { fetch: ['instance'] },
    contributes: { datasource: { 'orrery-json-datasource': { shared: true } } },
  },
});
