import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodings } from '../bridge/encoding.ts';
import { frameFromArrow, frameToArrow } from './arrow.ts';
import { readArrowFrame } from './arrow-read.ts';
import { boolField, field, frame, numberField, stringField, timeField } from './build.ts';
import type { FrameData } from './frame.ts';
import { frameFromJson, frameToJson } from './grafana-json.ts';
import { readQueryAnswer } from './query-answer-read.ts';

const wide = frame(
  [
    timeField('Time', Float64Array.of(1_700_000_000_000, 1_700_000_015_000, 1_700_000_030_000), {
      nanos: Int32Array.of(0, 250, 999_999),
      config: { interval: 15_000 },
    }),
    numberField('Value', Float64Array.of(1.5, Number.NaN, 0), {
      nulls: Uint8Array.of(0, 0, 1),
      labels: { job: 'node', instance: 'a:1' },
      config: { unit: 'bytes' },
    }),
    field('odd', 'number', 'float64', Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.25)),
    field('whole', 'number', 'int32', Int32Array.of(-1, 0, 2_147_483_647)),
    field('big', 'number', 'int64', BigInt64Array.of(-1n, 0n, 9_007_199_254_740_991n)),
    stringField('text', ['a', '"b"\n', ''], { nulls: Uint8Array.of(0, 0, 1) }),
    boolField('flag', Uint8Array.of(1, 0, 1)),
    field('state', 'enum', 'enum', Uint16Array.of(0, 1, 1), { config: { type: { enum: { text: ['ok', 'bad'] } } } }),
    field('raw', 'other', 'json.RawMessage', [{ a: [1] }, null, 'x'], { nulls: Uint8Array.of(0, 1, 0) }),
  ],
  { name: 'wide', refId: 'A', meta: { type: 'timeseries-wide', custom: { resultType: 'matrix' } } },
);

/** What matters of a column: the values that are there, wherever the mask lies. */
function seen({ name, refId, meta, fields, length }: FrameData): unknown {
  return {
    name,
    refId,
    meta,
    length,
    fields: fields.map((column) => ({
      name: column.name,
      type: column.type,
      labels: column.labels,
      config: column.config,
      values: Array.from(column.values as ArrayLike<unknown>, (value, row) =>
        column.nulls?.[row] ? null : typeof value === 'bigint' ? Number(value) : value,
      ),
      nanos: column.nanos ? [...column.nanos] : undefined,
    })),
  };
}

describe('a frame', () => {
  test('comes back from JSON as it went', () => {
    expect(seen(frameFromJson(JSON.parse(frameToJson(wide))))).toEqual(seen(wide));
  });
  test('comes back from an Arrow stream and an Arrow file as it went', () => {
    expect(seen(frameFromArrow(frameToArrow(wide)))).toEqual(seen(wide));
    expect(seen(frameFromArrow(frameToArrow(wide, 'file')))).toEqual(seen(wide));
  });
  test("is read by the browser's reader as by the server's", () => {
    expect(seen(readArrowFrame(frameToArrow(wide)))).toEqual(seen(wide));
  });
  test('of no columns and of no rows survives both', () => {
    for (const one of [
      frame([]),
      frame([timeField('Time', new Float64Array()), numberField('Value', new Float64Array())], { name: '', refId: '' }),
    ]) {
      expect(frameFromJson(JSON.parse(frameToJson(one))).fields.length).toBe(one.fields.length);
      expect(readArrowFrame(frameToArrow(one)).fields.length).toBe(one.fields.length);
    }
  });
  test('with any numbers and any nulls is the same after each codec', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double(), fc.boolean()), { maxLength: 200 }), (rows) => {
        const some = rows.some(([, gone]) => gone);
        const one = frame(
          [
            numberField(
              'Value',
              Float64Array.from(rows, ([value, gone]) => (gone ? 0 : value)),
              some ? { nulls: Uint8Array.from(rows, ([, gone]) => Number(gone)) } : {},
            ),
          ],
          { name: '', refId: 'A' },
        );
        const values = (got: FrameData): unknown =>
          (seen(got) as { fields: { values: unknown[] }[] }).fields[0]?.values.map((value) => (Object.is(value, -0) ? 0 : value));
        expect(values(frameFromJson(JSON.parse(frameToJson(one))))).toEqual(values(one));
        expect(values(readArrowFrame(frameToArrow(one)))).toEqual(values(one));
      }),
      { numRuns: 100 },
    );
  });
});

describe('an encoded answer', () => {
  const answer = {
    answers: { B: { frames: [wide, wide] }, A: { frames: [], error: 'bad query', status: 400, errorSource: 'downstream' } },
  };
  test('as JSON is the members of results, with the worst status', async () => {
    const { bytes, status } = await encodings['frames-json'](answer);
    const results = JSON.parse(`{${new TextDecoder().decode(bytes[0])}}`);
    expect(status).toBe(400);
    expect(results.A).toEqual({ status: 400, error: 'bad query', errorSource: 'downstream', frames: [] });
    expect(results.B.frames).toHaveLength(2);
    expect(results.B.frames[0].data.entities[1]).toEqual({ NaN: [1] });
  });
  test('as Arrow is one stream a frame after its length, failures last', async () => {
    const { bytes } = await encodings.arrow(answer);
    const read = readQueryAnswer(Buffer.concat(bytes));
    expect(read.find(({ refId }) => refId === 'B')?.frames.map(seen)).toEqual([wide, wide].map((one) => seen({ ...one, refId: 'B' })));
    expect(read.find(({ refId }) => refId === 'A')).toMatchObject({ error: 'bad query', status: 400 });
    expect(() => readQueryAnswer(Buffer.concat(bytes).subarray(0, 900))).toThrow('cut off');
  });
  test('that is no answer is refused by name', async () => {
    await expect(async () => encodings.arrow({ answers: { A: { frames: [{}] } } })).rejects.toThrow('a frame of "A" has no fields');
  });
});
