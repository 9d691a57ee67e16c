/** Tables, buckets, logs, annotations. */
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { FieldData } from '@orrery/plugin-sdk';
import { bounded, stepOf, timesOf } from '../query.ts';
import { randomOf, seedOf } from '../random.ts';
import { logs } from './logs.ts';
import type { Scenarios } from './scenario.ts';

export const tables: Scenarios = {
  table_static: ({ refId }, range) => {
    const times = timesOf(range, Math.max(60_000, (range.to - range.from) / 9), 10);
    const of = (text: string): string[] => Array.from(times, () => text);
    return [
      frame(
        [
          timeField('Time', times),
          stringField('Message', of('This is a message')),
          stringField('Description', of('Description')),
          numberField(
            'Value',
            times.map(() => 23.1),
          ),
        ],
        { refId },
      ),
    ];
  },
  exponential_heatmap_bucket_data: (query, range) => [
    buckets(
      query.refId,
      range,
      stepOf(query, range),
      Array.from({ length: 10 }, (_, index) => String(2 ** index)),
    ),
  ],
  linear_heatmap_bucket_data: (query, range) => [
    buckets(
      query.refId,
      range,
      stepOf(query, range),
      Array.from({ length: 10 }, (_, index) => String(index * 10)),
    ),
  ],
  logs,
  annotations: (query, range) => {
    const count = bounded(query.lines, 1_000, 10);
    const step = (range.to - range.from) / Math.max(count, 1);
    const rows = Array.from({ length: count }, (_, index) => index);
    const time = (index: number): number => Math.round(range.from + index * step);
    return [
      frame(
        [
          timeField('time', Float64Array.from(rows, time)),
          timeField(
            'timeEnd',
            Float64Array.from(rows, (index) => time(index) + (index % 4 === 3 ? Math.round(step / 2) : 0)),
          ),
          stringField(
            'title',
            rows.map((index) => `Event ${index + 1}`),
          ),
          stringField(
            'text',
            rows.map((index) => (index % 4 === 3 ? 'It took a while.' : 'It was over at once.')),
          ),
          field(
            'tags',
            'other',
            'json.RawMessage',
            rows.map((index) => ['test', index % 2 === 0 ? 'even' : 'odd']),
          ),
        ],
        { refId: query.refId, meta: { dataTopic: 'annotations' } },
      ),
    ];
  },
};

function buckets(refId: string, range: { from: number; to: number }, step: number, names: readonly string[]) {
  const times = timesOf(range, Math.max(step * 50, (range.to - range.from) / 99), 100);
  const random = randomOf(seedOf(`${refId}${names[1]}`));
  const columns = names.map((_, index) => times.map(() => Math.floor(random() * (index + 1) * 10)));
  return frame([timeField('time', times), ...names.map((name, index) => numberField(name, columns[index] as Float64Array))], {
    name: 'data',
    refId,
    meta: { type: 'heatmap-rows' },
  });
}
