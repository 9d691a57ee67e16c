/** Data that panels of the tests draw: the same bytes every time. */
import { type FieldConfig, type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';

export const start = Date.UTC(2026, 2, 10, 9, 0);
export const end = start + 3_600_000;
const minute = 60_000;

/** Repeatable, with a few slow waves and some noise. */
function wave(count: number, seed: number, middle: number, swing: number): Float64Array {
  let state = seed * 2_654_435_761;
  return Float64Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = state / 2 ** 32 - 0.5;
    return middle + swing * (Math.sin((index / count) * 7 + seed) + 0.4 * Math.sin((index / count) * 31 + seed * 2) + 0.5 * noise);
  });
}

function times(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => start + (index * (end - start)) / (count - 1));
}

interface Made {
  readonly count?: number;
  readonly middle?: number;
  readonly swing?: number;
  readonly seed?: number;
  readonly config?: FieldConfig;
  readonly labels?: Readonly<Record<string, string>>;
  readonly nulls?: readonly number[];
}
function series(name: string, { count = 61, middle = 50, swing = 20, seed = 1, config, labels, nulls }: Made = {}): FrameData {
  const values = wave(count, seed, middle, swing);
  const mask = nulls && Uint8Array.from({ length: count }, (_, index) => (nulls.includes(index) ? 1 : 0));
  return frame([
    timeField('Time', times(count)),
    numberField(name, values, { ...(config && { config }), ...(labels && { labels }), ...(mask && { nulls: mask }) }),
  ]);
}

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
