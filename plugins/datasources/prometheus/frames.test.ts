import { valueAt } from '@orrery/plugin-sdk/data/build';
import { describe, expect, test } from 'vitest';
import type { Asking } from './asking.ts';
import { exemplarFrames } from './exemplars.ts';
import { answer } from './fixtures/recorded.ts';
import { toFrames } from './frames.ts';
import { toHeatmap } from './heatmap.ts';
import { legendOf, metricText } from './legend.ts';
import { toTable } from './table.ts';

const asking: Asking = {
  ...{ refId: 'A', expr: 'up', legendFormat: '', format: 'time_series', stepMs: 15_000, valueName: 'Value' },
  ...{ from: 0, to: 0, start: 0, end: 0, exemplarDestinations: [] },
};
const column = (frame: { fields: readonly { name: string }[] } | undefined, name: string): unknown[] => {
  const found = frame?.fields.find((one) => one.name === name) as Parameters<typeof valueAt>[0] | undefined;
  return found ? Array.from({ length: found.values.length }, (_, row) => valueAt(found, row)) : [];
};

describe('a matrix', () => {
  test('becomes a frame a series, named by its metric', () => {
    const frames = toFrames(answer('query_range_matrix_up'), asking);
    expect(frames.length).toBeGreaterThan(1);
    expect(frames[0]).toMatchObject({
      refId: 'A',
      meta: { type: 'timeseries-multi', typeVersion: [0, 1], custom: { resultType: 'matrix' }, executedQueryString: 'Expr: up\nStep: 15s' },
      fields: [
        { name: 'Time', kind: 'time.Time', config: { interval: 15_000 } },
        { name: 'up', labels: { __name__: 'up' } },
      ],
    });
    expect(frames[1]?.meta?.executedQueryString).toBeUndefined();
  });
  test('that is empty still says what was asked', () => {
    expect(toFrames(answer('query_range_empty'), asking)).toMatchObject([
      { fields: [], meta: { executedQueryString: 'Expr: up\nStep: 15s' } },
    ]);
  });
  test('keeps NaN and infinities', () => {
    const values = toFrames(answer('query_range_matrix_nan_inf'), asking).flatMap(({ fields }) => [
      ...((fields[1]?.values ?? []) as Float64Array),
    ]);
    expect(values).toContain(Number.POSITIVE_INFINITY);
    expect(values).toContain(Number.NEGATIVE_INFINITY);
    expect(values.some(Number.isNaN)).toBe(true);
  });
  test('of native histograms becomes cells of a heatmap', () => {
    const [cells] = toFrames(answer('query_range_matrix_native_histogram'), asking);
    expect(cells?.meta?.type).toBe('heatmap-cells');
    expect(cells?.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['xMax', 'time.Time'],
      ['yMin', 'float64'],
      ['yMax', 'float64'],
      ['count', 'float64'],
      ['yLayout', 'int8'],
    ]);
    expect(cells?.fields.map(({ values }) => values[0])).toEqual([1_795_344_550_000, -1, -0.7071067811865475, 2, 1]);
  });
  test('of classic buckets becomes rows of a heatmap, each without those below it', () => {
    const frames = toFrames(answer('query_range_matrix_classic_heatmap'), asking);
    const [wide] = toHeatmap(frames, asking);
    expect(wide?.meta?.type).toBe('heatmap-rows');
    const bounds = wide?.fields.slice(1).map(({ name }) => name) ?? [];
    expect(bounds.at(-1)).toBe('+Inf');
    expect(bounds.slice(0, -1).map(Number)).toEqual(
      bounds
        .slice(0, -1)
        .map(Number)
        .sort((a, b) => a - b),
    );
    const total = frames.find(({ fields }) => fields[1]?.labels?.le === '+Inf')?.fields[1]?.values.at(-1) as number;
    const sum = wide?.fields.slice(1).reduce((all, { values }) => all + (values.at(-1) as number), 0);
    expect(sum).toBeCloseTo(total);
  });
});

describe('an instant answer', () => {
  test('is a row a series, or one value', () => {
    expect(toFrames(answer('query_vector_up'), asking)[0]).toMatchObject({
      length: 1,
      meta: { type: 'numeric-multi', custom: { resultType: 'vector' } },
    });
    expect(toFrames(answer('query_scalar'), asking)[0]?.fields).toMatchObject([
      { values: Float64Array.of(4000) },
      { name: 'Value', values: Float64Array.of(2) },
    ]);
    expect(toFrames(answer('query_string'), asking)[0]?.fields[1]).toMatchObject({ kind: 'string', values: ['hello'] });
  });
  test('carries warnings and infos as notices, and the statistics asked for', () => {
    expect(toFrames(answer('documented_warnings_infos'), asking)[0]?.meta?.notices).toMatchObject([
      { severity: 'warning' },
      { severity: 'info' },
    ]);
    expect(toFrames(answer('query_stats_all'), asking)[0]?.meta?.custom).toMatchObject({ stats: { timings: expect.anything() } });
  });
  test('becomes rows in a table, a column a label', () => {
    const table = toTable(toFrames(answer('query_vector_up'), asking), { ...asking, valueName: 'Value #A' });
    expect(table.fields.map(({ name }) => name)).toEqual(['Time', '__name__', 'env', 'instance', 'job', 'nodename', 'Value #A']);
    expect(column(table, 'nodename')).toEqual(['', 'alpha', '']);
    expect(table.meta?.preferredVisualisationType).toBe('rawPrometheus');
  });
  test('has the bounds of buckets as numbers in a table', () => {
    const table = toTable(toFrames(answer('query_vector_classic_buckets'), asking), asking);
    expect(table.fields.find(({ name }) => name === 'le')?.kind).toBe('float64');
    expect(column(table, 'le')).toContain(Number.POSITIVE_INFINITY);
  });
});

describe('exemplars', () => {
  const list = answer('exemplars').list ?? [];
  test('are one frame of annotations: the highest of each step, and those far below it', () => {
    const [frame] = exemplarFrames(list, asking);
    expect(frame).toMatchObject({ name: 'exemplar', meta: { dataTopic: 'annotations', custom: { resultType: 'exemplar' } } });
    expect(frame?.fields.slice(0, 2).map(({ name }) => name)).toEqual(['Time', 'Value']);
    const all = (list as { exemplars: unknown[] }[]).reduce((sum, { exemplars }) => sum + exemplars.length, 0);
    expect(frame?.length).toBeLessThan(all);
    expect(exemplarFrames([], asking)).toEqual([]);
  });
  test('link to the trace', () => {
    const exemplarDestinations = [
      { name: 'trace_id', datasourceUid: 'tempo' },
      { name: 'trace_id', url: 'https://t.example/${__value.raw}' },
    ];
    const [frame] = exemplarFrames(list, { ...asking, exemplarDestinations });
    expect(frame?.fields.find(({ name }) => name === 'trace_id')?.config?.links).toMatchObject([
      { internal: { datasourceUid: 'tempo', query: { queryType: 'traceql' } } },
      { title: 'Go to https://t.example/${__value.raw}', targetBlank: true },
    ]);
  });
});

describe('a series', () => {
  test.each([
    [{ __name__: 'up', job: 'a', env: 'x' }, '', 'up{env="x", job="a"}'],
    [{ __name__: 'up' }, '', 'up'],
    [{ job: 'a' }, '', '{job="a"}'],
    [{}, '', '1 + 1'],
    [{ job: 'a' }, '{{job}} / {{ missing }}', 'a / '],
    [{ job: 'a' }, '__auto', ''],
    [{}, '__auto', '1 + 1'],
  ])('%j with legend "%s" is named "%s"', (metric, format, name) =>
    expect(legendOf(metric as Record<string, string>, format, '1 + 1')).toBe(name),
  );
  test('has its values quoted', () => expect(metricText({ a: 'x"y\\z' })).toBe('{a="x\\"y\\\\z"}'));
});
