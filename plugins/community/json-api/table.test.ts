import { describe, expect, test } from 'vitest';
import { findAll, findOne } from './find.ts';
import type { JsonQuery } from './query.ts';
import { tableOf } from './table.ts';

const answer = {
  items: [
    { name: 'a', n: 1, at: '2030-01-01T00:00:00Z', on: true, deep: { x: 5 } },
    { name: 'b', n: null, at: '2030-01-02', on: false },
  ],
};
const columns = (query: Partial<JsonQuery>) =>
  tableOf({ refId: 'A', ...query }, answer).fields.map(({ name, type, values, nulls }) => [name, type, [...values], nulls && [...nulls]]);

describe('a table', () => {
  test('has every property of its rows, each as what its values are', () => {
    expect(columns({ rows: '$.items[*]' })).toEqual([
      ['name', 'string', ['a', 'b'], undefined],
      ['n', 'number', [1, 0], [0, 1]],
      ['at', 'time', [Date.UTC(2030, 0, 1), Date.UTC(2030, 0, 2)], undefined],
      ['on', 'boolean', [1, 0], undefined],
      ['deep', 'string', ['{"x":5}', ''], [0, 1]],
    ]);
  });
  test('has the columns that were named, by JSONPath', () => {
    expect(columns({ rows: '$.items[*]', columns: [{ path: '$.deep.x', name: 'x', type: 'number' }, { path: 'name' }] })).toEqual([
      ['x', 'number', [5, 0], [0, 1]],
      ['name', 'string', ['a', 'b'], undefined],
    ]);
  });
  test('and by JMESPath', () => {
    expect(
      columns({ language: 'jmespath', rows: 'items[?on]', columns: [{ path: 'deep.x' }, { path: 'length(name)', name: 'letters' }] }),
    ).toEqual([
      ['x', 'number', [5], undefined],
      ['letters', 'number', [1], undefined],
    ]);
  });
  test('of one row is the answer itself', () => {
    expect(columns({ rows: '', columns: [{ path: '$.items[0].n' }] })).toEqual([['n', 'number', [1], undefined]]);
  });
  test('takes numbers called a time as seconds or milliseconds', () => {
    const [field] = tableOf({ refId: 'A', rows: '$[*]' }, [{ time: 1_800_000_000 }, { time: 1_800_000_000_000 }]).fields;
    expect([...(field?.values ?? [])]).toEqual([1_800_000_000_000, 1_800_000_000_000]);
  });
});

describe('a path', () => {
  test('finds all or one', () => {
    expect(findAll('jsonpath', '$.items[*].name', answer)).toEqual(['a', 'b']);
    expect(findOne('jsonpath', '$.items[1].name', answer)).toBe('b');
    expect(findOne('jmespath', 'items[0].name', answer)).toBe('a');
    expect(findOne('jsonpath', '$.nothing', answer)).toBeNull();
  });
  test('that is none says so', () => {
    expect(() => findAll('jsonpath', '$[', answer)).toThrow();
    expect(() => findAll('jmespath', 'items[', answer)).toThrow();
  });
});
