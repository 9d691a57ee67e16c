import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'datagrid',
  type: 'panel',
  name: 'Datagrid',
  info: {
    version: '0.1.0',
    description: 'A table to write into.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { datagrid: { label: 'Datagrid', description: 'A table to write into' } } },
  },
});
