import { describe, expect, test } from 'vitest';
import { merged, patched } from './patch.ts';

describe('a patch', () => {
  test('merges objects, replaces lists, removes what is null', () => {
    expect(merged({ a: { b: 1, c: 2 }, l: [1, 2] }, { a: { b: null, d: 3 }, l: [9] })).toEqual({ a: { c: 2, d: 3 }, l: [9] });
  });
  test.each([
    [
      { op: 'add', path: '/l/-', value: 3 },
      { l: [1, 2, 3], 'a/b': 1 },
    ],
    [
      { op: 'add', path: '/l/0', value: 0 },
      { l: [0, 1, 2], 'a/b': 1 },
    ],
    [
      { op: 'remove', path: '/l/1' },
      { l: [1], 'a/b': 1 },
    ],
    [
      { op: 'replace', path: '/a~1b', value: 2 },
      { l: [1, 2], 'a/b': 2 },
    ],
  ])('does %j', (operation, expected) => {
    expect(patched({ l: [1, 2], 'a/b': 1 }, [operation])).toEqual({ value: expected });
  });
  test.each([
    [{ op: 'remove', path: '/nothing' }],
    [{ op: 'move', path: '/l', from: '/a' }],
    [{ op: 'add', path: 'l', value: 1 }],
    [{ op: 'add', path: '/l/9', value: 1 }],
    [{ op: 'add', path: '/constructor/prototype/bad', value: 1 }],
  ])('refuses %j', (operation) => {
    expect(patched({ l: [1] }, [operation])).toHaveProperty('wrong');
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });
});
