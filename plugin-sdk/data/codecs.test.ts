import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  makeData,
  makeVector,
  type RecordBatch,
  Table,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
  type Timestamp,
  TimestampMicrosecond,
  TimestampSecond,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { frameToArrow } from './arrow.ts';
import { readArrowFrame } from './arrow-read.ts';
import { boolField, field, frame, numberField, stringField, timeField } from './build.ts';
import type { FrameData } from './frame.ts';
import { frameFromJson, frameToJson } from './grafana-json.ts';
import { encodings } from '../bridge/encoding.ts';
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
  test('comes back from an Arrow stream as it went', () => {
    expect(seen(readArrowFrame(frameToArrow(wide)))).toEqual(seen(wide));
  });
  test('is read by another reader of Arrow, value by value, with its metadata', () => {
    const table = tableFromIPC(frameToArrow(wide));
    expect(Object.fromEntries(table.schema.metadata)).toMatchObject({ name: 'wide', refId: 'A', meta: JSON.stringify(wide.meta) });
    expect(table.schema.fields.map(({ name, nullable }) => [name, nullable])).toEqual(
      wide.fields.map(({ name, nulls }) => [name, nulls !== undefined]),
    );
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      'Timestamp<NANOSECOND>',
      'Float64',
      'Float64',
      'Int32',
      'Int64',
      'Utf8',
      'Bool',
      'Uint16',
      'Binary',
    ]);
    expect(Object.fromEntries(table.schema.fields[1]?.metadata ?? [])).toEqual({
      tstype: 'number',
      labels: JSON.stringify(wide.fields[1]?.labels),
      config: JSON.stringify(wide.fields[1]?.config),
    });
    const column = (index: number): unknown[] => [...(table.getChildAt(index) as Vector)];
    expect(Array.from(((table.getChildAt(0) as Vector).data[0]?.values ?? []) as ArrayLike<unknown>)).toEqual([
      1_700_000_000_000_000_000n,
      1_700_000_015_000_000_250n,
      1_700_000_030_000_999_999n,
    ]);
    expect(column(1)).toEqual([1.5, Number.NaN, null]);
    expect(column(3)).toEqual([-1, 0, 2_147_483_647]);
    expect(column(5)).toEqual(['a', '"b"\n', null]);
    expect(column(6)).toEqual([true, false, true]);
    expect(column(8).map((bytes) => bytes && new TextDecoder().decode(bytes as Uint8Array))).toEqual(['{"a":[1]}', null, '"x"']);
  });
  test('that is shorter in one column has nothing there', () => {
    const uneven = frame([
      numberField('long', Float64Array.of(1, 2, 3)),
      numberField('short', Float64Array.of(4)),
      stringField('word', ['a']),
    ]);
    const read = readArrowFrame(frameToArrow(uneven));
    expect((seen(read) as { fields: { values: unknown[] }[] }).fields.map(({ values }) => values)).toEqual([
      [1, 2, 3],
      [4, null, null],
      ['a', null, null],
    ]);
    const long = { ...uneven, length: 1 };
    expect(() => frameToArrow(long)).toThrow('The column "long" has 3 values in a frame of 1 rows.');
  });
  test('with many words, long ones and those of other scripts, is the same for either reader', () => {
    const words = Array.from({ length: 300 }, (_, row) => ['', 'ß', '日本語', '🪐', 'x'.repeat(row)][row % 5] as string);
    const bytes = frameToArrow(frame([stringField('word', words)], { name: 'ü', meta: { custom: { long: 'y'.repeat(40_000) } } }));
    expect(readArrowFrame(bytes).fields[0]?.values).toEqual(words);
    expect([...(tableFromIPC(bytes).getChildAt(0) as Vector)]).toEqual(words);
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

describe('Arrow of others', () => {
  const times = (type: Timestamp, ...values: bigint[]): Vector =>
    makeVector(makeData({ type, length: values.length, nullCount: 0, data: BigInt64Array.from(values) }));
  const table = new Table({
    s: times(new TimestampSecond(), -1n, 0n, 1_700_000_000n),
    us: times(new TimestampMicrosecond(), -1n, 1_999n, 1_700_000_000_000_001n),
    n: tableFromArrays({ n: Float32Array.of(1, 2, 3) }).getChild('n') as Vector,
    t: vectorFromArray(['a', null, 'c']),
  });
  // A dictionary, as that library makes of texts by itself, is no column of a frame.
  const plain = table.select(['s', 'us', 'n']);

  test.each(['stream', 'file'] as const)('is read from a %s', (format) => {
    const read = readArrowFrame(tableToIPC(plain, format));
    expect(read.length).toBe(3);
    expect(read.fields.map(({ kind }) => kind)).toEqual(['time.Time', 'time.Time', 'float32']);
    expect(Array.from((read.fields[0]?.values ?? []) as ArrayLike<unknown>)).toEqual([-1000, 0, 1_700_000_000_000]);
    expect(Array.from((read.fields[1]?.values ?? []) as ArrayLike<unknown>)).toEqual([-1, 1, 1_700_000_000_000]);
    expect(Array.from((read.fields[1]?.nanos ?? []) as ArrayLike<unknown>)).toEqual([999_000, 999_000, 1_000]);
  });
  test('is read from several batches as one', () => {
    const batch = plain.batches[0] as RecordBatch;
    const read = readArrowFrame(tableToIPC(new Table([batch, batch]), 'stream'));
    expect(read.length).toBe(6);
    expect(Array.from((read.fields[2]?.values ?? []) as ArrayLike<unknown>)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(Array.from((read.fields[1]?.nanos ?? []) as ArrayLike<unknown>)).toEqual([999_000, 999_000, 1_000, 999_000, 999_000, 1_000]);
  });
  test('with columns that frames do not have is refused by name', () => {
    expect(() => readArrowFrame(tableToIPC(table, 'stream'))).toThrow('The column "t" of the Arrow stream');
  });
  test('that is cut off or wrong anywhere throws, or is read: nothing else happens', () => {
    const bytes = frameToArrow(wide);
    for (let size = 0; size < bytes.length; size++) expect(() => readArrowFrame(bytes.slice(0, size)), String(size)).toThrow();
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const wrong = bytes.slice();
        wrong[at] = value;
        let read: FrameData | undefined;
        try {
          read = readArrowFrame(wrong);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
        for (const { values } of read?.fields ?? []) expect(values.length).toBe(read?.length);
      }
    }
    expect(() => readArrowFrame(new Uint8Array(64))).toThrow('no Arrow schema');
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
