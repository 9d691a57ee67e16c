import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'text',
  type: 'panel',
  name: 'Text',
  skipDataQuery: true,
  info: {
    version: '0.1.0',
    description: 'Notes between charts: Markdown, HTML or code.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { text: { label: 'Text', description: 'Markdown, HTML or code' } } },
  },
});
