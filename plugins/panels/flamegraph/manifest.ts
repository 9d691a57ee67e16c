import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'flamegraph',
  type: 'panel',
  name: 'Flame graph',
  info: {
    version: '0.1.0',
    description: 'Where time or memory goes, call by call.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        flamegraph: {
          label: 'Flame graph',
          description: 'Where time goes, call by call',
          suits: [
            { score: 100, needs: { shapes: ['flamegraph'] } },
            { score: 94, needs: { fields: ['level', 'value', 'self', 'label'] } },
          ],
        },
      },
    },
  },
});
