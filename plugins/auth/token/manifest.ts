import { defineManifest } from '@orrery/plugin-sdk';

const one = 'serviceaccounts:id:{id}';
const read = { action: 'serviceaccounts:read', scope: one } as const;
const write = { action: 'serviceaccounts:write', scope: one } as const;

export const manifest = defineManifest({
  id: 'orrery-token-auth',
  type: 'app',
  name: 'Service accounts and tokens',
  info: {
    version: '0.2.0',
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
          { action: 'apikeys:create', scope: '' },
          { action: 'apikeys:read', scope: 'apikeys:*' },
          { action: 'apikeys:delete', scope: 'apikeys:*' },
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
              used: 'time?',
              // Made through the API of the older keys, which lists and deletes only its own.
              legacy: 'boolean?',
            },
            unique: [['hash'], ['accountId', 'name']],
            indexes: [['orgId', 'legacy']],
          },
        },
      },
      settings: ['auth', 'service_accounts'],
      identity: ['check', 'rights'],
    },
    consumes: { directory: '^1.1.0', quotas: '^1.0.0' },
    contributes: {
      authProvider: { token: { order: 30, credentials: ['authorization:bearer', 'authorization:basic'] } },
      route: {
        create: { method: 'POST', path: '/api/serviceaccounts', rule: { action: 'serviceaccounts:create' } },
        search: { method: 'GET', path: '/api/serviceaccounts/search', rule: { action: 'serviceaccounts:read' } },
        get: { method: 'GET', path: '/api/serviceaccounts/:id', rule: read },
        change: { method: 'PATCH', path: '/api/serviceaccounts/:id', rule: write },
        remove: { method: 'DELETE', path: '/api/serviceaccounts/:id', rule: { action: 'serviceaccounts:delete', scope: one } },
        listTokens: { method: 'GET', path: '/api/serviceaccounts/:id/tokens', rule: read },
        addToken: { method: 'POST', path: '/api/serviceaccounts/:id/tokens', rule: write },
        removeToken: { method: 'DELETE', path: '/api/serviceaccounts/:id/tokens/:tokenId', rule: write },
        listKeys: { method: 'GET', path: '/api/auth/keys', rule: { action: 'apikeys:read', scope: 'apikeys:*' } },
        addKey: { method: 'POST', path: '/api/auth/keys', rule: { action: 'apikeys:create' } },
        removeKey: { method: 'DELETE', path: '/api/auth/keys/:id', rule: { action: 'apikeys:delete', scope: 'apikeys:id:{id}' } },
      },
    },
  },
});
