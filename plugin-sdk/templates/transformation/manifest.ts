import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-app',
  type: 'app',
  name: 'Sample',
  info: {
    version: '1.0.0',
    description: 'Each number as its share of the whole column.',
    keywords: ['transformation', 'share'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    // Frames in, frames out, in the browser: no backend, no capabilities.
    runtime: 'none',
    contributes: { transformation: { 'acme-sample': { label: 'Sample' } } },
  },
});
