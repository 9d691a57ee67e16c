import { definePlugin, type FrameData, type Query } from '@orrery/plugin-sdk';
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import { everyMs, History, type Point } from './history.ts';
import { manifest } from './manifest.ts';
import { readHost } from './sample.ts';

const units: Readonly<Record<string, string>> = {
  cpu: 'percent',
  memory: 'bytes',
  network: 'Bps',
  disk: 'Bps',
  filesystem: 'bytes',
  process: 'bytes',
  process_cpu: 'percent',
  load: 'short',
};

/** Rates need two readings and a line needs more: whoever looks at a server that just began sees it move at once. */
/** Longer than this between two readings, and nobody knows what was between: a timer that is a little late is no gap. */
const gapMs = 2 * everyMs;
const eager = { everyMs: 1_000, forMs: 60_000 };

export default definePlugin(manifest, ({ log }, life) => {
  const history = new History();
  const listeners = new Set<(point: Point) => void>();
  const read = async (): Promise<void> => {
    const point = history.add(await readHost());
    for (const listener of listeners) listener(point);
  };
  const said = (error: Error): void => log.warn('The machine could not be read.', { cause: error.message });
  void read().catch(said);
  const began = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  const readAgain = (): void => {
    timer = setTimeout(
      () => {
        void read().catch(said);
        readAgain();
      },
      Date.now() - began < eager.forMs ? eager.everyMs : everyMs,
    );
  };
  readAgain();
  life.defer(() => clearTimeout(timer));

  return {
    schedule: { begin: () => undefined },
    datasource: {
      'host-metrics': {
        query({ queries, range }) {
          return {
            answers: Object.fromEntries(queries.map((query) => [query.refId, answer(query, history.between(range.from, range.to))])),
          };
        },
        health() {
          const { latest } = history;
          return latest
            ? {
                status: 'OK',
                message: `Read ${Math.round((Date.now() - latest.at) / 1000)} s ago.`,
                details: { metrics: Object.keys(units) },
              }
            : { status: 'ERROR', message: 'The machine has not been read yet.' };
        },
        subscribe: (path) => (path in units ? { status: 'OK' } : { status: 'NOT_FOUND' }),
        async *runStream(path, { signal }) {
          for (;;) {
            const point = await new Promise<Point | undefined>((resolve) => {
              const done = (value?: Point): void => {
                listeners.delete(done);
                signal.removeEventListener('abort', stop);
                resolve(value);
              };
              const stop = (): void => done();
              listeners.add(done);
              signal.addEventListener('abort', stop);
            });
            if (!point) return;
            yield* toFrames('A', path, [point]);
          }
        },
      },
    },
  };
});

function answer(
  query: Query,
  points: readonly Point[],
): { frames: readonly FrameData[]; error?: string; status?: number; errorSource?: 'plugin' } {
  const metric = String(query.metric ?? '');
  if (!(metric in units)) {
    return {
      frames: [],
      error: `There is no metric "${metric}". Ask for one of ${Object.keys(units).join(', ')}.`,
      status: 400,
      errorSource: 'plugin',
    };
  }
  return { frames: toFrames(query.refId, metric, points) };
}

/** A frame a series: series come and go with disks and interfaces. */
function toFrames(refId: string, metric: string, points: readonly Point[]): FrameData[] {
  const names = [...new Set(points.flatMap(({ metrics }) => Object.keys(metrics[metric] ?? {})))];
  return names.map((name) => {
    const present = points.filter(({ metrics }) => metrics[metric]?.[name] !== undefined);
    const times = Float64Array.from(present, ({ at }) => at);
    const values = Float64Array.from(present, ({ metrics }) => metrics[metric]?.[name] as number);
    return frame(
      [
        timeField('Time', times, { config: { interval: gapMs } }),
        numberField(metric, values, { labels: { series: name }, config: { unit: units[metric] as string, displayNameFromDS: name } }),
      ],
      {
        name,
        refId,
        meta: { type: 'timeseries-multi', typeVersion: [0, 1] },
      },
    );
  });
}
