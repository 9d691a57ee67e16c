import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'histogram',
  type: 'panel',
  name: 'Histogram',
  info: {
    version: '0.1.0',
    description: 'How often values fall into each of equal ranges.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        histogram: {
          label: 'Histogram',
          description: 'How values are distributed',
          suits: [{ score: 40, needs: { numbers: [1], rows: [20] } }],
        },
      },
    },
  },
});
