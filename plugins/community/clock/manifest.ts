import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-clock-panel',
  type: 'panel',
  name: 'Clock',
  // Dashboards name the panel they were made with.
  aliasIDs: ['grafana-clock-panel'],
  skipDataQuery: false,
  info: {
    version: '1.0.0',
    description: 'The time anywhere, as digits or as a dial; countdowns to a moment and time since one.',
    author: { name: 'Orrery community' },
    keywords: ['clock', 'time', 'countdown', 'time zone'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'Clock', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { 'orrery-clock-panel': { label: 'Clock', description: 'Time, countdown, time since', draws: true } } },
  },
});
