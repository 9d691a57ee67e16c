import { describe, expect, test } from 'vitest';
import { frame, numberField, timeField } from './build.ts';
import { type BuiltinContext, builtinLookup } from './builtin-variables.ts';
import { dataLookup } from './display/data-variables.ts';
import { firstOf, interpolate, type Lookup } from './interpolate.ts';
import { legendText } from './legend-format.ts';
import { customOptions, jsonOptions, optionsFrom, variableParam } from './variable-options.ts';
import { scopedValue, variableValue } from './variable-value.ts';

const known: Record<string, string | string[]> = { srv: ["a'1", 'b.2'], one: 'b.2' };
const lookup: Lookup = (name, path) => {
  const value = known[name];
  return value === undefined ? undefined : variableValue({ value, text: Array.isArray(value) ? ['A', 'B'] : 'B' }, path);
};

describe('a variable in a text', () => {
  test.each([
    ['$one-x [[one]] ${one}', 'b.2-x b.2 b.2'],
    ['$one_x ${ one } ${one:} $$one', '$one_x ${ one } ${one:} $b.2'],
    ['${srv}', "{a'1,b.2}"],
    ['${srv.1} ${srv.1:text}', 'b.2 B'],
    ['${srv:csv}', "a'1,b.2"],
    ['${srv:regex}', "(a'1|b\\.2)"],
    ['${srv:sqlstring}', "'a''1','b.2'"],
    ['${srv:lucene}', '("a\'1" OR "b.2")'],
    ['${srv:percentencode}', '%7Ba%271%2Cb.2%7D'],
    ['${srv:queryparam}', 'var-srv=a%271&var-srv=b.2'],
    ['${srv:customqueryparam:n:p}', 'n=pa%271&n=pb.2'],
    ['${srv:join:+}', "a'1+b.2"],
    ['${srv:join:}', "a'1b.2"],
    ['${srv:join}', "a'1,b.2"],
    ['${srv:text}', 'A + B'],
    ['${srv:json}', '["a\'1","b.2"]'],
    ['${srv:distributed}', "a'1,srv=b.2"],
    ['${one:nosuchformat}', 'b.2'],
    ['${one:constructor} ${one.constructor}', 'b.2 '],
  ])('%s is %s', (text, expected) => expect(interpolate(text, lookup)).toBe(expected));

  test('a date is formatted, not the variable', () => {
    const time: Lookup = () => ({ value: '1700000000123' });
    expect(interpolate('${t:date} ${t:date:seconds}', time)).toBe('2023-11-14T22:13:20.123Z 1700000000');
  });
  test('All is its own value, which may hold variables, or every option', () => {
    const all = (allValue?: string): Lookup =>
      firstOf(
        (name) => (name === 'all' ? variableValue({ value: ['x', 'y'], all: true, ...(allValue && { allValue }) }) : undefined),
        lookup,
      );
    expect(interpolate('${all:pipe} ${all:text} ${all:queryparam}', all())).toBe('x|y All var-all=$__all');
    expect(interpolate('${all:pipe}', all('.*-$one'))).toBe('.*-b.2');
    expect(interpolate('$all', all('$all'))).toBe('{x,y}');
  });
  test('a value of the moment hides one of the dashboard, and paths go into it', () => {
    const scoped: Lookup = (name, path) => (name === 'one' ? scopedValue({ value: { a: { b: 'deep' } } }, path) : undefined);
    expect(interpolate('${one.a.b} ${srv.0}', firstOf(scoped, lookup))).toBe("deep a'1");
    expect(interpolate('${one.constructor.name}', firstOf(scoped, lookup))).toBe('');
  });
});

describe('what is always there', () => {
  const context: BuiltinContext = {
    range: { from: 1_767_225_600_000, to: 1_767_229_200_000 },
    raw: { from: 'now-1h', to: 'now' },
    timeZone: 'utc',
    location: { pathname: '/d/x', search: '?from=now-1h&to=now&var-a=1' },
    user: { id: 7, login: 'ann', email: 'ann@example.test' },
    variables: [{ name: 'a', value: 'v 1' }],
  };
  test.each([
    ['$__from ${__from:date:YYYY} ${__to:text}', '1767225600000 2026 2026-01-01 01:00:00'],
    ['$__url_time_range', 'from=now-1h&to=now&timezone=utc'],
    ['$__all_variables', 'var-a=v%201'],
    ['${__user.login} $__user ${__user.toString}', 'ann 7 '],
    ['${__url.path}${__url.params:exclude:to,from}', '/d/x?var-a=1'],
    ['/go?to=${__url:percentencode}', '/go?to=%2Fd%2Fx%3Ffrom%3Dnow-1h%26to%3Dnow%26var-a%3D1'],
    ['/go?path=${__url.path:percentencode}', '/go?path=%2Fd%2Fx'],
    ['$__interval $__org $constructor', '$__interval $__org $constructor'],
  ])('%s is %s', (text, expected) => expect(interpolate(text, builtinLookup(context))).toBe(expected));
});

test('a row speaks of its field, its labels and its neighbours', () => {
  const cpu = numberField('cpu', Float64Array.of(12.5), { labels: { host: 'h1' } });
  const rows = frame([timeField('Time', Float64Array.of(1000)), cpu], { name: 'F', refId: 'A' });
  const row = dataLookup({
    frame: rows,
    field: cpu,
    row: 0,
    display: (_field, value) => ({ text: String(value), suffix: '%', numeric: Number(value), color: '' }),
  });
  expect(interpolate('${__field.name} ${__field.labels.host} ${__value.text} ${__value.raw} ${__value.time}', row)).toBe(
    'cpu h1 12.5% 12.5 1000',
  );
  expect(interpolate('${__data.fields["cpu"].numeric} ${__data.fields[1]} ${__series.name} ${__data.fields.nope}', row)).toBe(
    '12.5 12.5% F ',
  );
  expect(interpolate('${__value.raw}', dataLookup({ frame: rows, field: cpu }))).toBe('${__value.raw}');
});

describe('options', () => {
  const found = [{ text: 'web-10' }, { text: 'web-2' }, { text: 'Web-1' }, { text: 'web-2' }];
  const texts = (rules: Parameters<typeof optionsFrom>[1]): string[] => optionsFrom(found, rules).map(({ text }) => text);
  test('are filtered and taken apart by a regular expression', () => {
    expect(texts({ regex: '/web/' })).toEqual(['web-10', 'web-2']);
    expect(texts({ regex: '/-(\\d+)/' })).toEqual(['10', '2', '1']);
    expect(optionsFrom([{ text: 'n=a v=1' }], { regex: '/n=(?<text>\\w) v=(?<value>\\d)/' })).toEqual([{ text: 'a', value: '1' }]);
    expect(texts({ regex: 'web.*' })).toEqual(['web-10', 'web-2']);
  });
  test.each([
    [0, ['web-10', 'web-2', 'Web-1']],
    [1, ['Web-1', 'web-10', 'web-2']],
    [4, ['web-10', 'web-2', 'Web-1']],
    [5, ['Web-1', 'web-10', 'web-2']],
    [7, ['Web-1', 'web-2', 'web-10']],
  ])('in order %s are %j', (sort, expected) => expect(texts({ sort })).toEqual(expected));
  test('by hand are split at commas, their texts at the last spaced colon', () =>
    expect(customOptions('a\\,b, k : v : w ,, x:y')).toEqual([
      { text: 'a,b', value: 'a,b' },
      { text: 'k : v', value: 'w' },
      { text: 'x:y', value: 'x:y' },
    ]));
  test('as JSON keep their properties; anything but a list of objects is refused', () => {
    expect(jsonOptions('[{"value":"1","zone":"eu"}]')).toEqual([{ text: '1', value: '1', properties: { value: '1', zone: 'eu' } }]);
    expect(() => jsonOptions('{}')).toThrow('has to be a list of objects');
    expect(() => jsonOptions('[')).toThrow('It is not JSON');
  });
  test('in the address: an empty choice is an empty text', () => {
    expect(variableParam('srv', [])).toEqual({ 'var-srv': [''] });
    expect(variableParam('srv', 'a', true)).toEqual({});
  });
});

test('names of series take labels, and say which one is missing', () =>
  expect(legendText('{{ host }} {{nope}}', { host: 'h1' })).toBe('h1 nope'));
