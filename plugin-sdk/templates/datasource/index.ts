/** The backend: runs in an isolate that holds what the manifest asked for, and nothing else. */
import { definePlugin, type QueryAnswer } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import type { SampleQuery } from './query.ts';
import { askServer } from './remote.ts';
import { waveOf } from './wave.ts';

export default definePlugin(manifest, ({ fetch }) => ({
  datasource: {
    'acme-sample-datasource': {
      async query({ queries, range }, { instance, signal }) {
        const answer = async (query: SampleQuery): Promise<QueryAnswer> => {
          try {
            const found = instance?.url ? await askServer(fetch, query, range, signal) : waveOf(query, range);
            return { frames: [found], status: 200 };
          } catch (error) {
            // One query that fails takes no other with it: its panel shows this sentence.
            return { frames: [], status: 502, errorSource: 'downstream', error: error instanceof Error ? error.message : String(error) };
          }
        };
        return { answers: Object.fromEntries(await Promise.all(queries.map(async (query) => [query.refId, await answer(query)]))) };
      },

      async health({ instance, signal }) {
        if (!instance?.url) return { status: 'OK', message: 'No address: it answers with waves of its own.' };
        const response = await fetch('', { signal });
        return response.status < 500
          ? { status: 'OK', message: 'The server answers.' }
          : { status: 'ERROR', message: `The server answered ${response.status}.` };
      },
    },
  },
}));
