import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-worldmap-panel',
  type: 'panel',
  name: 'World map',
  info: {
    version: '1.0.0',
    description: 'Countries coloured by a value, places as circles. The map lies in the plugin: no tiles, no network.',
    author: { name: 'Orrery community' },
    keywords: ['map', 'world', 'countries', 'geo', 'choropleth'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'Requests by country', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'none',
    contributes: { panel: { 'orrery-worldmap-panel': { label: 'World map', description: 'Values by country or place', draws: true } } },
  },
});
