import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'barchart',
  type: 'panel',
  name: 'Bar chart',
  info: {
    version: '0.1.0',
    description: 'Bars by category: side by side, stacked, upright or lying.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        barchart: {
          label: 'Bar chart',
          description: 'Bars by category',
          suits: [{ score: 80, needs: { time: false, numbers: [1], texts: [1], rows: [2, 200] } }],
        },
      },
    },
  },
});
