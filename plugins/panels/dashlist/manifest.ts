import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'dashlist',
  type: 'panel',
  name: 'Dashboard list',
  skipDataQuery: true,
  info: {
    version: '0.1.0',
    description: 'Dashboards to go on to: starred, seen lately, found.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { dashlist: { label: 'Dashboard list', description: 'Dashboards to go on to' } } },
  },
});
