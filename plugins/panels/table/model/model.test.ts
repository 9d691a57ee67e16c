import { boolField, type FrameData, frame, numberField, resolveFields, stringField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { defaults } from '../options.ts';
import { type Column, columnsInSight, columnsOf, columnWidths } from './columns.ts';
import { parseExpression } from './expression.ts';
import { filterRows, valuesOf } from './filter.ts';
import { footerOf } from './footer.ts';
import { cellLook, rowLook } from './looks.ts';
import { sortRows } from '@orrery/plugin-sdk/ui/work/merge-sort.ts';
import { order } from './order.ts';
import { pillsOf } from './pills.ts';
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import { sparkPoints } from './spark.ts';
import { tsvOf } from './tsv.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: {}, fontSans: 'sans-serif' },
};
const never = slices(new AbortController().signal);
const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);

function columnsFor(data: FrameData, custom: Readonly<Record<string, unknown>> = {}): readonly Column[] {
  return columnsOf(resolveFields([data], { defaults: { custom }, overrides: [] }, { theme, timeZone: 'utc' })).shown;
}

describe('columns', () => {
  const data = frame([stringField('name', ['a']), numberField('n', Float64Array.of(1)), numberField('n', Float64Array.of(2))]);

  test('align numbers right and the rest left, unless told otherwise', () => {
    expect(columnsFor(data).map(({ align }) => align)).toEqual(['left', 'right', 'right']);
    expect(columnsFor(data, { align: 'center' }).map(({ align }) => align)).toEqual(['center', 'center', 'center']);
  });
  test('have keys of their own even where names are alike', () => {
    expect(new Set(columnsFor(data).map(({ key }) => key)).size).toBe(3);
  });
  test.each([
    { custom: { hidden: true }, left: 0 },
    { custom: { hideFrom: { viz: true } }, left: 0 },
    { custom: { hideFrom: { viz: false } }, left: 3 },
  ])('with $custom leave $left', ({ custom, left }) => {
    expect(columnsFor(data, custom)).toHaveLength(left);
  });
  test('share the width that is left by those of a fixed width', () => {
    const [a, b, c] = columnsFor(data);
    const fixed = { ...a!, style: { width: 100 } };
    expect(columnWidths([fixed, b!, c!], 700, {})).toEqual([100, 300, 300]);
    expect(columnWidths([fixed, b!, c!], 700, { [a!.key]: 200 })).toEqual([200, 250, 250]);
  });
  test('are never narrower than their least width', () => {
    const [a, b, c] = columnsFor(data);
    expect(columnWidths([a!, b!, c!], 200, {})).toEqual([150, 150, 150]);
    expect(columnWidths([{ ...a!, style: { minWidth: 400 } }, b!, c!], 800, {})).toEqual([400, 200, 200]);
  });
  test('out of sight are a gap', () => {
    const widths = Array.from({ length: 100 }, () => 100);
    const sight = columnsInSight(widths, 1, 5_000, 500);
    expect(sight.before + (sight.last - sight.first) * 100 + sight.after + 100).toBe(10_000);
    expect(sight.last - sight.first).toBeLessThan(12);
  });
});

describe('sorting', () => {
  const sorted = async (data: FrameData, ...sorts: { column: string; descending: boolean }[]) => [
    ...(await order(all(data.length), sorts, columnsFor(data), never)),
  ];

  test('is by number, not by text', async () => {
    const data = frame([numberField('n', Float64Array.of(10, 9, 100))]);
    expect(await sorted(data, { column: 'n', descending: false })).toEqual([1, 0, 2]);
  });
  test('puts texts in the order people count: web-2 before web-10', async () => {
    const data = frame([stringField('s', ['web-10', 'Web-2', 'web-1'])]);
    expect(await sorted(data, { column: 's', descending: false })).toEqual([2, 1, 0]);
  });
  test('leaves empty values at the end in both directions', async () => {
    const data = frame([numberField('n', Float64Array.of(2, 0, 1, Number.NaN), { nulls: Uint8Array.of(0, 1, 0, 0) })]);
    expect(await sorted(data, { column: 'n', descending: false })).toEqual([2, 0, 1, 3]);
    expect(await sorted(data, { column: 'n', descending: true })).toEqual([0, 2, 1, 3]);
  });
  test('by a second column decides among equals', async () => {
    const data = frame([stringField('s', ['b', 'a', 'b', 'a']), numberField('n', Float64Array.of(1, 2, 3, 4))]);
    expect(await sorted(data, { column: 's', descending: false }, { column: 'n', descending: true })).toEqual([3, 1, 2, 0]);
  });
  test('knows true from false', async () => {
    const data = frame([boolField('b', Uint8Array.of(1, 0, 1))]);
    expect(await sorted(data, { column: 'b', descending: false })).toEqual([1, 0, 2]);
  });
  test('agrees with the built-in sort on many rows, stops for breath, and keeps equal rows in place', async () => {
    const values = Float64Array.from({ length: 50_000 }, (_, row) => (row * 7919) % 1_000);
    let clock = 0;
    const hurried = slices(new AbortController().signal, () => (clock += 5));
    const rows = await sortRows(all(values.length), (a, b) => values[a]! - values[b]!, hurried);
    expect([...rows]).toEqual([...all(values.length)].sort((a, b) => values[a]! - values[b]!));
    expect(clock).toBeGreaterThan(100);
  });
  test('ends when nobody waits for it any more', async () => {
    const leaving = new AbortController();
    leaving.abort();
    const work = slices(leaving.signal, () => performance.now() + Math.random() * 1e6);
    await expect(sortRows(all(50_000), (a, b) => b - a, { ...work, spent: () => true })).rejects.toThrow();
  });
});

describe('filters', () => {
  const data = frame([
    stringField('s', ['apple', 'Pear', 'apple pie', '']),
    numberField('n', Float64Array.of(1, 5, 10, 0), { nulls: Uint8Array.of(0, 0, 0, 1) }),
  ]);
  const filtered = async (column: string, filter: object) => [
    ...(await filterRows(4, { [column]: { mode: 'contains', text: '', picked: [], ...filter } }, columnsFor(data), never)),
  ];

  test('look for a text whatever its case', async () => {
    expect(await filtered('s', { text: 'APPLE' })).toEqual([0, 2]);
    expect(await filtered('s', { text: 'pear', mode: 'not-contains' })).toEqual([0, 2, 3]);
  });
  test('compare numbers by an expression, and empty ones never fit', async () => {
    expect(await filtered('n', { mode: 'expression', text: '$ >= 5' })).toEqual([1, 2]);
    expect(await filtered('n', { mode: 'expression', text: '$ < 2 || $ == 10' })).toEqual([0, 2]);
  });
  test('take the values that were picked', async () => {
    expect(await filtered('s', { picked: ['Pear', ''] })).toEqual([1, 3]);
  });
  test('offer values with their counts', async () => {
    const twice = frame([stringField('s', ['a', 'b', 'b'])]);
    expect(await valuesOf(columnsFor(twice)[0]!, all(3), 1, never)).toEqual({ values: [{ text: 'b', count: 2 }], more: 1 });
  });
});

describe('expressions', () => {
  test.each([
    ['$ > 5', 6, true],
    ['$ > 5 && $ <= 6', 6, true],
    ['!($ > 5)', 6, false],
    ['($ < 1 || $ > 5) && $ != 7', 7, false],
    ['5 < $', 6, true],
    ['$ = -1.5e1', -15, true],
  ])('%s of %d is %s', (source, value, expected) => {
    const parsed = parseExpression(source);
    expect(parsed.ok && parsed.test(value, String(value))).toBe(expected);
  });
  test('compare with texts in quotes', () => {
    const parsed = parseExpression('$ == "up"');
    expect(parsed.ok && parsed.test(Number.NaN, 'up')).toBe(true);
  });
  test.each(['', '$', '$ >', '> 5', '$ > 5 &&', 'alert(1)', '$ > 5; x', '(((', `${'('.repeat(100)}$ > 1${')'.repeat(100)}`])(
    '%s is refused',
    (source) => {
      expect(parseExpression(source).ok).toBe(false);
    },
  );
});

describe('the footer', () => {
  const data = frame([stringField('s', ['a', 'b', 'c']), numberField('n', Float64Array.of(1, 2, 6), { config: { unit: 'bytes' } })]);
  const options = (footer: object) => ({ ...defaults, footer: { show: true, reducer: ['sum'], ...footer } });

  test('calculates the numbers, in their unit', () => {
    expect(footerOf(columnsFor(data), all(3), 3, options({}), 'Count')).toEqual([[], [{ label: 'Total', text: '9 B' }]]);
  });
  test('leaves out rows that were filtered', () => {
    expect(footerOf(columnsFor(data), Uint32Array.of(0, 2), 3, options({}), 'Count')?.[1]).toEqual([{ label: 'Total', text: '7 B' }]);
  });
  test('counts rows where asked', () => {
    const counting = options({ reducer: ['count'], countRows: true });
    expect(footerOf(columnsFor(data), all(3), 3, counting, 'Count')).toEqual([[{ label: 'Count', text: '3' }], []]);
  });
  test('takes the calculations of the field before those of the table', () => {
    const own = columnsFor(data, { footer: { reducers: ['max'] } });
    expect(footerOf(own, all(3), 3, defaults, 'Count')?.[1]).toEqual([{ label: 'Max', text: '6 B' }]);
  });
  test('is not there when there is nothing to say', () => {
    expect(footerOf(columnsFor(data), all(3), 3, defaults, 'Count')).toBeUndefined();
  });
});

describe('cells', () => {
  const colored = (cellOptions: object) =>
    columnsFor(
      frame([
        numberField('n', Float64Array.of(5), { config: { color: { mode: 'fixed', fixedColor: '#ff0000' }, custom: { cellOptions } } }),
      ]),
    );

  test('colour their text, their background or the whole row', () => {
    const [text] = colored({ type: 'color-text' });
    expect(cellLook(text!, 0, [])).toEqual({ color: '#ff0000' });
    const filled = colored({ type: 'color-background', mode: 'basic', applyToRow: true });
    expect(cellLook(filled[0]!, 0, []).background).toBe('#ff0000');
    expect(rowLook(filled, 0)?.background).toBe('#ff0000');
  });
  test('take a style from a field, but nothing in it that could load', () => {
    const data = frame([
      stringField('style', ['{"color":"red","background":"url(https://evil.example/x)","fontWeight":"bold","position":"fixed"}']),
      numberField('n', Float64Array.of(1), { config: { custom: { styleField: 'style' } } }),
    ]);
    const fields = resolveFields([data], { defaults: {}, overrides: [] }, { theme, timeZone: 'utc' });
    expect(cellLook(columnsOf(fields).shown[1]!, 0, fields)).toEqual({ color: 'red', fontWeight: 'bold' });
  });
  test('split pills by comma or as a JSON list', () => {
    const [field] = resolveFields([frame([stringField('p', [''])])], { defaults: {}, overrides: [] }, { theme, timeZone: 'utc' });
    expect(pillsOf('a, b,,', field!, theme).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(pillsOf('["x","y z"]', field!, theme).map(({ text }) => text)).toEqual(['x', 'y z']);
    expect(pillsOf('[broken', field!, theme).map(({ text }) => text)).toEqual(['[broken']);
    expect(pillsOf(null, field!, theme)).toEqual([]);
  });
  test('break a trend at gaps, unless they are to be spanned', () => {
    const data = frame([numberField('v', Float64Array.of(1, 0, 3, 4), { nulls: Uint8Array.of(0, 1, 0, 0) })]);
    expect(sparkPoints(data, 90, 20, false, {}).pieces.map(({ length }) => length)).toEqual([1, 2]);
    expect(sparkPoints(data, 90, 20, true, {}).pieces.map(({ length }) => length)).toEqual([3]);
  });
  test('are copied with tabs, quoted where they must be', async () => {
    const data = frame([stringField('a', ['x\ty', 'say "hi"']), numberField('b', Float64Array.of(1, 2))]);
    expect(await tsvOf(columnsFor(data), all(2), true, never)).toBe('a\tb\n"x\ty"\t1\n"say ""hi"""\t2');
  });
});
