import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-proxy-auth',
  type: 'app',
  name: 'Auth proxy',
  info: {
    version: '0.1.0',
    description: 'Signs people in whom a trusted proxy in front of this server names in a header.',
    keywords: ['sign-in', 'proxy'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { settings: ['auth.proxy'], identity: ['signIn'] },
    consumes: { directory: '^1.1.0' },
    contributes: {
      authProvider: {
        proxy: {
          order: 50,
          credentials: ['setting:auth.proxy:header_name'],
          also: ['setting:auth.proxy:headers'],
          when: 'auth.proxy:enabled',
          ambient: true,
        },
      },
    },
  },
});
