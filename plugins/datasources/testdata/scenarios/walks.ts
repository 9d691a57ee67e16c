/** Values that go up and down by chance, the same for the same query and range. */
import type { FrameData, TimeRange } from '@orrery/plugin-sdk';
import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { bounded, labelsOf, mostSeries, nameOf, pointsEach, stepOf, type TestQuery, timesOf } from '../query.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Scenarios } from './scenario.ts';

export const walks: Scenarios = {
  random_walk: series,
  random_walk_with_error: (query, range) => ({
    frames: series(query, range),
    error: 'this is an error and it can include URLs http://grafana.com/',
    status: 500,
    errorSource: 'plugin',
  }),
  random_walk_table: (query, range) => {
    const most = bounded(query.maxDataPoints, 10_000, 100);
    const times = timesOf(range, stepOf(query, range, most), most);
    const random = randomOf(seedOf(`${query.refId}table`) ^ Math.floor(range.from / 1000));
    let value = query.startValue ?? random() * 100;
    const values = times.map(() => (value += (random() - 0.5) * (query.spread ?? 1)));
    const nil = (): { nulls?: Uint8Array } => (query.withNil ? { nulls: Uint8Array.from(times, () => Number(random() < 0.1)) } : {});
    const words = ['up', 'down fast', 'up fast', 'down'];
    return [
      frame(
        [
          timeField('Time', times),
          numberField('Value', values, nil()),
          numberField(
            'Min',
            values.map((one) => one - random()),
            nil(),
          ),
          numberField(
            'Max',
            values.map((one) => one + random()),
            nil(),
          ),
          stringField(
            'Info',
            Array.from(values, (one, row) => {
              const step = one - (values[row - 1] ?? one);
              return words[step >= 0 ? (step > 0.4 ? 2 : 0) : step < -0.4 ? 1 : 3] as string;
            }),
          ),
        ],
        // Named, so that the value is called as the query is: overrides of dashboards say so.
        { refId: query.refId, name: query.alias || query.refId },
      ),
    ];
  },
  datapoints_outside_range: (query, range) => [
    frame([timeField('time', Float64Array.of(range.from - 3_600_000)), numberField(nameOf(query), Float64Array.of(10))], {
      refId: query.refId,
    }),
  ],
};

export function series(query: TestQuery, range: TimeRange): FrameData[] {
  const count = bounded(query.seriesCount, mostSeries, 1);
  return Array.from({ length: count }, (_, index) => walk(query, range, index, pointsEach(count)));
}

function walk(query: TestQuery, range: TimeRange, index: number, points: number): FrameData {
  const step = stepOf(query, range, points);
  const random = randomOf(seedOf(`${query.refId}${index}`) ^ Math.floor(range.from / 1000));
  const { spread = 1, noise = 0, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = query;
  const drop = query.dropPercent ?? query.drop ?? 0;
  const within = (value: number): number => Math.min(Math.max(value, min), max);
  const times = timesOf(range, step, points);
  let value = query.startValue ?? random() * 100;
  const values = times.map(() => {
    value = within(value + (random() - 0.5) * spread);
    return within(value + random() * noise);
  });
  const kept = drop > 0 ? Uint8Array.from(times, () => Number(random() * 100 >= drop)) : undefined;
  const name = nameOf(query, index);
  return frame(
    [
      timeField('time', kept ? times.filter((_, row) => kept[row]) : times, { config: { interval: step } }),
      numberField(name, kept ? values.filter((_, row) => kept[row]) : values, { labels: labelsOf(query.labels, index) }),
    ],
    { refId: query.refId },
  );
}
