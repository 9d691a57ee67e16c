import { type FrameData, field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { minute, start, times, wave } from './made.ts';

const bounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '+Inf'];
const rows = frame(
  [
    timeField('Time', times(61), { config: { interval: minute } }),
    ...bounds.map((le, at) => {
      const values = wave(61, at + 1, 40 - Math.abs(at - 4) * 9, 8).map((value) => Math.max(0, Math.round(value)));
      return numberField(le, values, { labels: { le }, config: { displayNameFromDS: le } });
    }),
  ],
  { meta: { type: 'heatmap-rows' } },
);
const lows = Array.from({ length: 12 }, (_, at) => 2 ** (at / 2 - 4));
const cells = lows
  .flatMap((low, at) => Array.from({ length: 31 }, (_, column) => ({ low, at, column })))
  .sort((a, b) => a.column - b.column || a.low - b.low);
const native = frame(
  [
    timeField(
      'xMax',
      Float64Array.from(cells, ({ column }) => start + column * 2 * minute),
      { config: { interval: 2 * minute } },
    ),
    numberField(
      'yMin',
      Float64Array.from(cells, ({ low }) => low),
    ),
    numberField(
      'yMax',
      Float64Array.from(cells, ({ low }) => low * Math.SQRT2),
    ),
    numberField(
      'count',
      Float64Array.from(cells, ({ at, column }) => Math.max(0, Math.round(30 - (at - 6 - 3 * Math.sin(column / 5)) ** 2))),
    ),
    field(
      'yLayout',
      'number',
      'int8',
      Int8Array.from(cells, () => 0),
    ),
  ],
  { meta: { type: 'heatmap-cells' } },
);
const exemplars = frame(
  [
    timeField(
      'Time',
      Float64Array.from([10, 25, 40], (at) => start + at * minute),
    ),
    numberField('Value', Float64Array.from([0.02, 0.3, 0.8])),
    stringField('traceID', ['a1', 'b2', 'c3']),
  ],
  { name: 'exemplar', meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } } },
);
const names = frame([
  timeField('Time', times(61), { config: { interval: minute } }),
  ...['low <b>', 'middle', 'high'].map((name, at) => numberField(name, wave(61, at + 1, 20, 15).map(Math.abs))),
]);

export const heatmapSets = {
  rows3: [names],
  buckets: [rows],
  native: [native],
  bucketsWithExemplars: [rows, exemplars],
} satisfies Record<string, readonly FrameData[]>;
