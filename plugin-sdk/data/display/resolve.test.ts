import { describe, expect, test } from 'vitest';
import { boolField, field, frame, numberField, stringField, timeField } from '../build.ts';
import { shown } from './display.ts';
import { frameMatcher } from './frame-matchers.ts';
import { fieldMatcher } from './matchers.ts';
import { fieldDisplayName, frameDisplayName } from './names.ts';
import { reduceField } from './reducers.ts';
import { resolveFields } from './resolve.ts';
import type { ColorTheme, FieldConfigSource, ResolvedField } from './types.ts';

const theme: ColorTheme = { dark: true, background: '#181b1f', text: '#cccccc', series: ['#111111'] };
const times = Float64Array.of(1_773_844_672_345, 1_773_844_673_345, 1_773_844_674_345);
const one = frame(
  [
    timeField('Time', times),
    numberField('cpu', Float64Array.of(1, 50, 99), { labels: { host: 'a' } }),
    numberField('mem', Float64Array.of(10, 0, 30), { labels: { host: 'a' }, nulls: Uint8Array.of(0, 1, 0), config: { unit: 'bytes' } }),
  ],
  { name: 'one', refId: 'A' },
);
const two = frame([timeField('Time', times), stringField('state', ['ok', 'bad', '']), boolField('on', Uint8Array.of(1, 0, 1))], {
  name: 'two',
  refId: 'B',
});
const frames = [one, two];

function resolved(source: Partial<FieldConfigSource>, customIds?: Set<string>): Record<string, ResolvedField> {
  const fields = resolveFields(
    frames,
    { defaults: {}, overrides: [], ...source },
    { theme, timeZone: 'utc', ...(customIds && { customIds }) },
  );
  return Object.fromEntries(fields.map((each) => [`${each.frame.refId}.${each.field.name}`, each]));
}
const texts = ({ field: { values }, display }: ResolvedField): string[] =>
  Array.from(values as ArrayLike<unknown>, (value) => shown(display(value)));

describe('the config of a field', () => {
  test('is its own, then the defaults', () => {
    const { 'A.cpu': cpu, 'A.mem': mem } = resolved({ defaults: { unit: 'percent', decimals: 1 } });
    expect(texts(cpu!)).toEqual(['1.0%', '50.0%', '99.0%']);
    expect(mem!.config).toMatchObject({ unit: 'bytes', decimals: 1 });
  });
  test('takes overrides in their order, and lists in front of lists', () => {
    const { 'A.cpu': cpu } = resolved({
      defaults: { links: [{ title: 'd' }] },
      overrides: [
        {
          matcher: { id: 'byName', options: 'cpu' },
          properties: [
            { id: 'decimals', value: 0 },
            { id: 'links', value: [{ title: 'o' }] },
          ],
        },
        { matcher: { id: 'byType', options: 'number' }, properties: [{ id: 'decimals', value: 2 }] },
        { matcher: { id: 'byName', options: 'cpu', scope: 'nested' }, properties: [{ id: 'decimals', value: 9 }] },
      ],
    });
    expect(cpu!.config).toMatchObject({ decimals: 2, links: [{ title: 'o' }, { title: 'd' }] });
  });
  test('is found by the name people see, numbered where two have one name', () => {
    const twins = frame([numberField('v', Float64Array.of(1)), numberField('v', Float64Array.of(2)), numberField('w', Float64Array.of(3))]);
    const rule = (options: string) => ({ matcher: { id: 'byRegexp', options }, properties: [{ id: 'unit', value: options }] });
    const source = { defaults: {}, overrides: [rule('v 2'), rule('w')] };
    expect(resolveFields([twins], source, { theme, timeZone: 'utc' }).map(({ config }) => config.unit)).toEqual([undefined, 'v 2', 'w']);
  });
  test('of nested frames takes the overrides that are for them', () => {
    const matcher = { id: 'byName', options: 'cpu', scope: 'nested' };
    const source = { defaults: {}, overrides: [{ matcher, properties: [{ id: 'unit', value: 'ms' }] }] };
    const unit = (scope?: string) => resolveFields([one], source, { theme, timeZone: 'utc', ...(scope && { scope }) })[1]!.config.unit;
    expect([unit(), unit('nested')]).toEqual([undefined, 'ms']);
  });
  test('loses what an override empties, and skips what nobody knows', () => {
    const { 'A.cpu': cpu } = resolved(
      {
        defaults: { unit: 'ms', custom: { lineWidth: 1, other: 1 } },
        overrides: [
          {
            matcher: { id: 'byName', options: 'cpu' },
            properties: [
              { id: 'unit', value: null },
              { id: 'nope', value: 1 },
            ],
          },
          { matcher: { id: 'noSuchMatcher' }, properties: [{ id: 'custom.lineWidth', value: 9 }] },
        ],
      },
      new Set(['lineWidth']),
    );
    expect(cpu!.config).toEqual({ custom: { lineWidth: 1 } });
  });
  test('keeps min and max for numbers, the right way round', () => {
    const { 'A.cpu': cpu, 'B.state': state } = resolved({ defaults: { min: 100, max: 0 } });
    expect(cpu!.range).toEqual({ min: 0, max: 100 });
    expect(state!.config.min).toBeUndefined();
  });
  test('gives texts what is known of the field', () =>
    expect(resolved({ defaults: { displayName: '${__field.labels.host}: ${__field.name}' } })['A.cpu']!.displayName).toBe('a: cpu'));
});

test('options of a wrong shape count as not given', () => {
  const defaults = {
    unit: 7,
    decimals: {},
    color: 'red',
    thresholds: { steps: [null] },
    mappings: [{ type: 'range', options: {} }],
    links: 'x',
    custom: 1,
    noValue: 0,
  };
  const overrides = [
    null,
    {},
    { matcher: null, properties: [] },
    { matcher: { id: 'byNames', options: { names: 5 } }, properties: [null, { value: 1 }] },
    {
      matcher: { id: 'numeric' },
      properties: [
        { id: 'unit', value: [] },
        { id: 'decimals', value: '2' },
      ],
    },
  ];
  const { 'A.cpu': cpu } = resolved({ defaults, overrides } as unknown as FieldConfigSource);
  expect(cpu!.config).toEqual({ custom: {}, decimals: 2, noValue: '0' });
  expect(texts(cpu!)).toEqual(['1.00', '50.00', '99.00']);
});
test('words that every object knows mean nothing', () => {
  const rules = ['constructor', 'toString', '__proto__'];
  const overrides = rules.map((id) => ({ matcher: { id, options: 'x' }, properties: [{ id: 'unit', value: 'ms' }] }));
  const cpu = {
    matcher: { id: 'byName', options: 'cpu' },
    properties: rules.flatMap((id) => [{ id }, { id: `custom.${id}.polluted`, value: 1 }]),
  };
  const mappings = [
    { type: 'value', options: {} },
    { type: 'regex', options: { pattern: '.*', result: { text: 'hit' } } },
  ] as const;
  const fields = resolved({ defaults: { color: { mode: 'constructor' }, mappings, unit: 'toString' }, overrides: [...overrides, cpu] });
  expect(fields['B.state']!.display('constructor').text).toBe('hit');
  expect(fields['A.cpu']!.config.unit).toBe('toString');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(rules.map((id) => reduceField(one.fields[1]!, id))).toEqual([undefined, undefined, undefined]);
});

describe('ranges and colours', () => {
  test('numbers share a range, unless a field asks for its own', () => {
    expect(resolved({})['A.cpu']!.range).toEqual({ min: 1, max: 99 });
    expect(resolved({ defaults: { fieldMinMax: true } })['A.mem']!.range).toEqual({ min: 10, max: 30 });
  });
  test('the first field that says both ends says them for those after it', () => {
    const all = resolved({
      overrides: [
        {
          matcher: { id: 'byName', options: 'cpu' },
          properties: [
            { id: 'min', value: 0 },
            { id: 'max', value: 200 },
          ],
        },
      ],
    });
    expect([all['A.cpu']!.range, all['A.mem']!.range]).toEqual([
      { min: 0, max: 200 },
      { min: 0, max: 200 },
    ]);
  });
  test('a range without length has its one value at the start', () => {
    const color = { mode: 'continuous-GrYlRd' };
    const { 'A.cpu': cpu } = resolved({ defaults: { min: 5, max: 5, color } });
    expect(cpu!.display(5).percent).toBe(0);
  });
  test('thresholds decide where nobody knows the mode', () => {
    const thresholds = {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 60, color: 'red' },
      ],
    } as const;
    const { 'A.cpu': cpu } = resolved({ defaults: { thresholds, color: { mode: 'acme', fixedColor: 'blue' } } });
    expect(cpu!.display(60).color).toBe('#F2495C');
  });
  test('thresholds without a mode decide the colour', () => {
    const steps = [
      { value: null, color: 'green' },
      { value: 60, color: 'red' },
    ];
    const { 'A.cpu': cpu } = resolved({ defaults: { thresholds: { mode: 'absolute', steps } } });
    expect(cpu!.display(59).color).toBe('#73BF69');
    expect(cpu!.display(60).color).toBe('#F2495C');
  });
  test('series count without their times', () => {
    const all = resolved({ defaults: { color: { mode: 'palette-classic' } } });
    expect([all['A.cpu']!.seriesIndex, all['A.mem']!.seriesIndex, all['B.state']!.seriesIndex]).toEqual([0, 1, 2]);
    expect(all['A.mem']!.color).toBe('#F2CC0C');
  });
  test('booleans are green and red, and words', () => {
    const { 'B.on': on } = resolved({});
    expect([on!.display(true), on!.display(false)]).toMatchObject([
      { text: 'true', color: '#73BF69' },
      { text: 'false', color: '#F2495C' },
    ]);
  });
});

describe('one value', () => {
  const mappings = [
    { type: 'value', options: { '0': { text: 'Down', color: 'red' } } },
    { type: 'range', options: { from: 10, to: null, result: { text: 'many' } } },
    { type: 'special', options: { match: 'null', result: { text: 'nothing' } } },
    { type: 'regex', options: { pattern: '/^srv-(\\d+)$/', result: { text: 'server $1' } } },
  ] as const;
  const { 'A.cpu': cpu, 'B.state': state } = resolved({ defaults: { mappings, unit: 'percent', noValue: '-' } });
  test('is written by the first mapping that fits', () => {
    expect(cpu!.display(0)).toMatchObject({ text: 'Down', color: '#F2495C', numeric: 0 });
    expect(shown(cpu!.display(5))).toBe('5%');
    expect(shown(cpu!.display(11))).toBe('many');
    expect(shown(cpu!.display(null))).toBe('nothing');
    expect(shown(state!.display('srv-7'))).toBe('server 7');
    expect(shown(state!.display(''))).toBe('-');
  });
  test('of an axis leaves zeros at the end out', () => expect(cpu!.display(5, 2).text).toBe('5'));
  test('of an enum is a place in its list', () => {
    const level = field('level', 'enum', 'enum', Uint16Array.of(0, 1), { config: { type: { enum: { text: ['low', 'high'] } } } });
    const [found] = resolveFields([frame([level])], { defaults: {}, overrides: [] }, { theme, timeZone: 'utc' });
    expect(found!.display(1)).toMatchObject({ text: 'high', numeric: 1, color: '#F2CC0C' });
    expect(found!.display(null).text).toBe('');
  });
  test('of an enum is mapped like any other', () => {
    const level = field('level', 'enum', 'enum', Uint16Array.of(0, 1), { config: { type: { enum: { text: ['low', 'high'] } } } });
    const [found] = resolveFields([frame([level])], { defaults: { mappings }, overrides: [] }, { theme, timeZone: 'utc' });
    expect([found!.display(0).text, found!.display(1).text, found!.display(null).text]).toEqual(['Down', '1', 'nothing']);
  });
});

describe('matchers', () => {
  test.each([
    ['byName', 'cpu', ['cpu']],
    ['byName', 'one cpu a', ['cpu']],
    ['byName', 'Time', ['Time', 'Time']],
    ['byNames', { mode: 'exclude', names: ['cpu', 'state'] }, ['Time', 'mem', 'Time', 'on']],
    ['byRegexp', '/MEM/i', ['mem']],
    ['byRegexp', 'mem', []],
    ['byRegexp', '(', []],
    ['byRegexpOrNames', { pattern: '/^one/', names: ['on'] }, ['cpu', 'mem', 'on']],
    ['byFrameRefID', 'B', ['Time', 'state', 'on']],
    ['byValue', { reducer: 'max', op: 'gte', value: 99 }, ['Time', 'cpu', 'Time']],
    ['byValue', { reducer: 'max', op: 'eq', value: '99' }, ['cpu']],
    ['byValue', { reducer: 'max', op: 'lte', value: 99 }, ['cpu', 'mem']],
    ['invertMatch', { id: 'numeric' }, ['Time', 'Time', 'state', 'on']],
    ['anyMatch', [{ id: 'time' }, { id: 'byType', options: 'string' }], ['Time', 'Time', 'state']],
    ['first', undefined, ['Time', 'Time']],
  ])('%s %j', (id, options, names) => {
    const matches = fieldMatcher({ id, options });
    const found = frames.flatMap((each) => each.fields.filter((column) => matches(column, each, frames)).map(({ name }) => name));
    expect(found).toEqual(names);
  });
  test.each([
    ['byRefId', 'A|B', [true, true]],
    ['byRefId', '/b/i', [false, true]],
    ['byName', 'one', [true, false]],
    ['byIndex', 1, [false, true]],
    ['nope', 1, [false, false]],
  ])('frames %s %j', (id, options, found) => expect(frames.map(frameMatcher({ id, options }))).toEqual(found));
});

describe('names', () => {
  const value = (labels: Record<string, string>) => numberField('Value', Float64Array.of(1), { labels });
  test('are the one label that tells series apart, or all of them in order', () => {
    const single = [frame([value({ host: 'a' })]), frame([value({ host: 'b' })])];
    expect(single.map((each) => fieldDisplayName(each.fields[0]!, each, single))).toEqual(['a', 'b']);
    const several = [frame([value({ zone: 'eu', host: 'a' })])];
    expect(fieldDisplayName(several[0]!.fields[0]!, several[0], several)).toBe('{host="a", zone="eu"}');
    const named = frame([numberField('up', Float64Array.of(1), { labels: { __name__: 'up' } })]);
    expect(fieldDisplayName(named.fields[0]!, named, [named])).toBe('up');
  });
  test('are numbered where they are the same', () => {
    const same = frame([value({}), value({})]);
    expect(same.fields.map((column) => fieldDisplayName(column, same, [same]))).toEqual(['Value 1', 'Value 2']);
  });
  test('of a series from another time say so, those of its times do not', () => {
    const earlier = frame([timeField('Time', times), numberField('cpu', times, { config: { displayName: 'CPU' } })], {
      meta: { timeCompare: { isTimeShiftQuery: true } },
    });
    expect(earlier.fields.map((column) => fieldDisplayName(column, earlier))).toEqual(['Time', 'CPU (comparison)']);
  });
  test('of frames fall back to their only field, then to the query', () => {
    expect(frameDisplayName(frame([value({ host: 'a' })]), 0)).toBe('a');
    expect(frameDisplayName(frame([value({}), value({})], { refId: 'A' }), 0)).toBe('Series (A)');
  });
});
