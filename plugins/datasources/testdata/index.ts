import { definePlugin, type QueryAnswer, type TimeRange } from '@orrery/plugin-sdk';
import { fileNames } from './files.ts';
import { manifest } from './manifest.ts';
import type { TestQuery } from './query.ts';
import { scenarios } from './scenarios/index.ts';
import { streamOf } from './streams.ts';

const longestWaitMs = 25_000;

export default definePlugin(manifest, () => ({
  datasource: {
    'grafana-testdata-datasource': {
      async query({ queries, range, purpose }, { signal, instance }) {
        const one = (query: TestQuery): Promise<QueryAnswer> => {
          const asVariable = query.queryType === 'variable' || purpose === 'variable';
          return answer(
            asVariable && !query.scenarioId ? { ...query, scenarioId: 'variables-query' } : query,
            range,
            instance?.uid ?? '',
            signal,
          );
        };
        return {
          answers: Object.fromEntries(await Promise.all(queries.map(async (query: TestQuery) => [query.refId, await one(query)] as const))),
        };
      },
      resource: ({ path }) => {
        if (path === 'scenarios') return { status: 200, body: Object.keys(scenarios).map((id) => ({ id })) };
        if (path === 'files') return { status: 200, body: fileNames };
        return { status: 404, body: { message: `There is no ${path} here. There are scenarios and files.` } };
      },
      health: () => ({ status: 'OK', message: 'Data source is working' }),
      subscribe: (path) => (streamOf(path) ? { status: 'OK' } : { status: 'NOT_FOUND' }),
      async *runStream(path, { signal }) {
        const stream = streamOf(path);
        while (stream && !signal.aborted) {
          yield stream.next(Date.now());
          await wait(stream.everyMs, signal);
        }
      },
    },
  },
}));

async function answer(query: TestQuery, range: TimeRange, uid: string, signal: AbortSignal): Promise<QueryAnswer> {
  const id = query.scenarioId || (query.queryType && Object.hasOwn(scenarios, query.queryType) ? query.queryType : 'random_walk');
  const scenario = Object.hasOwn(scenarios, id) ? scenarios[id] : undefined;
  if (!scenario)
    return {
      frames: [],
      error: `There is no scenario "${id}". There are ${Object.keys(scenarios).join(', ')}.`,
      status: 400,
      errorSource: 'plugin',
    };
  if (id === 'slow_query') await wait(waitOf(query.stringInput || '5s'), signal);
  else if (query.queryDelay) await wait(waitOf(query.queryDelay), signal);
  const given = scenario(query, range, uid);
  return 'frames' in given ? given : { frames: given, status: 200 };
}

/** `5s`, `300ms`; never longer than a call may take. */
function waitOf(text: string): number {
  const [, count = '5', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text.trim()) ?? [];
  return Math.min(Number(count) * ({ ms: 1, s: 1_000, m: 60_000 }[unit] ?? 1_000), longestWaitMs);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
