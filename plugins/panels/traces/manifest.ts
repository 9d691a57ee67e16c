import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'traces',
  type: 'panel',
  name: 'Traces',
  info: {
    version: '0.1.0',
    description: 'The spans of a trace on a line of time.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        traces: {
          label: 'Traces',
          description: 'Spans of a trace',
          suits: [
            { score: 100, needs: { shapes: ['trace'] } },
            { score: 96, needs: { fields: ['traceid', 'spanid'] } },
          ],
        },
      },
    },
  },
});
