import type { Row } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { treeOf } from './tree.ts';

const rows = (...pairs: readonly (readonly [string, string])[]): Row[] =>
  pairs.map(([uid, parentUid], index) => ({ id: index + 1, version: 1, uid, parentUid, title: uid }));
const uids = (list: readonly Row[]) => list.map(({ uid }) => uid);

describe('a tree of folders', () => {
  const tree = treeOf(rows(['a', ''], ['b', 'a'], ['c', 'b'], ['d', 'a'], ['lost', 'gone']));
  test('knows what lies above, from the root down', () => expect(uids(tree.parents('c'))).toEqual(['a', 'b']));
  test('knows what lies below, nearest first', () => expect(uids(tree.below('a'))).toEqual(['b', 'd', 'c']));
  test('knows how deep it goes', () => expect(['a', 'b', 'c'].map(tree.height)).toEqual([3, 2, 1]));
  test('takes a folder whose parent is gone as one at the root', () => expect(tree.parents('lost')).toEqual([]));
  test('ends in a circle that should not be', () => {
    const circle = treeOf(rows(['x', 'y'], ['y', 'x']));
    expect(uids(circle.parents('x'))).toEqual(['y']);
    expect(uids(circle.below('x'))).toEqual(['y']);
  });
});
