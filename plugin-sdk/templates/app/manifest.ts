import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-app',
  type: 'app',
  name: 'Sample',
  info: {
    version: '1.0.0',
    description: 'A list of notes that everybody in the organisation sees and editors write.',
    keywords: ['app', 'notes'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  roles: [
    {
      role: { name: 'Note writer', permissions: [{ action: 'acme-sample-app.notes:write', scope: '' }] },
      grants: ['Editor', 'Admin', 'Grafana Admin'],
    },
  ],
  orrery: {
    runtime: 'isolate',
    capabilities: { storage: { tables: { note: { columns: { text: 'long', author: 'text', created: 'time' }, indexes: [['created']] } } } },
    contributes: {
      route: {
        list: { method: 'GET', path: '/api/plugins/acme-sample-app/resources/notes', rule: { signedIn: true } },
        add: { method: 'POST', path: '/api/plugins/acme-sample-app/resources/notes', rule: { action: 'acme-sample-app.notes:write' } },
      },
      page: { notes: { path: '/a/acme-sample-app', title: 'Sample' } },
      navigation: { notes: { label: 'Sample', path: '/a/acme-sample-app', icon: 'list', weight: 60 } },
    },
  },
});
