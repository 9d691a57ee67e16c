import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'state-timeline',
  type: 'panel',
  name: 'State timeline',
  info: {
    version: '0.1.0',
    description: 'States over time: how long each lasted.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { 'state-timeline': { label: 'State timeline', description: 'How long states last' } } },
  },
});
