import { describe, expect, test } from 'vitest';
import { numberField, stringField } from '../build.ts';
import type { FieldData } from '../frame.ts';
import { reduceField, reducerName } from './reducers.ts';

const numbers = (...values: (number | null)[]): FieldData => {
  const nulls = values.some((value) => value === null) ? Uint8Array.from(values, (value) => (value === null ? 1 : 0)) : undefined;
  return numberField(
    'v',
    Float64Array.from(values, (value) => value ?? 0),
    { ...(nulls && { nulls }) },
  );
};

describe('a column with nulls', () => {
  const column = numbers(4, null, 1, 7, null);
  test.each([
    ['last', null],
    ['lastNotNull', 7],
    ['first', 4],
    ['min', 1],
    ['max', 7],
    ['mean', 4],
    ['sum', 12],
    ['count', 3],
    ['countAll', 5],
    ['range', 6],
    ['step', -3],
    ['delta', 0],
    ['diff', 3],
    ['diffperc', 75],
    ['median', 4],
    ['variance', 6],
    ['changeCount', 2],
    ['distinctCount', 3],
    ['allIsNull', false],
    ['p50', 4],
    ['uniqueValues', [4, null, 1, 7]],
    ['current', 7],
    ['avg', 4],
    ['total', 12],
  ])('%s is %j', (reducer, result) => expect(reduceField(column, reducer)).toEqual(result));

  test('counts them as zero where its config says so', () => {
    const zeros = { ...column, values: Float64Array.from(column.values as Float64Array), config: { nullValueMode: 'null as zero' } };
    expect(reduceField(zeros, 'mean')).toBe(2.4);
    expect(reduceField(zeros, 'min')).toBe(0);
  });
  test('has no bound where no number is one', () => {
    const endless = numbers(Number.POSITIVE_INFINITY, null, Number.POSITIVE_INFINITY);
    expect(['min', 'max', 'range'].map((reducer) => reduceField(endless, reducer))).toEqual([null, Number.POSITIVE_INFINITY, null]);
    const texts: FieldData = { name: 'v', type: 'number', kind: 'json.RawMessage', values: ['eu', 'us'] };
    expect(['min', 'max', 'range'].map((reducer) => reduceField(texts, reducer))).toEqual([null, null, null]);
  });
});

test('a counter that was reset: what it fell is not counted, nor the first rise after', () => {
  expect(reduceField(numbers(10, 20, 35, 5, 15, 18), 'delta')).toBe(28);
});
test('NaN is passed over, but counted', () => {
  const column = numbers(1, Number.NaN, 3);
  expect(reduceField(column, 'sum')).toBe(4);
  expect(reduceField(column, 'count')).toBe(3);
  expect(reduceField(column, 'lastNotNull')).toBe(3);
});
test('an empty column has a sum of 0 and no mean', () => {
  expect(reduceField(numbers(), 'sum')).toBe(0);
  expect(reduceField(numbers(), 'mean')).toBeUndefined();
});
test('texts have a last one, and no mean', () => {
  const column = stringField('s', ['a', 'b']);
  expect(reduceField(column, 'last')).toBe('b');
  expect(reduceField(column, 'mean')).toBeNull();
  expect(reduceField(column, 'allIsNull')).toBe(true);
});
test('percentiles are named by their rank', () =>
  expect([reducerName('p1'), reducerName('p95'), reducerName('mean')]).toEqual(['1st %', '95th %', 'Mean']));
