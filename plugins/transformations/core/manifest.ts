import { defineManifest } from '@orrery/plugin-sdk';
import { ids } from './ids.ts';

const labels: Readonly<Record<string, string>> = { ...ids.fields, ...ids.rows, ...ids.frames, ...ids.content, ...ids.places };

export const manifest = defineManifest({
  id: 'orrery-transformations',
  type: 'app',
  name: 'Transformations',
  info: {
    version: '0.1.0',
    description: 'Joins, groups, filters, calculates and reshapes data between a query and its panel.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { transformation: Object.fromEntries(Object.entries(labels).map(([id, label]) => [id, { label }])) },
  },
});
