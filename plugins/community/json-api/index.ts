/** JSON over HTTP: asks below the data source's address, finds rows and columns in the answer. */
import { definePlugin, type QueryAnswer } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import type { JsonQuery } from './query.ts';
import { tableOf } from './table.ts';

class Refused extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export default definePlugin(manifest, ({ fetch }) => {
  async function ask(
    { path = '/', method = 'GET', body }: JsonQuery,
    range: { from: number; to: number },
    signal: AbortSignal,
  ): Promise<unknown> {
    // The address stays the one that was configured: what is asked lies below it.
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path))
      throw new Refused(`"${path}" names another server. Paths lie below the address of the data source.`, 400);
    const filled = path.replaceAll('$__from', String(range.from)).replaceAll('$__to', String(range.to));
    const response = await fetch(filled.replace(/^\/+/, '') || '.', {
      method,
      headers: { accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }) },
      ...(method === 'POST' && { body: body ?? '' }),
      signal,
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(`The server answered ${response.status} to ${method} ${filled}: ${text.slice(0, 200)}`, 502);
    try {
      return JSON.parse(text);
    } catch {
      throw new Refused(`The answer to ${method} ${filled} is no JSON; it begins with "${text.slice(0, 60)}".`, 502);
    }
  }

  async function answer(query: JsonQuery, range: { from: number; to: number }, signal: AbortSignal): Promise<QueryAnswer> {
    let found: unknown;
    try {
      found = await ask(query, range, signal);
    } catch (error) {
      return {
        frames: [],
        error: (error as Error).message,
        status: error instanceof Refused ? error.status : 502,
        errorSource: 'downstream',
      };
    }
    try {
      return { frames: [tableOf(query, found)] };
    } catch (error) {
      return { frames: [], error: `The path cannot be followed: ${(error as Error).message}`, status: 400 };
    }
  }

  return {
    datasource: {
      'orrery-json-datasource': {
        async query({ queries, range }, { signal }) {
          const asked = queries.filter(({ hide }) => !hide);
          const answers = await Promise.all(asked.map((query) => answer(query as JsonQuery, range, signal)));
          return { answers: Object.fromEntries(asked.map(({ refId }, index) => [refId, answers[index] as QueryAnswer])) };
        },
        async health({ signal, instance }) {
          const path = String(instance?.settings.healthPath ?? '') || '/';
          try {
            await ask({ refId: 'health', path }, { from: 0, to: 0 }, signal);
            return { status: 'OK', message: 'The server answers with JSON.' };
          } catch (error) {
            return { status: 'ERROR', message: (error as Error).message };
          }
        },
      },
    },
  };
});
