import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'stat',
  type: 'panel',
  name: 'Stat',
  info: {
    version: '0.1.0',
    description: 'One big number a series, with its trend.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        stat: {
          label: 'Stat',
          description: 'Big numbers with a trend',
          suits: [
            { score: 84, needs: { numbers: [1, 12], rows: [1, 1] } },
            { score: 62, needs: { time: true, numbers: [1, 12] } },
          ],
        },
      },
    },
  },
});
