import { fileURLToPath } from 'node:url';
import type { FrameData, QueryAnswer } from '@orrery/plugin-sdk';
import { frameToArrow } from '@orrery/plugin-sdk/data/arrow';
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';
import { frameFromCsv } from './csv.ts';
import { fileNames } from './files.ts';
import { scenarios } from './scenarios/index.ts';
import { streamOf } from './streams.ts';

const range = { from: 1_700_000_000_000, to: 1_700_000_600_000 };
const answer = (id: string, query: object = {}): QueryAnswer => {
  const given = scenarios[id]?.({ refId: 'A', ...query }, range, 'made-up') ?? [];
  return 'frames' in given ? given : { frames: given };
};
const run = (id: string, query: object = {}): readonly FrameData[] => answer(id, query).frames;
const column = (frame: FrameData | undefined, at: number): unknown[] => [
  ...((frame?.fields[at]?.values ?? []) as ArrayLike<unknown> & Iterable<unknown>),
];

describe('CSV', () => {
  test('gives each column the type that all of its values have', () => {
    const frame = frameFromCsv('time,n,on,day,text\n1,1.5,true,2024-01-02,a\n2,-2,false,2024-01-03,7', 'A');
    expect(frame.fields.map(({ type }) => type)).toEqual(['time', 'number', 'boolean', 'time', 'string']);
    expect(column(frame, 3)).toEqual([Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 3)]);
  });
  test('keeps empty cells as nulls, the first of a line too', () => {
    const { fields, length } = frameFromCsv('a,b,c\n,2,3\n1,,null', 'A');
    expect(length).toBe(2);
    expect(fields.map(({ nulls }) => [...(nulls ?? [])])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(column(frameFromCsv('a,b,c\n,2,3', 'A'), 1)).toEqual([2]);
  });
  test('reads commas and quotes inside quotes', () => {
    expect(column(frameFromCsv('a\n"x, ""y"""', 'A'), 0)).toEqual(['x, "y"']);
  });
});

describe('a scenario', () => {
  test('walks the same way twice, within its bounds and inside the range', () => {
    const query = { seriesCount: 3, min: 10, max: 20, spread: 50, intervalMs: 1_000, maxDataPoints: 50 };
    const first = run('random_walk', query);
    expect(first).toHaveLength(3);
    expect(run('random_walk', query)).toEqual(first);
    for (const frame of first) {
      const [times, values] = [column(frame, 0) as number[], column(frame, 1) as number[]];
      expect([times[0], times.at(-1)]).toEqual([range.from, range.to]);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...values)).toBeLessThanOrEqual(20);
    }
  });
  test('spreads given values over the range and keeps nulls', () => {
    const [frame] = run('csv_metric_values', { stringInput: '1,null,3' });
    expect(column(frame, 0)).toEqual([range.from, range.from + 300_000, range.to]);
    expect(column(frame, 1).filter((_, at) => !frame?.fields[1]?.nulls?.[at])).toEqual([1, 3]);
  });
  test.each([
    ['LOW,null,HIGH', 'string', ['LOW', '', 'HIGH']],
    ['true,false,null', 'boolean', [1, 0, 0]],
    ['null,nan,4', 'number', [0, Number.NaN, 4]],
  ])('takes given values as what they are: %s', (stringInput, type, values) => {
    const field = run('csv_metric_values', { stringInput })[0]?.fields[1];
    expect(field).toMatchObject({ type });
    expect([...(field?.values ?? [])]).toEqual(values);
    expect([...(field?.nulls ?? [])].filter(Boolean)).toHaveLength(1);
  });
  test('pulses by the clock, not by the range', () => {
    const value = (from: number): unknown => {
      const given = scenarios.predictable_pulse?.({ refId: 'A' }, { from, to: range.to }, '') as readonly FrameData[];
      return column(given[0], 1).at(-1);
    };
    expect(value(range.from)).toBe(value(range.from + 61_000));
  });
  test.each(Object.keys(scenarios))('%s gives frames whose columns are as long as they say, or says what is wrong', (id) => {
    const { frames, error } = answer(id, {
      csvContent: 'a,b\n1,2',
      csvFileName: 'js_libraries.csv',
      rawFrameContent: '[]',
      points: [[1, range.from]],
    });
    for (const { fields, length } of frames) for (const { values } of fields) expect(values.length).toBe(length);
    const failing = ['random_walk_with_error', 'server_error_500', 'error_with_source', 'flaky_query'];
    if (!failing.includes(id)) expect(error).toBeUndefined();
    if (!failing.includes(id) && !['no_data_points', 'raw_frame', 'arrow'].includes(id)) expect(frames.length).toBeGreaterThan(0);
  });
  test.each([
    ['random_walk', { seriesCount: 1e9, intervalMs: 1 }],
    ['random_walk_table', { maxDataPoints: 1e9, intervalMs: 1 }],
    ['predictable_pulse', { pulseWave: { timeStep: 1e-9, onCount: -5, offCount: -5 } }],
    ['predictable_csv_wave', { csvWave: Array.from({ length: 5_000 }, () => ({ timeStep: 0.0001 })) }],
    ['csv_metric_values', { stringInput: '1,'.repeat(100_000) }],
    ['csv_content', { csvContent: 'a,b\n'.padEnd(5 << 20, '1,2\n') }],
    ['raw_frame', { rawFrameContent: `[${'{},'.repeat(2_000_000)}{}]` }],
    ['logs', { lines: 1e9 }],
    ['annotations', { lines: Number.POSITIVE_INFINITY }],
    ['node_graph', { nodes: { count: 1e9 } }],
    ['trace', { spanCount: 1e9 }],
    ['exemplars', { exemplarCount: 1e9 }],
    ['usa', { usa: { mode: 'timeseries-wide', fields: Array(1_000).fill('x') }, maxDataPoints: 1e9, intervalMs: 1 }],
    ['simulation', { sim: { key: { type: 'tank', tick: 1e9 } } }],
    ['manual_entry', { points: Array.from({ length: 50_000 }, (_, at) => [1, at]) }],
  ])('%s is bounded whatever is asked', (id, query) => {
    const cells = run(id, query).reduce((sum, { fields, length }) => sum + fields.length * length, 0);
    expect(cells).toBeLessThanOrEqual(12_100_000);
    expect(run(id, query).length).toBeLessThanOrEqual(1_000);
  });
  test('names series as people know it', () => {
    const names = (query: object) => run('random_walk', query).map(({ fields }) => fields[1]?.name);
    expect(names({ seriesCount: 2 })).toEqual(['A-series', 'A-series1']);
    expect(names({ alias: 'x $seriesIndex {{ a }}', labels: 'a=b' })).toEqual(['x 0 b']);
    expect(names({ alias: '__server_names' })).toEqual(['Backend-ops-01']);
  });
  test('fails in the ways that are asked for', () => {
    expect(answer('server_error_500')).toMatchObject({ status: 500, error: 'Test Data Panic!' });
    expect(answer('server_error_500', { stringInput: '1,2' })).toMatchObject({ frames: [{ length: 2 }] });
    expect(answer('error_with_source', { errorSource: 'downstream' })).toMatchObject({ errorSource: 'downstream' });
    expect(answer('random_walk_with_error')).toMatchObject({ frames: [{}], error: expect.stringContaining('http://grafana.com/') });
    expect(answer('raw_frame', { rawFrameContent: '{' })).toMatchObject({ status: 400, error: expect.stringContaining('cannot be read') });
    expect(answer('csv_file', { csvFileName: '../secret' })).toMatchObject({
      status: 400,
      error: expect.stringContaining('js_libraries.csv'),
    });
    expect(run('errors_and_notices').map(({ meta }) => meta?.notices?.[0]?.severity)).toEqual(['info', 'warning', 'error']);
  });
  test('reads a frame in Arrow, and says so when it is none', () => {
    const stringInput = Buffer.from(frameToArrow(run('table_static')[0] as FrameData)).toString('base64');
    expect(run('arrow', { stringInput })[0]).toMatchObject({ refId: 'A', length: 10 });
    expect(answer('arrow', { stringInput: 'AAAA' })).toMatchObject({ status: 400, error: expect.stringContaining('Arrow') });
  });
  test('knows its files', () => {
    for (const csvFileName of fileNames) expect(run('csv_file', { csvFileName })[0]?.length).toBeGreaterThan(5);
    expect(run('csv_file', { csvFileName: 'ohlc_dogecoin.csv' })[0]?.fields[0]?.type).toBe('time');
  });
  test.each([
    ['*', ['A', 'B', 'C']],
    ['A.*', ['AA', 'AB', 'AC']],
    ['{A,B}.*', ['AA', 'AB', 'AC', 'BA', 'BB', 'BC']],
    ['A.AB.*', ['ABA', 'ABB', 'ABC']],
    ['(A|C).AB.*', ['ABA', 'ABB', 'ABC']],
    ['nothing', []],
  ])('finds %s among the names of variables', (stringInput, names) =>
    expect(column(run('variables-query', { stringInput })[0], 0)).toEqual(names),
  );
  test('says which channel its stream comes by', () => {
    expect(run('live', { channel: 'random-20Hz-stream' })[0]?.meta?.channel).toBe('stream/made-up/random-20Hz-stream');
    expect(run('streaming_client', { stream: { type: 'signal', speed: 100, bands: 2 } })[0]?.meta?.channel).toBe(
      'stream/made-up/signal/100/3.5/2.2/2',
    );
    expect(streamOf('signal/1/2/3/4')?.everyMs).toBe(20);
    expect(
      streamOf('signal/100/1/1/2')
        ?.next(0)
        .fields.map(({ name }) => name),
    ).toEqual(['Time', 'Value', 'Min1', 'Max1', 'Min2', 'Max2']);
    expect(streamOf('simulation/tank/1')?.next(0).fields[0]?.name).toBe('time');
    expect(streamOf('../x')).toBeUndefined();
  });
});

describe('in the host', () => {
  test('an unknown scenario is named beside those that exist, and the other query is answered', async () => {
    await using host = await testHost(fileURLToPath(new URL('.', import.meta.url)));
    const answer = await host.call('datasource', 'grafana-testdata-datasource', 'query', {
      range,
      queries: [
        { refId: 'A', scenarioId: 'nope' },
        { refId: 'B', scenarioId: 'csv_content', csvContent: 'a\n1' },
      ],
    });
    expect(answer).toMatchObject({
      ok: true,
      value: { answers: { A: { status: 400, error: expect.stringContaining('random_walk') }, B: { frames: [{ length: 1 }] } } },
    });
  });
});

describe('lines of logs', () => {
  const lines = (query: object = {}) => {
    const [frame] = run('logs', query);
    const [times, texts, containers] = [0, 1, 2].map((at) => column(frame, at));
    return (times ?? []).map((time, row) => ({ time, text: texts?.[row], container: containers?.[row] }));
  };
  const around = (row: object, direction: 'before' | 'after', limit = 2) => lines({ logContext: { row, direction, limit } });
  const all = lines();

  test('are those of the same container around one, from the nearest on', () => {
    expect(around(all[5] ?? {}, 'before')).toEqual([all[7], all[9]]);
    expect(around(all[5] ?? {}, 'after')).toEqual([all[3], all[1]]);
  });
  test('go on before the range and after it, always the same', () => {
    const older = around(all[8] ?? {}, 'before', 3);
    expect(older.map(({ time }) => time)).toEqual([10, 12, 14].map((step) => range.to - step * 60_000));
    expect(around(older[0] ?? {}, 'before', 1)).toEqual([older[1]]);
    expect(around(all[0] ?? {}, 'after', 1)).toMatchObject([{ time: range.to + 120_000 }]);
  });
  test('end now, and where there are too many', () => {
    const now = scenarios.logs?.(
      { refId: 'A', logContext: { row: { time: Date.now() }, direction: 'after', limit: 5 } } as never,
      { from: Date.now() - 600_000, to: Date.now() },
      'x',
    );
    expect((now as readonly FrameData[])[0]?.length).toBe(0);
    expect(around({ time: 'soon' }, 'before')).toEqual([]);
    expect(around(all[0] ?? {}, 'before', 1e9).length).toBeLessThanOrEqual(2_500);
  });
});
