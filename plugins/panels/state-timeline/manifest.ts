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
    contributes: {
      panel: {
        'state-timeline': {
          label: 'State timeline',
          description: 'How long states last',
          suits: [{ score: 82, needs: { time: true, numbers: [0, 0], texts: [1, 30], rows: [2, 2000] } }],
        },
      },
    },
  },
});
