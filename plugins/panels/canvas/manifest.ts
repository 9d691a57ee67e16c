import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'canvas',
  type: 'panel',
  name: 'Canvas',
  info: {
    version: '0.1.0',
    description: 'A drawing of your own, with values in it.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { canvas: { label: 'Canvas', description: 'A drawing with values in it' } } },
  },
});
