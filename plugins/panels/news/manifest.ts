import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'news',
  type: 'panel',
  name: 'News',
  skipDataQuery: true,
  info: {
    version: '0.1.0',
    description: 'Entries of a feed.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    // Only what an administrator lists: a dashboard does not choose whom the server talks to.
    capabilities: { fetch: ['setting:news:feeds'] },
    contributes: {
      panel: { news: { label: 'News', description: 'Entries of a feed' } },
      route: {
        feed: { method: 'GET', path: '/api/news/feed', rule: { admitted: true } },
        picture: { method: 'GET', path: '/api/news/picture', rule: { admitted: true } },
      },
    },
  },
});
