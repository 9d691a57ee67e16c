/** What a page does with large data that are transformed: the runner of the SDK, a worker, and a watch on its own long tasks. */
import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import type { TransformStep } from '@orrery/plugin-sdk/data/transform/index';
import type { TransformationPlugin } from '@orrery/plugin-sdk/ui';
import { transform } from '@orrery/plugin-sdk/ui/transform/index.ts';

export interface Large {
  /** From the frames at hand to the frames transformed. */
  readonly ms: number;
  /** The longest time for which the page could do nothing else. */
  readonly longestTask: number;
  readonly rows: number;
}

const plugin: TransformationPlugin = {
  plugin: 'bench',
  version: 'worker.js',
  load: () => Promise.reject(new Error('This is too large for the page.')),
  openWorker: async () => new Worker('worker.js'),
};

function series(name: string, rows: number, from: number): FrameData {
  return frame(
    [
      timeField(
        'Time',
        Float64Array.from({ length: rows }, (_, row) => from + row * 1000),
      ),
      numberField(
        'Value',
        Float64Array.from({ length: rows }, (_, row) => Math.sin(row)),
      ),
    ],
    { name, refId: name },
  );
}
function table(rows: number): FrameData {
  return frame(
    [
      stringField(
        'host',
        Array.from({ length: rows }, (_, row) => `web-${(row * 7919) % 1000}`),
      ),
      numberField(
        'cpu',
        Float64Array.from({ length: rows }, (_, row) => row % 101),
      ),
    ],
    { refId: 'A' },
  );
}

const works: Readonly<Record<string, { frames: () => FrameData[]; step: TransformStep }>> = {
  join: { frames: () => [series('A', 100_000, 0), series('B', 100_000, 500)], step: { id: 'joinByField', options: { byField: 'Time' } } },
  group: {
    frames: () => [table(1_000_000)],
    step: {
      id: 'groupBy',
      options: { fields: { host: { operation: 'groupby' }, cpu: { operation: 'aggregate', aggregations: ['sum', 'mean', 'max'] } } },
    },
  },
};

async function large(name: string): Promise<Large> {
  const { frames, step } = works[name]!;
  const given = frames();
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  // Making the frames was a task of its own, and is not what is measured.
  await new Promise((resolve) => setTimeout(resolve, 300));
  observer.observe({ type: 'longtask' });
  const started = performance.now();
  const outcome = await transform(given, { steps: [step], context: { timeZone: 'utc', now: 0 }, find: () => plugin });
  const ms = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 300));
  observer.disconnect();
  if (outcome.problems.length > 0) throw new Error(JSON.stringify(outcome.problems));
  return { ms, longestTask: Math.max(0, ...tasks), rows: outcome.frames[0]?.length ?? 0 };
}

Object.assign(globalThis, { large });
