import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'timeseries',
  type: 'panel',
  name: 'Time series',
  info: {
    version: '0.1.0',
    description: 'Lines, bars and points over time.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { timeseries: { label: 'Time series', description: 'Lines, bars and points over time' } } },
  },
});
