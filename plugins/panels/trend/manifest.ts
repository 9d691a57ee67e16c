import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'trend',
  type: 'panel',
  name: 'Trend',
  info: {
    version: '0.1.0',
    description: 'Series over numbers: a curve by speed, by distance, by size.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        trend: {
          label: 'Trend',
          description: 'Series over numbers that are no times',
          suits: [{ score: 52, needs: { time: false, numbers: [2], rows: [3] } }],
        },
      },
    },
  },
});
