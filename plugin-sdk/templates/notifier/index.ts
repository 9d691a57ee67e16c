/** The backend: one message a notification. What an administrator entered for the contact point lies in `instance.settings`. */
import { definePlugin } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';

export default definePlugin(manifest, ({ fetch }) => ({
  notifier: {
    'acme-sample': {
      async send({ title, text, status, groupKey }, { instance, signal }) {
        const response = await fetch('', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ room: instance?.settings.room, key: groupKey, title, text, color: status === 'firing' ? 'red' : 'green' }),
          signal,
        });
        if (response.ok) return { outcome: 'sent' };
        const message = `The chat answered ${response.status}: ${(await response.text()).slice(0, 200)}`;
        // Too many requests, or its own trouble: the same may work later. Anything else stays wrong until a person changes it.
        if (response.status !== 429 && response.status < 500) return { outcome: 'refused', message };
        const seconds = Number(response.headers['retry-after']);
        return { outcome: 'retry', message, ...(seconds > 0 && { afterMs: seconds * 1000 }) };
      },
      check: ({ instance }) => (instance?.settings.room ? [] : ['Say which room the messages go to.']),
    },
  },
}));
