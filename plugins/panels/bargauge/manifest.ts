import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'bargauge',
  type: 'panel',
  name: 'Bar gauge',
  info: {
    version: '0.1.0',
    description: 'Values beside each other as bars in their range.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        bargauge: {
          label: 'Bar gauge',
          description: 'Values beside each other as bars',
          suits: [
            { score: 54, needs: { numbers: [2, 30] } },
            { score: 64, needs: { time: false, numbers: [1], texts: [1], rows: [2, 30] }, options: { reduceOptions: { values: true } } },
          ],
        },
      },
    },
  },
});
