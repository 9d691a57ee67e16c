import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-app',
  type: 'app',
  name: 'Sample',
  info: {
    version: '1.0.0',
    description: 'Lets requests in that carry a key which a server of yours knows.',
    keywords: ['sign-in', 'key'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { settings: ['auth.acme-sample'], fetch: ['setting:auth.acme-sample:check_url'] },
    // Who the people of this server are, kept by another plugin.
    consumes: { directory: '^1.1.0' },
    contributes: {
      authProvider: {
        'acme-sample': {
          // Before the session cookie (60) is looked at: who brings a key means it.
          order: 30,
          credentials: ['x-acme-sample-key'],
          when: 'auth.acme-sample:enabled',
        },
      },
    },
  },
});
