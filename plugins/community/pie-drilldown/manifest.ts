import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-drilldown-pie-panel',
  type: 'panel',
  name: 'Drill-down pie',
  info: {
    version: '1.0.0',
    description: 'Parts of a whole, and the parts of each part: a ring that opens a slice at a click.',
    author: { name: 'Orrery community' },
    keywords: ['pie', 'donut', 'drill-down', 'hierarchy'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'Requests by region, service and status', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: { 'orrery-drilldown-pie-panel': { label: 'Drill-down pie', description: 'Parts of a whole, level by level' } },
    },
  },
});
