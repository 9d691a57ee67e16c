import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-anonymous-auth',
  type: 'app',
  name: 'Anonymous access',
  info: {
    version: '0.1.0',
    description: 'Lets people in without a name, as one role in one organisation.',
    keywords: ['sign-in', 'anonymous'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: {
      storage: {
        tables: {
          device: {
            global: true,
            columns: { deviceId: 'text', clientAddress: 'text', userAgent: 'text', created: 'time', seen: 'time' },
            unique: [['deviceId']],
            indexes: [['seen']],
          },
        },
      },
      settings: ['auth.anonymous'],
    },
    consumes: { directory: '^1.1.0' },
    contributes: {
      authProvider: {
        anonymous: {
          order: 100,
          credentials: ['nothing'],
          also: ['x-grafana-device-id', 'user-agent'],
          when: 'auth.anonymous:enabled',
        },
      },
      route: {
        devices: { method: 'GET', path: '/api/anonymous/devices', rule: { action: 'users:read', scope: 'global.users:*' } },
        searchDevices: { method: 'GET', path: '/api/anonymous/search', rule: { action: 'users:read', scope: 'global.users:*' } },
      },
      schedule: { forgetDevices: { when: { everySeconds: 3600 } } },
    },
  },
});
