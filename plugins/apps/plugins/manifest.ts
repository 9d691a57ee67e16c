import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-plugins-app',
  type: 'app',
  name: 'Plugins',
  info: {
    version: '0.2.0',
    description: 'What is here and what is on offer: who signed it, what it may do, what it costs; installing, updating and going back.',
    keywords: ['plugins', 'administration'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: {
        name: 'Plugin manager',
        permissions: [
          { action: 'plugins:write', scope: 'plugins:*' },
          { action: 'plugins:install', scope: '' },
        ],
      },
      grants: ['Grafana Admin'],
    },
  ],
  orrery: {
    // All of it is in the kernel's API and in these pages.
    runtime: 'none',
    contributes: {
      // Everybody signed in sees what is on offer; the API tells no more than each may know.
      page: {
        plugins: { path: '/plugins', title: 'Plugins' },
        plugin: { path: '/plugins/:id', title: 'Plugin' },
      },
      navigation: { plugins: { label: 'Plugins', path: '/plugins', icon: 'blocks', weight: 90, action: 'plugins:write' } },
    },
  },
});
