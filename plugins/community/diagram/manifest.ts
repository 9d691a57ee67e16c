import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-diagram-panel',
  type: 'panel',
  name: 'Diagram',
  aliasIDs: ['jdbranham-diagram-panel'],
  info: {
    version: '1.0.0',
    description: 'A flowchart from a few lines of text, its nodes coloured and labelled by the values of series of the same name.',
    author: { name: 'Orrery community' },
    keywords: ['diagram', 'flowchart', 'mermaid', 'topology'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'A service and what it needs', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { 'orrery-diagram-panel': { label: 'Diagram', description: 'A flowchart from text, coloured by data' } } },
  },
});
