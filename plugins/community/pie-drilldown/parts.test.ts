import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { treeOf, withRest } from './parts.ts';
import { slicePath } from './ring.ts';

const table = frame([
  stringField('region', ['eu', 'eu', 'us', 'us']),
  stringField('service', ['web', 'db', 'web', 'web']),
  numberField('requests', Float64Array.of(30, 10, 50, 10)),
]);
const names = (parts: readonly { name: string; value: number }[]): string[] => parts.map(({ name, value }) => `${name} ${value}`);

describe('parts', () => {
  test('of a table are its columns of names, level by level, largest first', () => {
    const tree = treeOf([table], []);
    expect(tree.levels).toEqual(['region', 'service']);
    expect(names(tree.parts([]))).toEqual(['us 60', 'eu 40']);
    expect(names(tree.parts(['eu']))).toEqual(['web 30', 'db 10']);
    expect(tree.parts(['eu', 'web'])).toEqual([]);
    expect(tree.parts([])[0]).toMatchObject({ share: 0.6, opens: true });
    expect(tree.parts(['eu'])[0]).toMatchObject({ share: 0.75, opens: false });
  });
  test('are in the order that was asked for', () => {
    expect(names(treeOf([table], ['service']).parts([]))).toEqual(['web 90', 'db 10']);
    expect(treeOf([table], ['nothing of these']).levels).toEqual(['region', 'service']);
  });
  test('of series are their labels, by their last value', () => {
    const series = (zone: string, values: number[], nulls?: Uint8Array) =>
      frame([
        timeField('time', Float64Array.of(1, 2)),
        { ...numberField('value', Float64Array.from(values), { labels: { zone } }), ...(nulls && { nulls }) },
      ]);
    expect(names(treeOf([series('a', [9, 1]), series('b', [5, 0], Uint8Array.of(0, 1))], []).parts([]))).toEqual(['b 5', 'a 1']);
  });
  test('are never below zero', () => {
    expect(treeOf([frame([stringField('a', ['x', 'y']), numberField('n', Float64Array.of(-1, 0))])], []).parts([])).toEqual([]);
  });
  test('beyond the most are one', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ name: String(index), value: 6 - index, share: (6 - index) / 21, opens: true }));
    expect(names(withRest(many, 3, 'Others'))).toEqual(['0 6', '1 5', 'Others 10']);
  });
  test('that are the whole are a closed ring', () => {
    expect(slicePath(0, 2 * Math.PI, 10, 5).match(/Z/g)).toHaveLength(2);
  });
});
