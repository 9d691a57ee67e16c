import { defineManifest } from '@orrery/plugin-sdk';

/** Who may add members may invite them. */
const inviting = { action: 'org.users:add', scope: 'users:*' } as const;

export const manifest = defineManifest({
  id: 'orrery-password-auth',
  type: 'app',
  name: 'Password sign-in',
  info: {
    version: '0.2.0',
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
          attempt: {
            global: true,
            columns: { login: 'text', at: 'time', clientAddress: 'text' },
            indexes: [['login', 'at'], ['clientAddress', 'at'], ['at']],
          },
          invite: {
            global: true,
            columns: {
              handle: 'text',
              hash: 'text',
              orgId: 'integer',
              email: 'text',
              name: 'text',
              role: 'text',
              by: 'json',
              status: 'text',
              created: 'time',
              expires: 'time',
            },
            unique: [['handle']],
            indexes: [['orgId', 'status']],
          },
        },
      },
      settings: ['auth', 'auth.basic', 'security', 'security:admin_password', 'server', 'users'],
      identity: ['check', 'signIn', 'sessions', 'rights'],
    },
    limits: { wallMsPerCall: 10_000, heapMB: 128 },
    consumes: { directory: '^1.1.0' },
    contributes: {
      authProvider: {
        basic: {
          order: 40,
          credentials: ['authorization:basic'],
          ambient: true,
          resolvesSessions: true,
          form: { label: 'Sign in', path: '/login' },
        },
      },
      route: {
        login: { method: 'POST', path: '/login', rule: { anyone: true } },
        logout: { method: 'GET', path: '/logout', rule: { anyone: true } },
        ping: { method: 'GET', path: '/api/login/ping', rule: { signedIn: true } },
        claim: { method: 'POST', path: '/api/claim', rule: { claim: true } },
        setPassword: {
          method: 'PUT',
          path: '/api/admin/users/:id/password',
          rule: { action: 'users.password:write', scope: 'global.users:id:{id}' },
        },
        createUser: { method: 'POST', path: '/api/admin/users', rule: { action: 'users:create' } },
        invite: { method: 'POST', path: '/api/org/invites', rule: inviting },
        listInvites: { method: 'GET', path: '/api/org/invites', rule: inviting },
        revokeInvite: { method: 'DELETE', path: '/api/org/invites/:code/revoke', rule: inviting },
        patchInvite: { method: 'PATCH', path: '/api/org/invites/:code/revoke', rule: inviting },
        readInvite: { method: 'GET', path: '/api/user/invite/:code', rule: { anyone: true } },
        completeInvite: { method: 'POST', path: '/api/user/invite/complete', rule: { anyone: true } },
        signUpOptions: { method: 'GET', path: '/api/user/signup/options', rule: { anyone: true } },
        signUp: { method: 'POST', path: '/api/user/signup', rule: { anyone: true } },
        finishSignUp: { method: 'POST', path: '/api/user/signup/step2', rule: { anyone: true } },
        changePassword: { method: 'PUT', path: '/api/user/password', rule: { signedIn: true } },
      },
      schedule: {
        configuredAdmin: { when: 'start' },
        forgetAttempts: { when: { everySeconds: 600 } },
      },
    },
  },
});
