import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-access-app',
  type: 'app',
  name: 'Access',
  info: {
    version: '0.1.0',
    description: 'Users, organisations and who is a member of which.',
    keywords: ['users', 'organisations', 'roles'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    { role: { name: 'Organisation reader', permissions: [{ action: 'orgs:read', scope: '' }] }, grants: ['Viewer'] },
    {
      role: {
        name: 'Organisation users',
        permissions: [
          { action: 'org.users:read', scope: 'users:*' },
          { action: 'org.users:add', scope: 'users:*' },
          { action: 'org.users:write', scope: 'users:*' },
          { action: 'org.users:remove', scope: 'users:*' },
        ],
      },
      grants: ['Admin'],
    },
    {
      role: {
        name: 'Users',
        permissions: [
          { action: 'users:read', scope: 'global.users:*' },
          { action: 'users:create', scope: '' },
          { action: 'users:write', scope: 'global.users:*' },
          { action: 'orgs:create', scope: '' },
        ],
      },
      grants: ['Grafana Admin'],
    },
  ],
  orrery: {
    runtime: 'isolate',
    capabilities: {
      storage: {
        tables: {
          user: {
            global: true,
            columns: {
              uid: 'text',
              login: 'text',
              email: 'text?',
              name: 'text',
              serverAdmin: 'boolean',
              disabled: 'boolean',
              orgId: 'integer',
              created: 'time',
              updated: 'time',
              seen: 'time?',
            },
            unique: [['uid'], ['login'], ['email']],
          },
          org: { global: true, columns: { name: 'text', created: 'time' }, unique: [['name']] },
          member: {
            global: true,
            columns: { userId: 'integer', orgId: 'integer', role: 'text' },
            unique: [['userId', 'orgId']],
            indexes: [['orgId']],
          },
        },
      },
      settings: ['users'],
    },
    contributes: {
      route: {
        currentUser: { method: 'GET', path: '/api/user', rule: { signedIn: true } },
        currentOrgs: { method: 'GET', path: '/api/user/orgs', rule: { signedIn: true } },
        switchOrg: { method: 'POST', path: '/api/user/using/:orgId', rule: { signedIn: true } },
        currentOrg: { method: 'GET', path: '/api/org', rule: { action: 'orgs:read', scope: '' } },
        orgUsers: { method: 'GET', path: '/api/org/users', rule: { action: 'org.users:read', scope: 'users:*' } },
        createOrg: { method: 'POST', path: '/api/orgs', rule: { action: 'orgs:create', scope: '' } },
        users: { method: 'GET', path: '/api/users', rule: { action: 'users:read', scope: 'global.users:*' } },
      },
    },
    provides: { directory: '1.0.0' },
  },
});
