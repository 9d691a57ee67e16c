import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'acme-sample-app',
  type: 'app',
  name: 'Sample',
  info: {
    version: '1.0.0',
    description: 'Posts alerts to a chat room.',
    keywords: ['alerting', 'notifier', 'chat'],
    author: { name: 'Acme' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { fetch: ['instance'] },
    contributes: {
      notifier: {
        'acme-sample': {
          label: 'Sample',
          description: 'A message in a chat room',
          fields: [
            { name: 'url', label: 'Address', kind: 'text', required: true, placeholder: 'https://chat.example/hooks/' },
            { name: 'room', label: 'Room', kind: 'text', required: true },
            { name: 'token', label: 'Token', kind: 'secret' },
          ],
          // The token never reaches this plugin: the host adds it on the way out.
          headers: { authorization: 'Bearer {{ .SecureJsonData.token }}' },
        },
      },
    },
  },
});
