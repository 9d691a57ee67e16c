/** The backend: two routes over one table. Rows belong to the organisation of whoever calls. */
import { definePlugin } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';

const longest = 2000;

export default definePlugin(manifest, ({ storage }) => {
  const notes = storage.table('note');
  return {
    route: {
      list: async () => ({ body: await notes.find({ orderBy: [['created', 'desc']], limit: 100 }) }),
      async add({ body }, { principal }) {
        const text = String((body as { text?: unknown } | undefined)?.text ?? '').trim();
        if (!text || text.length > longest) return { status: 400, body: { message: `A note has 1 to ${longest} characters.` } };
        return { status: 201, body: await notes.insert({ text, author: principal.login || 'nobody', created: Date.now() }) };
      },
    },
  };
});
