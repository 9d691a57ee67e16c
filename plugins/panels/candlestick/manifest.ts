import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'candlestick',
  type: 'panel',
  name: 'Candlestick',
  info: {
    version: '0.1.0',
    description: 'Prices of each span of time: open, high, low and close.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        candlestick: {
          label: 'Candlestick',
          description: 'Open, high, low and close over time',
          suits: [{ score: 96, needs: { time: true, fields: ['open|o', 'high|h|max', 'low|l|min', 'close|c|last'] } }],
        },
      },
    },
  },
});
