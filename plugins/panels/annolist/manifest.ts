import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'annolist',
  type: 'panel',
  name: 'Annotation list',
  skipDataQuery: true,
  info: {
    version: '0.1.0',
    description: 'What happened, the latest first.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { annolist: { label: 'Annotation list', description: 'What happened lately' } } },
  },
});
