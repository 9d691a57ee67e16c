import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'heatmap',
  type: 'panel',
  name: 'Heatmap',
  info: {
    version: '0.1.0',
    description: 'How often values fall into ranges, over time.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        heatmap: {
          label: 'Heatmap',
          description: 'How values are distributed over time',
          suits: [
            { score: 95, needs: { shapes: ['heatmap-cells', 'heatmap-rows'] } },
            { score: 42, needs: { time: true, numbers: [3], rows: [20] }, options: { calculate: true } },
          ],
        },
      },
    },
  },
});
