/** Answers that fail, warn, or say something about themselves. */
import type { FrameData } from '@orrery/plugin-sdk';
import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { bounded, labelsOf, type TestQuery } from '../query.ts';
import { randomOf, seedOf } from '../random.ts';
import { metricValues } from './given.ts';
import type { Scenarios } from './scenario.ts';
import { series } from './walks.ts';

const noticed: readonly { readonly severity: 'info' | 'warning' | 'error'; readonly text: string }[] = [
  { severity: 'info', text: 'This is an info notice' },
  { severity: 'warning', text: 'This is a warning notice' },
  { severity: 'error', text: 'This is an error notice' },
];

export const failures: Scenarios = {
  server_error_500: (query, range) =>
    query.stringInput ? [metricValues(query, range)] : { frames: [], error: 'Test Data Panic!', status: 500, errorSource: 'plugin' },
  error_with_source: ({ errorSource, errorMessage }) => {
    const source = errorSource === 'downstream' ? 'downstream' : 'plugin';
    return {
      frames: [],
      error: errorMessage || `This is a test error of the ${source}`,
      status: source === 'downstream' ? 502 : 500,
      errorSource: source,
    };
  },
  errors_and_notices: (query, range) =>
    noticed.map((notice, index) => ({
      ...(series({ ...query, seriesCount: 1, refId: `${query.refId}${index}` }, range)[0] as FrameData),
      refId: query.refId,
      meta: { notices: [notice] },
    })),
  query_meta: (query, range) =>
    series(query, range).map((one) => ({
      ...one,
      meta: {
        executedQueryString: 'SELECT value FROM random_walk',
        stats: [{ displayName: 'Points made', value: one.length, unit: 'short' }],
        custom: { scenario: 'query_meta' },
      },
    })),
  flaky_query: (query, range) => {
    const { errorProbability = 50, errorStatusCode = 500, errorMessage } = query;
    const failed = Math.random() * 100 < errorProbability;
    if (!failed) return series(query, range);
    const status = bounded(errorStatusCode, 599) || 500;
    return { frames: [], error: errorMessage || 'This query fails now and then', status, errorSource: 'downstream' };
  },
  exemplars: (query, range) => [...series(query, range), exemplars(query, range)],
  steps: (query, range) => {
    const step = Math.max((range.to - range.from) / 20, 1);
    const times = Float64Array.from({ length: 21 }, (_, row) => range.from + row * step);
    return [
      frame(
        [
          timeField('time', times),
          numberField(
            'step',
            times.map((_, row) => row),
          ),
        ],
        { refId: query.refId },
      ),
    ];
  },
};

function exemplars({ refId, exemplarCount, labels }: TestQuery, range: { from: number; to: number }): FrameData {
  const count = bounded(exemplarCount, 1_000, 10);
  const random = randomOf(seedOf(`${refId}exemplars`));
  const times = Float64Array.from({ length: count }, (_, row) => Math.round(range.from + ((row + 0.5) * (range.to - range.from)) / count));
  const given = Object.entries(labelsOf(labels));
  return frame(
    [
      timeField('Time', times),
      numberField(
        'Value',
        times.map(() => random() * 100),
      ),
      stringField(
        'trace_id',
        Array.from(times, () =>
          Math.floor(random() * 2 ** 48)
            .toString(16)
            .padStart(12, '0'),
        ),
      ),
      ...given.map(([name, value]) =>
        stringField(
          name,
          Array.from(times, () => value),
        ),
      ),
    ],
    { name: 'exemplar', refId, meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } } },
  );
}
