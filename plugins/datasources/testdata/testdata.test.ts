import { fileURLToPath } from 'node:url';
import type { FrameData } from '@orrery/plugin-sdk';
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';
import { frameFromCsv } from './csv.ts';
import { scenarios } from './scenarios.ts';

const range = { from: 1_700_000_000_000, to: 1_700_000_600_000 };
const run = (id: string, query: object = {}): FrameData[] => scenarios[id]?.({ refId: 'A', ...query }, range) ?? [];
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
  test('pulses by the clock, not by the range', () => {
    const value = (from: number): unknown => column(scenarios.predictable_pulse?.({ refId: 'A' }, { from, to: range.to })[0], 1).at(-1);
    expect(value(range.from)).toBe(value(range.from + 61_000));
  });
  test('is bounded whatever is asked', () => {
    expect(run('random_walk', { seriesCount: 1e9, maxDataPoints: 1 })).toHaveLength(1_000);
    expect(run('logs', { lines: 1e9 })[0]?.length).toBe(5_000);
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
