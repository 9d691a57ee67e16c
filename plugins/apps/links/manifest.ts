import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-links-app',
  type: 'app',
  name: 'Short links',
  info: {
    version: '0.1.0',
    description:
      'Addresses of a few letters for pages whose own are long: a dashboard with its time and its variables, to be sent to somebody.',
    keywords: ['links', 'share'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: {
      storage: {
        tables: {
          /** Of all organisations: who follows a link may work in another one. */
          link: {
            global: true,
            columns: { uid: 'text', orgId: 'integer', path: 'long', createdBy: 'text', created: 'time', followed: 'time?' },
            unique: [['uid']],
            indexes: [['orgId'], ['created']],
          },
        },
      },
      settings: ['server', 'short_links'],
    },
    contributes: {
      route: {
        create: { method: 'POST', path: '/api/short-urls', rule: { signedIn: true }, bodyKB: 16 },
        follow: { method: 'GET', path: '/goto/:uid', rule: { anyone: true } },
      },
      schedule: { tidy: { when: { everySeconds: 86_400 } } },
    },
  },
});
