/** A chart of a million points, drawn, moved along and looked closer at. */
import { end, start } from '../e2e/panels/frames/made.ts';
import { longestTask, mostMs } from './panel-tasks.ts';
import type { Bench } from './types.ts';

const span = end - start;

export default {
  name: 'time series of 1 M points, pan and zoom',
  budget: `no task over ${mostMs} ms`,
  met: ({ value }) => value <= mostMs,
  run: () =>
    longestTask(
      {
        ...{ panel: 'timeseries', data: 'millionPoints', width: 1200, height: 500 },
        reference: { panel: 'timeseries', data: 'one', width: 1200, height: 500 },
        referenceName: 'the same with 61 points',
      },
      async (stage, scene) => {
        for (const [from, to] of [
          ...[0.05, 0.1, 0.15, 0.2].map((by) => [by, 1 + by] as const),
          ...[0.5, 0.7, 0.8, 0.9].map((by) => [by / 2, 1 - by / 2] as const),
        ])
          await stage.show({ ...scene, range: { from: start + span * from, to: start + span * to } }, true);
      },
    ),
} satisfies Bench;
