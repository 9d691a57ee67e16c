import { defineManifest } from '@orrery/plugin-sdk';
import { navigation, pages } from './pages.ts';
import { roles } from './roles.ts';
import { orgRoutes } from './routes/orgs.ts';
import { peopleRoutes } from './routes/people.ts';
import { permissionRoutes } from './routes/permissions.ts';

export const manifest = defineManifest({
  id: 'orrery-access-app',
  type: 'app',
  name: 'Access',
  info: {
    version: '0.2.0',
    description: 'Users, teams, organisations, and who may do what.',
    keywords: ['users', 'teams', 'organisations', 'roles', 'permissions'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles,
  orrery: {
    runtime: 'isolate',
    // Every page and many a script begins with a question about oneself: a crowd that comes at once has room.
    limits: { heapMB: 128, cpuMsPerTurn: 500, concurrency: 256 },
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
              // Set for accounts of programs, which are in one organisation as this role; nothing for people.
              accountRole: 'text?',
              module: 'text?',
              externalId: 'text?',
            },
            unique: [['uid'], ['login'], ['email'], ['module', 'externalId']],
            indexes: [['orgId', 'accountRole']],
          },
          org: { global: true, columns: { name: 'text', created: 'time', address: 'json?' }, unique: [['name']] },
          member: {
            global: true,
            columns: { userId: 'integer', orgId: 'integer', role: 'text' },
            unique: [['userId', 'orgId']],
            indexes: [['orgId']],
          },
          team: {
            columns: { uid: 'text', name: 'text', email: 'text', created: 'time', updated: 'time' },
            unique: [['uid'], ['name']],
          },
          teamMember: {
            columns: { teamId: 'integer', userId: 'integer', permission: 'integer' },
            unique: [['teamId', 'userId']],
            indexes: [['userId']],
          },
          grant: {
            columns: {
              kind: 'text',
              object: 'text',
              holderKind: 'text',
              holder: 'text',
              level: 'text',
              created: 'time',
              updated: 'time',
            },
            unique: [['kind', 'object', 'holderKind', 'holder']],
            indexes: [['holderKind', 'holder']],
          },
          closing: { columns: { kind: 'text', object: 'text' }, unique: [['kind', 'object']] },
          preference: { columns: { holder: 'text', data: 'json' }, unique: [['holder']] },
          quota: {
            global: true,
            columns: { holder: 'text', target: 'text', limit: 'integer?', used: 'integer?' },
            unique: [['holder', 'target']],
          },
        },
      },
      settings: ['users', 'quota'],
      identity: ['check', 'signIn', 'sessions', 'rights'],
    },
    // Without the plugin that keeps folders people still sign in.
    mayConsume: { 'dashboard-folders': '^1.0.0' },
    provides: { directory: '1.1.0', quotas: '1.0.0', preferences: '1.0.0', 'object-rights': '1.0.0' },
    contributes: {
      route: { ...peopleRoutes, ...orgRoutes, ...permissionRoutes },
      page: pages,
      navigation,
      lineage: {
        things: {
          scopes: ['dashboards:uid', 'folders:uid', 'datasources:uid'],
          changedBy: ['dashboards.changed', 'folders.changed'],
        },
      },
    },
  },
});
