import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'timeseries',
  type: 'panel',
  name: 'Time series',
  info: {
    version: '0.1.0',
    description: 'Lines, bars and points over time.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        timeseries: {
          label: 'Time series',
          description: 'Lines, bars and points over time',
          suits: [
            { score: 90, needs: { time: true, numbers: [1], rows: [2] } },
            {
              score: 58,
              needs: { time: true, numbers: [2, 30], rows: [2] },
              custom: { stacking: { mode: 'normal' }, fillOpacity: 40 },
              titles: { en: 'Stacked', de: 'Gestapelt' },
            },
            {
              score: 44,
              needs: { time: true, numbers: [1, 10], rows: [2, 200] },
              custom: { drawStyle: 'bars', fillOpacity: 60 },
              titles: { en: 'Bars', de: 'Balken' },
            },
          ],
        },
      },
    },
  },
});
