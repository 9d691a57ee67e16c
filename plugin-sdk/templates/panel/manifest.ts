import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-panel',
  type: 'panel',
  name: 'Sample',
  info: {
    version: '1.0.0',
    description: 'The last value of every series, and how far along its range it is.',
    keywords: ['panel', 'value'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'Sample', path: 'img/screenshot.png' }],
  },
  orrery: {
    // It draws and nothing else: no backend, no capabilities.
    runtime: 'none',
    contributes: { panel: { 'acme-sample-panel': { label: 'Sample', description: 'Last values with bars' } } },
  },
});
