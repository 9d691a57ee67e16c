import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'piechart',
  type: 'panel',
  name: 'Pie chart',
  info: {
    version: '0.1.0',
    description: 'Parts of a whole, as a pie or a ring.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        piechart: {
          label: 'Pie chart',
          description: 'Parts of a whole',
          suits: [
            { score: 46, needs: { numbers: [2, 10] } },
            { score: 60, needs: { time: false, numbers: [1, 1], texts: [1], rows: [2, 10] }, options: { reduceOptions: { values: true } } },
          ],
        },
      },
    },
  },
});
