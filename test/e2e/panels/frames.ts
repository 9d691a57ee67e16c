/** Data that panels of the tests draw: the same bytes every time. What only one panel draws lies in `frames/`, a file a panel. */
import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { heatmapSets } from './frames/heatmap.ts';
import { logSets } from './frames/logs.ts';
import { graphData } from './frames/graphs.ts';
import { placeData } from './frames/geomap.ts';
import { end, minute, series, start, times, wave } from './frames/made.ts';
import { pairSets } from './frames/pairs.ts';
import { stateSets } from './frames/states.ts';
import { tableSets } from './frames/tables.ts';

export { end, start };

const exemplars = frame(
  [
    timeField(
      'Time',
      Float64Array.from([10, 25, 40], (at) => start + at * minute),
    ),
    numberField('Value', Float64Array.from([62, 30, 55])),
    stringField('traceID', ['a1', 'b2', 'c3'], { config: { links: [{ title: 'Trace ${__value.raw}', url: '/trace/${__value.raw}' }] } }),
  ],
  { name: 'exemplar', meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } } },
);
const hours = frame([
  timeField(
    'Time',
    Float64Array.from({ length: 6 }, (_, index) => start + index * 10 * minute),
  ),
  numberField('few', Float64Array.from([12, 40, 25, 66, 48, 80])),
]);
const gaps = [...[14, 15, 16, 17, 18], 30, 44, 45];

export const dataSets = {
  ...heatmapSets,
  ...pairSets,
  ...logSets,
  ...placeData,
  ...graphData,
  ...stateSets,
  ...tableSets,
  one: [series('load')],
  two: [series('read', { middle: 60, swing: 20 }), series('write', { middle: 30, swing: 10, seed: 4 })],
  three: ['user', 'system', 'iowait'].map((name, index) => series(name, { middle: 30 - index * 8, swing: 6, seed: index + 1 })),
  signs: [
    series('in', { middle: 40, swing: 8 }),
    series('out', { middle: -25, swing: 6, seed: 3 }),
    series('more out', { middle: -10, swing: 3, seed: 5 }),
  ],
  hosts: Array.from({ length: 14 }, (_, index) =>
    series('Value', { seed: index + 1, middle: 30 + index * 5, swing: 9, labels: { host: `web-${index + 1}` } }),
  ),
  units: [
    series('requests', { middle: 400, swing: 90, config: { unit: 'reqps' } }),
    series('latency', { middle: 0.3, swing: 0.12, seed: 6, config: { unit: 's' } }),
  ],
  gaps: [series('sparse', { nulls: gaps })],
  holes: [
    frame([
      timeField(
        'Time',
        times(61).filter((_, index) => index < 20 || index > 35),
      ),
      numberField('holes', wave(45, 2, 50, 20)),
    ]),
  ],
  few: [hours],
  far: [series('temperature', { middle: 1_000, swing: 20, config: { unit: 'celsius' } })],
  small: [series('ratio', { middle: 0.5, swing: 0.3 })],
  spread: [
    frame([
      timeField('Time', times(61)),
      numberField(
        'spread',
        Float64Array.from({ length: 61 }, (_, index) => 10 ** (index / 15) - 1),
      ),
    ]),
  ],
  zeros: [series('busy'), frame([timeField('Time', times(61)), numberField('idle', new Float64Array(61))])],
  exemplars: [series('latency'), exemplars],
  compare: [series('load'), { ...series('load', { seed: 9 }), meta: { timeCompare: { isTimeShiftQuery: true, diffMs: 86_400_000 } } }],
  rows: [
    frame([
      stringField('Mount', ['/', '/var', '/srv', '/home', '/boot']),
      numberField('Used', Float64Array.from([23, 47, 64, 86, 97])),
      numberField('Free', Float64Array.from([77, 53, 36, 14, 3])),
    ]),
  ],
  disks: ['/', '/var/log', '/var/lib/postgresql', '/srv'].map((mount, index) =>
    series('Value', { labels: { mount }, seed: index + 2, middle: 25 + index * 20, swing: 6 }),
  ),
  nothing: [] as FrameData[],
  nulls: [frame([timeField('Time', times(3)), numberField('gone', new Float64Array(3), { nulls: Uint8Array.from([1, 1, 1]) })])],
} satisfies Record<string, readonly FrameData[]>;
export type DataSet = keyof typeof dataSets;

export const annotations = [
  {
    time: start + 12 * minute,
    color: 'rgba(0, 211, 255, 1)',
    title: 'api 4.18.0 deployed',
    text: 'by <b>Jana</b>',
    tags: ['deploy'],
    id: '1',
    source: 'Deploys',
  },
  { time: start + 13 * minute, color: 'rgba(0, 211, 255, 1)', title: 'api 4.18.1 deployed', id: '2', source: 'Deploys' },
  { time: start + 34 * minute, timeEnd: start + 46 * minute, color: 'red', title: 'Database slow', id: '3', source: 'Incidents' },
];
