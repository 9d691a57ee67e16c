/** Ad hoc filters: how addresses write them, and what a query is given of them. */
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import type { AdhocFilter } from './types.ts';

export const filterOperators = ['=', '!=', '=~', '!~', '<', '>', '=|', '!=|'] as const;
export const takesSeveral = (operator: string): boolean => operator === '=|' || operator === '!=|';

const marks: readonly (readonly [mark: string, text: string])[] = [
  ['__gfp__', '|'],
  ['__gfc__', ','],
  ['__gfh__', '#'],
];
const escaped = (text: string): string => marks.reduce((done, [mark, letter]) => done.replaceAll(letter, mark), text);
const unescaped = (text: string): string => marks.reduce((done, [mark, letter]) => done.replaceAll(mark, letter), text);

/** `key|op|value`, further values behind further bars. */
export function filterToUrl({ key, operator, value, values }: AdhocFilter): string {
  return [key, operator.replaceAll('|', '__gfp__'), ...(takesSeveral(operator) && values?.length ? values : [value])]
    .map((part, index) => (index === 1 ? part : escaped(part)))
    .join('|');
}

/** Undefined for text that is no filter. A label behind a comma is for people and is left out. */
export function filterFromUrl(text: string): AdhocFilter | undefined {
  const [key, operator, ...values] =
    text
      .split('#', 1)[0]
      ?.split('|')
      .map((part) => unescaped(part.split(',', 1)[0] ?? '')) ?? [];
  if (!key || operator === undefined || values.length === 0) return;
  return { key, operator, value: values[0] ?? '', ...(takesSeveral(operator) && { values }) };
}

/** Complete filters only, with variables replaced, as queries carry them in `adhocFilters`. */
export function filtersForQuery(filters: readonly AdhocFilter[], lookup: Lookup): AdhocFilter[] {
  return filters
    .filter(
      ({ key, operator, value, values }) => key && operator && (value !== '' || values?.length || operator === '=' || operator === '!='),
    )
    .map((filter) => ({
      ...filter,
      value: interpolate(filter.value, lookup, 'raw'),
      ...(filter.values && { values: filter.values.map((value) => interpolate(value, lookup, 'raw')) }),
    }));
}
