import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'logs',
  type: 'panel',
  name: 'Logs',
  info: {
    version: '0.1.0',
    description: 'Lines of logs, as many as there are.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        logs: {
          label: 'Logs',
          description: 'Lines of logs, with their levels and fields',
          suits: [
            { score: 100, needs: { shapes: ['logs', 'log-lines'] } },
            { score: 88, needs: { time: true, texts: [1], fields: ['line|message|msg|body|log'] } },
          ],
        },
      },
    },
  },
});
