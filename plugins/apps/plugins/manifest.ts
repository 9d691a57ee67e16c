import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-plugins-app',
  type: 'app',
  name: 'Plugins',
  info: {
    version: '0.2.0',
    description: 'Who is here, who signed it, what it holds, what it costs, and in which state it is.',
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
      page: {
        plugins: { path: '/plugins', title: 'Plugins', action: 'plugins:write' },
        plugin: { path: '/plugins/:id', title: 'Plugin', action: 'plugins:write' },
      },
      navigation: { plugins: { label: 'Plugins', path: '/plugins', icon: 'blocks', weight: 90, action: 'plugins:write' } },
    },
  },
});
