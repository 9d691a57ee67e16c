import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-token-auth',
  type: 'app',
  name: 'Service accounts and tokens',
  info: {
    version: '0.1.0',
    description: 'Accounts for programs, and the bearer tokens they sign in with.',
    keywords: ['token', 'service account', 'api'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: {
        name: 'Service accounts',
        permissions: [
          { action: 'serviceaccounts:create', scope: '' },
          { action: 'serviceaccounts:read', scope: 'serviceaccounts:*' },
          { action: 'serviceaccounts:write', scope: 'serviceaccounts:*' },
          { action: 'serviceaccounts:delete', scope: 'serviceaccounts:*' },
        ],
      },
      grants: ['Admin'],
    },
  ],
  orrery: {
    // Node's SHA-256 and random bytes: a token is checked at every request of every script.
    runtime: 'worker',
    capabilities: {
      storage: {
        tables: {
          account: {
            columns: { uid: 'text', login: 'text', name: 'text', role: 'text', disabled: 'boolean', created: 'time', updated: 'time' },
            unique: [['login'], ['uid']],
          },
          // Global, since the hash is all a request brings: the organisation is what it tells.
          token: {
            global: true,
            columns: {
              hash: 'text',
              name: 'text',
              accountId: 'integer',
              orgId: 'integer',
              created: 'time',
              expires: 'time?',
              revoked: 'boolean',
            },
            unique: [['hash'], ['accountId', 'name']],
          },
        },
      },
    },
    contributes: {
      authProvider: { token: { order: 30, credentials: ['authorization:bearer', 'authorization:basic'] } },
      route: {
        create: { method: 'POST', path: '/api/serviceaccounts', rule: { action: 'serviceaccounts:create', scope: '' } },
        search: {
          method: 'GET',
          path: '/api/serviceaccounts/search',
          rule: { action: 'serviceaccounts:read', scope: 'serviceaccounts:*' },
        },
        get: {
          method: 'GET',
          path: '/api/serviceaccounts/:id',
          rule: { action: 'serviceaccounts:read', scope: 'serviceaccounts:id:{id}' },
        },
        remove: {
          method: 'DELETE',
          path: '/api/serviceaccounts/:id',
          rule: { action: 'serviceaccounts:delete', scope: 'serviceaccounts:id:{id}' },
        },
        listTokens: {
          method: 'GET',
          path: '/api/serviceaccounts/:id/tokens',
          rule: { action: 'serviceaccounts:read', scope: 'serviceaccounts:id:{id}' },
        },
        addToken: {
          method: 'POST',
          path: '/api/serviceaccounts/:id/tokens',
          rule: { action: 'serviceaccounts:write', scope: 'serviceaccounts:id:{id}' },
        },
        removeToken: {
          method: 'DELETE',
          path: '/api/serviceaccounts/:id/tokens/:tokenId',
          rule: { action: 'serviceaccounts:write', scope: 'serviceaccounts:id:{id}' },
        },
      },
    },
  },
});
