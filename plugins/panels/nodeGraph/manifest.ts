import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'nodeGraph',
  type: 'panel',
  name: 'Node graph',
  info: {
    version: '0.1.0',
    description: 'What talks to what, and how it fares.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        nodeGraph: {
          label: 'Node graph',
          description: 'What talks to what',
          suits: [
            { score: 100, needs: { shapes: ['nodeGraph'] } },
            { score: 92, needs: { fields: ['id', 'source', 'target'] } },
          ],
        },
      },
    },
  },
});
