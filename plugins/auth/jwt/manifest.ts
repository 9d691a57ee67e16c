import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-jwt-auth',
  type: 'app',
  name: 'JWT sign-in',
  info: {
    version: '0.1.0',
    description: 'Signs people in with a signed token of another issuer.',
    keywords: ['sign-in', 'jwt', 'token'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    // Signatures are checked with Node's crypto, and keys may lie in files.
    runtime: 'worker',
    capabilities: {
      settings: ['auth.jwt'],
      fetch: ['setting:auth.jwt:jwk_set_url'],
      identity: ['signIn'],
    },
    consumes: { directory: '^1.1.0' },
    contributes: {
      authProvider: {
        jwt: { order: 20, credentials: ['setting:auth.jwt:header_name', 'query:auth_token'], when: 'auth.jwt:enabled' },
      },
    },
  },
});
