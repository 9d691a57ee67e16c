import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'table',
  type: 'panel',
  name: 'Table',
  info: {
    version: '0.1.0',
    description: 'Rows and columns: sorted, filtered, coloured, with bars and trends in the cells.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        table: {
          label: 'Table',
          description: 'Rows and columns of any data',
          suits: [
            { score: 30, needs: {} },
            { score: 70, needs: { time: false } },
            { score: 76, needs: { texts: [2] } },
          ],
        },
      },
    },
  },
});
