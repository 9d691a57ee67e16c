import { describe, expect, test } from 'vitest';
import { toFrames } from './frames.ts';
import { legendOf } from './legend.ts';
import { scan } from './scan.ts';
import { aligned, fillMacros, stepOf } from './step.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const matrix = (values: string): string =>
  `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a\\"b"},"values":[${values}]}]}}`;

describe('an answer', () => {
  test('is read into the same numbers as JSON.parse gives', () => {
    const samples = [
      '0',
      '1',
      '-1.5',
      '3.14159',
      '1e-7',
      '1.7976931348623157e+308',
      '0.1',
      '123456789012345678',
      '4.9e-324',
      '-0.000001',
      '99999999999999.9',
      '0.30000000000000004',
    ];
    const { series } = scan(bytes(matrix(samples.map((text, index) => `[${1_700_000_000 + index}.25,"${text}"]`).join(','))));
    expect([...(series[0]?.values ?? [])]).toEqual(samples.map(Number));
    expect([...(series[0]?.times ?? [])]).toEqual(samples.map((_, index) => (1_700_000_000 + index) * 1000 + 250));
    expect(series[0]?.metric).toEqual({ __name__: 'up', job: 'a"b' });
  });
  test('keeps NaN and infinities', () => {
    expect([...(scan(bytes(matrix('[1,"NaN"],[2,"+Inf"],[3,"-Inf"]'))).series[0]?.values ?? [])]).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });
  test('may be spaced and ordered otherwise', () => {
    const answer = scan(
      bytes(
        ' { "data" : { "result" : [ { "value" : [ 1 , "2" ] , "metric" : { } } ] , "resultType" : "vector" } , "status" : "success", "warnings": ["slow"] } ',
      ),
    );
    expect(answer).toMatchObject({ status: 'success', resultType: 'vector', warnings: ['slow'] });
    expect(answer.series[0]?.values[0]).toBe(2);
  });
  test('of a scalar and of an error', () => {
    expect(scan(bytes('{"status":"success","data":{"resultType":"scalar","result":[1700000000.5,"42"]}}')).single).toEqual([
      1700000000.5,
      '42',
    ]);
    expect(scan(bytes('{"status":"error","errorType":"bad_data","error":"no \\"expr\\""}'))).toMatchObject({
      status: 'error',
      errorType: 'bad_data',
      error: 'no "expr"',
    });
  });
  test.each(['', '<html>', '{"status":', matrix('[1,"2"'), matrix('[1,"x"]')])('that is none (%s) is a SyntaxError', (text) => {
    expect(() => scan(bytes(text))).toThrow();
  });
  test('of a million samples needs no second buffer a series', () => {
    const { series } = scan(
      bytes(matrix(Array.from({ length: 100_000 }, (_, index) => `[${1_700_000_000 + index},"${index / 3}"]`).join(','))),
    );
    expect(series[0]?.values.length).toBe(100_000);
    expect(series[0]?.values[99_999]).toBeCloseTo(33_333, 6);
  });
});

describe('a step', () => {
  const input = { from: 0, to: 3_600_000, intervalMs: 15_000, minStep: '', timeInterval: '', intervalFactor: 1 };
  test('is the larger of the interval and the scrape interval', () => {
    expect(stepOf(input)).toEqual({ ms: 15_000, rateMs: 60_000 });
    expect(stepOf({ ...input, intervalMs: 1_000, timeInterval: '30s' }).ms).toBe(30_000);
    expect(stepOf({ ...input, minStep: '1m' }).ms).toBe(60_000);
    expect(stepOf({ ...input, intervalFactor: 2 }).ms).toBe(30_000);
  });
  test('never makes more than 11 000 points', () => {
    const week = stepOf({ ...input, to: 7 * 86_400_000, intervalMs: 1_000, timeInterval: '1s' });
    expect((7 * 86_400_000) / week.ms).toBeLessThanOrEqual(11_000);
  });
  test('of $__rate_interval is four scrapes, or one more than the interval', () => {
    expect(stepOf({ ...input, intervalMs: 120_000 }).rateMs).toBe(135_000);
    expect(stepOf({ ...input, minStep: '$__rate_interval' }).ms).toBe(60_000);
  });
  test('aligns the range, so that a second later the points are the same', () => {
    expect(aligned(1_700_000_001_000, 1_700_000_059_000, 15_000)).toEqual({ start: 1_699_999_995_000 + 0, end: 1_700_000_055_000 });
  });
  test('is filled into the expression, exactly', () => {
    const range = { from: 0, to: 3_600_000 };
    expect(
      fillMacros(
        'rate(x[$__rate_interval]) + ${__interval_ms} + y[$__range:$__interval] $__intervals',
        { ms: 90_000, rateMs: 60_000 },
        range,
      ),
    ).toBe('rate(x[1m]) + 90000 + y[3600s:90s] $__intervals');
  });
});

describe('a series', () => {
  test('is named by its legend, or as PromQL writes it', () => {
    expect(legendOf({ __name__: 'up', job: 'a' }, '', 'up')).toBe('up{job="a"}');
    expect(legendOf({ job: 'a' }, '{{job}} / {{ missing }}', 'x')).toBe('a / ');
    expect(legendOf({}, '', '1 + 1')).toBe('1 + 1');
  });
  test('becomes a frame with what was asked', () => {
    const [frame] = toFrames(scan(bytes(matrix('[1,"2"]'))), {
      refId: 'A',
      expr: 'up',
      legendFormat: '',
      format: 'time_series',
      stepMs: 15_000,
      instant: false,
    });
    expect(frame).toMatchObject({
      refId: 'A',
      meta: { type: 'timeseries-multi', executedQueryString: 'Expr: up\nStep: 15s', custom: { resultType: 'matrix' } },
    });
    expect(frame?.fields[0]).toMatchObject({ name: 'Time', kind: 'time.Time', config: { interval: 15_000 } });
  });
  test('becomes rows in a table, a column a label', () => {
    const [table] = toFrames(scan(bytes(matrix('[1,"2"],[3,"4"]'))), {
      refId: 'A',
      expr: 'up',
      legendFormat: '',
      format: 'table',
      stepMs: 1,
      instant: true,
    });
    expect(table?.fields.map(({ name }) => name)).toEqual(['Time', '__name__', 'job', 'Value']);
    expect(table?.length).toBe(2);
  });
});
