import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'alertlist',
  type: 'panel',
  name: 'Alert list',
  info: {
    version: '0.1.0',
    description: 'Alert rules and their instances, by state.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { alertlist: { label: 'Alert list', description: 'Alerts by state' } } },
  },
});
