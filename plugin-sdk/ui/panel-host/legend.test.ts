import { describe, expect, test } from 'vitest';
import { hiddenAfter } from './legend.tsx';
import { inOrder } from './legend-table.tsx';

const items = (hidden: readonly string[] = []) =>
  ['a', 'b', 'c'].map((name, index) => ({
    name,
    color: '#fff',
    hidden: hidden.includes(name),
    values: [{ label: 'Max', text: '', numeric: [2, Number.NaN, 10][index] as number }],
  }));
const pick = (hidden: readonly string[], name: string, toggles: boolean) => {
  const all = items(hidden);
  return hiddenAfter(all, all.find((item) => item.name === name) as (typeof all)[number], toggles);
};

describe('the legend', () => {
  test.each([
    { given: 'nothing hidden', hidden: [], name: 'a', toggles: false, after: ['b', 'c'] },
    { given: 'only this one shown', hidden: ['b', 'c'], name: 'a', toggles: false, after: [] },
    { given: 'another one shown', hidden: ['a', 'c'], name: 'a', toggles: false, after: ['b', 'c'] },
    { given: 'nothing hidden', hidden: [], name: 'a', toggles: true, after: ['a'] },
    { given: 'this one hidden', hidden: ['a', 'b'], name: 'a', toggles: true, after: ['b'] },
  ])('with $given, a click on $name (toggles: $toggles) hides $after', ({ hidden, name, toggles, after }) => {
    expect(pick(hidden, name, toggles)).toEqual(after);
  });

  test('sorts by numbers, what has none at the low end', () => {
    const names = (descending: boolean) => inOrder(items(), { by: 'max', descending }).map(({ name }) => name);
    expect(names(true)).toEqual(['c', 'a', 'b']);
    expect(names(false)).toEqual(['b', 'a', 'c']);
    expect(inOrder(items(), { by: 'Name', descending: true }).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });
});
