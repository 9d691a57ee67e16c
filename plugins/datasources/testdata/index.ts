import { definePlugin, type QueryAnswer } from '@orrery/plugin-sdk';
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import { manifest } from './manifest.ts';
import { randomOf } from './random.ts';
import { scenarios, type TestQuery } from './scenarios.ts';

const longestWaitMs = 25_000;

export default definePlugin(manifest, () => ({
  datasource: {
    'grafana-testdata-datasource': {
      async query({ queries, range }, { signal }) {
        const answers = await Promise.all(
          queries.map(async (query: TestQuery): Promise<readonly [string, QueryAnswer]> => {
            const scenario = query.scenarioId || 'random_walk';
            if (scenario === 'server_error_500')
              return [query.refId, { frames: [], error: 'Test: the server failed on purpose.', status: 500, errorSource: 'plugin' }];
            if (scenario === 'slow_query') await wait(waitOf(query.stringInput), signal);
            const run = scenarios[scenario === 'slow_query' ? 'random_walk' : scenario];
            if (!run)
              return [
                query.refId,
                {
                  frames: [],
                  error: `There is no scenario "${scenario}". There are ${Object.keys(scenarios).join(', ')}, slow_query and server_error_500.`,
                  status: 400,
                  errorSource: 'plugin',
                },
              ];
            return [query.refId, { frames: run(query, range) }];
          }),
        );
        return { answers: Object.fromEntries(answers) };
      },
      health: () => ({ status: 'OK', message: 'Data source is working' }),
      subscribe: (path) => (path.startsWith('random-') ? { status: 'OK' } : { status: 'NOT_FOUND' }),
      async *runStream(path, { signal }) {
        const random = randomOf(path.length);
        let value = 50;
        while (!signal.aborted) {
          value += (random() - 0.5) * 4;
          yield frame([timeField('Time', Float64Array.of(Date.now())), numberField('Value', Float64Array.of(value))], { name: path });
          await wait(250, signal);
        }
      },
    },
  },
}));

/** `5s`, `300ms`; never longer than a call may take. */
function waitOf(text = '5s'): number {
  const [, count = '5', unit = 's'] = /^(\d+)(ms|s)$/.exec(text.trim()) ?? [];
  return Math.min(Number(count) * (unit === 's' ? 1000 : 1), longestWaitMs);
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
