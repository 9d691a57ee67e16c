import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-password-auth',
  type: 'app',
  name: 'Password sign-in',
  info: {
    version: '0.1.0',
    description: 'Signs people in with a name and a password, by form or by Basic authorization.',
    keywords: ['sign-in', 'password'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    // Argon2 is a Node API; hashing a password takes tens of milliseconds that no isolate's turn has.
    runtime: 'worker',
    capabilities: {
      storage: {
        tables: {
          credential: { global: true, columns: { userId: 'integer', hash: 'long', changed: 'time' }, unique: [['userId']] },
          attempt: { global: true, columns: { login: 'text', at: 'time', clientAddress: 'text' }, indexes: [['login', 'at'], ['at']] },
        },
      },
      settings: ['auth', 'auth.basic', 'security', 'security:admin_password'],
      identity: ['check', 'signIn', 'sessions'],
    },
    limits: { wallMsPerCall: 10_000, heapMB: 128 },
    consumes: { directory: '^1.0.0' },
    contributes: {
      authProvider: {
        basic: { order: 40, credentials: ['authorization:basic'], form: { label: 'Sign in', path: '/login' } },
      },
      route: {
        login: { method: 'POST', path: '/login', rule: { anyone: true } },
        logout: { method: 'GET', path: '/logout', rule: { anyone: true } },
        ping: { method: 'GET', path: '/api/login/ping', rule: { signedIn: true } },
        claim: { method: 'POST', path: '/api/claim', rule: { claim: true } },
        changePassword: { method: 'PUT', path: '/api/user/password', rule: { signedIn: true } },
      },
      schedule: {
        configuredAdmin: { when: 'start' },
        forgetAttempts: { when: { everySeconds: 600 } },
      },
    },
  },
});
