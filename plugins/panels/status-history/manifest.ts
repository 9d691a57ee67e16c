import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'status-history',
  type: 'panel',
  name: 'Status history',
  info: {
    version: '0.1.0',
    description: 'A box for every sample of every series.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        'status-history': {
          label: 'Status history',
          description: 'A box a sample',
          suits: [{ score: 66, needs: { time: true, numbers: [0, 0], texts: [1, 30], rows: [2, 200] } }],
        },
      },
    },
  },
});
