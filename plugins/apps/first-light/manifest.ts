import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-first-light-app',
  type: 'app',
  name: 'First Light',
  info: {
    version: '0.1.0',
    description: 'The first minute: this machine live, the plugins that run, and what to do next.',
    keywords: ['welcome', 'getting started'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    // What it shows is in the API of others; it keeps nothing.
    runtime: 'none',
    contributes: {
      page: { 'first-light': { path: '/first-light', title: 'First Light', titles: { de: 'Erstes Licht' }, action: 'plugins:write' } },
      navigation: {
        'first-light': {
          label: 'First Light',
          labels: { de: 'Erstes Licht' },
          path: '/first-light',
          icon: 'sun',
          weight: 5,
          action: 'plugins:write',
        },
      },
    },
  },
});
