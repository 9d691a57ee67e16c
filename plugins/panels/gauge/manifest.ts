import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'gauge',
  type: 'panel',
  name: 'Gauge',
  info: {
    version: '0.1.0',
    description: 'Where a value stands in its range.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        gauge: {
          label: 'Gauge',
          description: 'Where a value stands in its range',
          suits: [
            { score: 72, needs: { numbers: [1, 8], rows: [1, 1] } },
            { score: 50, needs: { time: true, numbers: [1, 8] } },
          ],
        },
      },
    },
  },
});
