import { describe, expect, test } from 'vitest';
import { rawAt } from './display/values.ts';
import type { FrameData } from './frame.ts';
import { frameFromJson } from './grafana-json.ts';
import { frameFromLegacy } from './legacy-frames.ts';

const rows = ({ fields, length }: FrameData): unknown[][] => fields.map((field) => Array.from({ length }, (_, row) => rawAt(field, row)));

describe('answers from before there were frames', () => {
  test('a series of points', () => {
    const frame = frameFromLegacy({
      target: 'up',
      tags: { a: 'b' },
      unit: 'ms',
      datapoints: [
        [1.5, 1000],
        [null, 2000],
      ],
    });
    expect(frame).toMatchObject({ name: 'up', length: 2 });
    expect(frame.fields[1]).toMatchObject({ name: 'Value', type: 'number', labels: { a: 'b' }, config: { unit: 'ms' } });
    expect(rows(frame)).toEqual([
      [1000, 2000],
      [1.5, null],
    ]);
  });
  test('a table', () => {
    const frame = frameFromLegacy({ columns: [{ text: 'Time', type: 'time' }, { text: 'v' }, { text: 's' }], rows: [[1, 2, 'a']] });
    expect(frame.fields.map(({ type }) => type)).toEqual(['time', 'number', 'string']);
  });
  test('objects', () =>
    expect(rows(frameFromLegacy([{ a: 1 }, { b: true }]))).toEqual([
      [1, undefined],
      [undefined, true],
    ]));
  test('something else is refused', () => expect(() => frameFromLegacy('x')).toThrow('no list of points'));
});

describe("frames in Grafana's JSON", () => {
  test('have their types guessed, short columns filled up, enums looked up', () => {
    const frame = frameFromJson({
      schema: {
        fields: [
          { name: 'time' },
          { name: 'x' },
          { name: 'e', type: 'enum' },
          { name: 'big', type: 'number', typeInfo: { frame: 'int64' } },
        ],
      },
      data: { values: [[1, 2], ['1.5'], [0, 1], ['9007199254740993', null]], enums: [null, null, ['lo', 'hi'], null] },
    });
    expect(frame.fields.map(({ type }) => type)).toEqual(['time', 'number', 'string', 'number']);
    expect(rows(frame).slice(0, 3)).toEqual([
      [1, 2],
      [1.5, undefined],
      ['lo', 'hi'],
    ]);
    expect((frame.fields[3]!.values as BigInt64Array)[0]).toBe(9007199254740993n);
  });
});
