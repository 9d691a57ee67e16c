import { describe, expect, test } from 'vitest';
import { recorded } from './fixtures/recorded.ts';
import { createScanner, scan } from './scan.ts';

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
  test('is the same however it is cut into pieces', () => {
    for (const { name, body } of recorded()) {
      const whole = bytes(body);
      const expected = scan(whole);
      for (const size of [1, 7, 100, 1_000]) {
        const scanner = createScanner();
        for (let at = 0; at < whole.length; at += size) scanner.push(whole.subarray(at, at + size));
        expect([name, size, scanner.end()]).toEqual([name, size, expected]);
      }
    }
  });
  test('may have numbers and native histograms in one series, and lists instead of a result', () => {
    const both = `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"]],"histograms":[[3,{"count":"1","sum":"1","buckets":[[0,"0.5","+Inf","4"]]}]]}]}}`;
    expect(scan(bytes(both)).series[0]).toMatchObject({
      times: Float64Array.of(1000),
      histograms: [{ time: 3000, buckets: [{ layout: 0, from: 0.5, to: Number.POSITIVE_INFINITY, count: 4 }] }],
    });
    expect(scan(bytes('{"status":"success","data":["a","b"]}')).list).toEqual(['a', 'b']);
  });
  test('shares the times of series that have the same', () => {
    const series = '{"metric":{},"values":[[1,"2"],[2,"3"]]}';
    const { series: found } = scan(bytes(`{"status":"success","data":{"resultType":"matrix","result":[${series},${series}]}}`));
    expect(found[0]?.times).toBe(found[1]?.times);
  });
});
