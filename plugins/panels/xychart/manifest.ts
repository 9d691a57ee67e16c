import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'xychart',
  type: 'panel',
  name: 'XY chart',
  info: {
    version: '0.1.0',
    description: 'Two numbers of each row against each other.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        xychart: {
          label: 'XY chart',
          description: 'One number against another, as points or lines',
          suits: [{ score: 65, needs: { time: false, numbers: [2], rows: [3] } }],
        },
      },
    },
  },
});
