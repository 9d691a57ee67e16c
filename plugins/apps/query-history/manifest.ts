import { defineManifest } from '@orrery/plugin-sdk';

const own = { signedIn: true } as const;

export const manifest = defineManifest({
  id: 'orrery-query-history-app',
  type: 'app',
  name: 'Query history',
  info: {
    version: '0.1.0',
    description: 'What each person asked their data sources, to be found, starred, commented and asked again.',
    keywords: ['queries', 'history', 'explore'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: {
      storage: {
        tables: {
          query: {
            columns: {
              uid: 'text',
              /** Key of the principal whose it is. */
              who: 'text',
              userId: 'integer',
              datasourceUid: 'text',
              queries: 'json',
              /** The queries as text, for who looks for a word of them. */
              text: 'long',
              comment: 'long',
              starred: 'boolean',
              created: 'time',
            },
            unique: [['uid']],
            indexes: [['who', 'created']],
          },
        },
      },
    },
    contributes: {
      route: {
        list: { method: 'GET', path: '/api/query-history', rule: own },
        // A query that was asked is no change of anything that others see.
        add: { method: 'POST', path: '/api/query-history', rule: own, bodyKB: 128, audit: false },
        comment: { method: 'PATCH', path: '/api/query-history/:uid', rule: own, bodyKB: 16, audit: false },
        remove: { method: 'DELETE', path: '/api/query-history/:uid', rule: own, audit: false },
        star: { method: 'POST', path: '/api/query-history/star/:uid', rule: own, audit: false },
        unstar: { method: 'DELETE', path: '/api/query-history/star/:uid', rule: own, audit: false },
      },
    },
  },
});
