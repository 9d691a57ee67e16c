import { type FieldData, type FrameData, field, frame, numberField, stringField, timeField, valueAt } from '@orrery/plugin-sdk/data';
import { applyStep, interpolated, runStep, stepsOf, type TransformStep } from '@orrery/plugin-sdk/data/transform/index';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ids } from './ids.ts';
import { transformations } from './transformations.ts';

const context = { timeZone: 'utc', now: 0 };
function run(frames: readonly FrameData[], id: string, options: object = {}, rest: Partial<TransformStep> = {}): readonly FrameData[] {
  return applyStep(frames, { ...rest, id, options: options as Record<string, unknown> }, transformations[id]!, context);
}
/** Frames as a person would write them down: `name: value, value`. */
function told(frames: readonly FrameData[]): string[] {
  return frames.map(({ fields, length }) =>
    fields.map((one) => `${one.name}: ${Array.from({ length }, (_, row) => String(valueAt(one, row))).join(', ')}`).join(' | '),
  );
}
const times = (...values: number[]) => timeField('Time', Float64Array.from(values));
const values = (name: string, ...cells: number[]) => numberField(name, Float64Array.from(cells));
const texts = (name: string, ...cells: string[]) => stringField(name, cells);

describe('every transformation', () => {
  const all = Object.keys(transformations);
  test('is declared, and what is declared is there', () => {
    expect(all.toSorted()).toEqual(Object.values(ids).flatMap(Object.keys).toSorted());
  });
  test.each(all)('%s takes no frames, an empty frame and one without rows', (id) => {
    for (const frames of [[], [{ fields: [], length: 0 }], [frame([times(), values('v')])]])
      expect(() => run(frames, id, transformations[id]!.defaults ?? {})).not.toThrow();
  });
  test.each(all)('%s gives columns as long as their frame, and leaves its input as it was', (id) => {
    const cell = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)), { nil: null });
    const column = fc.tuple(fc.constantFrom('Value', 'a', 'b', '__proto__', 'constructor'), fc.array(cell, { minLength: 4, maxLength: 4 }));
    const arbitrary = fc.array(
      fc.record({
        name: fc.constantFrom('', 'x', '__proto__'),
        texts: fc.array(fc.constantFrom('a', 'b', '__proto__', '', '{"a":1}', 'k=v'), { minLength: 4, maxLength: 4 }),
        columns: fc.array(column, { maxLength: 3 }),
        label: fc.constantFrom('a', '__proto__'),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(arbitrary, (made) => {
        const frames = made.map(
          ({ name, texts: words, columns, label }, at): FrameData =>
            frame(
              [
                times(1000, 2000, 3000, 4000),
                texts('word', ...words),
                ...columns.map(([title, cells]) =>
                  numberField(
                    title,
                    Float64Array.from(cells, (one) => one ?? 0),
                    {
                      labels: Object.fromEntries([
                        ['host', label],
                        [label, 'x'],
                      ]),
                      ...(cells.includes(null) && { nulls: Uint8Array.from(cells, (one) => (one === null ? 1 : 0)) }),
                    },
                  ),
                ),
              ],
              { name, refId: 'ABC'[at]! },
            ),
        );
        const before = JSON.stringify(frames);
        for (const options of optionsOf[id] ?? [{}])
          for (const one of run(frames, id, options))
            for (const { values: cells, nulls } of one.fields) {
              if (one.meta?.notices) continue;
              expect(cells.length).toBe(one.length);
              if (nulls) expect(nulls.length).toBe(one.length);
            }
        expect(JSON.stringify(frames)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });
});

/** Options under which each does something. */
const optionsOf: Readonly<Record<string, readonly object[]>> = {
  reduce: [
    { reducers: ['max', 'mean'] },
    { reducers: ['sum', 'last'], mode: 'reduceFields', labelsToFields: true },
    { reducers: ['min'], labelsToFields: true },
  ],
  joinByField: [{ byField: 'Time' }, { byField: 'word', mode: 'inner' }, { byField: 'word', mode: 'outerTabular' }],
  groupBy: [
    {
      fields: Object.fromEntries([
        ['word', { operation: 'groupby' }],
        ['__proto__', { operation: 'aggregate', aggregations: ['sum'] }],
      ]),
    },
  ],
  groupToNestedTable: [{ fields: { word: { operation: 'groupby' }, a: { operation: 'aggregate', aggregations: ['max'] } } }],
  groupingToMatrix: [{ columnField: 'word', rowField: 'Time', valueField: 'a' }],
  partitionByValues: [{ fields: ['word'] }, { fields: ['word', 'a'], keepFields: true, naming: { asLabels: false } }],
  organize: [{ excludeByName: { a: true }, indexByName: { word: 0 }, renameByName: Object.fromEntries([['__proto__', 'p']]) }],
  calculateField: [
    {},
    { mode: 'binary', binary: { left: 'a', operator: '*', right: '2' } },
    { mode: 'windowFunctions', window: { windowAlignment: 'centered' } },
    { mode: 'index', replaceFields: true },
    { mode: 'cumulativeFunctions' },
  ],
  extractFields: [
    { source: 'word', format: 'auto' },
    { source: 'word', format: 'json' },
    { source: 'word', format: 'delimiter' },
  ],
  labelsToFields: [{}, { mode: 'rows' }, { keepLabels: ['host'], valueLabel: 'host' }],
  joinByLabels: [{ value: 'host' }, {}],
  limit: [{ limitField: 2 }, { limitField: '-3' }, { limitField: -9 }],
  sortBy: [{ sort: [{ field: 'word', desc: true }] }],
  filterByValue: [{ filters: [{ fieldName: 'word', config: { id: 'equal', options: { value: 'a' } } }] }],
  convertFieldType: [
    {
      conversions: [
        { targetField: 'word', destinationType: 'number' },
        { targetField: 'a', destinationType: 'string' },
      ],
    },
  ],
  prepareTimeSeries: [{ format: 'wide' }, { format: 'multi' }, { format: 'long' }],
  concatenate: [{ frameNameMode: 'field' }, { frameNameMode: 'label', frameNameLabel: '__proto__' }],
  regression: [{ xFieldName: 'Time', yFieldName: 'a' }],
  dedupe: [{ fields: ['word'] }, {}],
};

describe('joining', () => {
  const [one, other] = [
    frame([times(1, 2), values('Value', 10, 20)], { name: 'a', refId: 'A' }),
    frame([times(2, 3), values('Value', 5, 6)], { refId: 'B' }),
  ];
  test('puts every time in a row of its own, and nothing where a side has none', () => {
    const [joined] = run([one, other], 'joinByField', { byField: 'Time' });
    expect(told([joined!])).toEqual(['Time: 1, 2, 3 | a: 10, 20, null | Value: null, 5, 6']);
    expect(joined!.refId).toBe('joinByField-A-B');
    expect([...joined!.fields[1]!.nulls!]).toEqual([0, 0, 2]);
  });
  test('keeps only what all sides have when it is inner', () => {
    expect(told(run([one, other], 'joinByField', { byField: 'Time', mode: 'inner' }))).toEqual(['Time: 2 | a: 20 | Value: 5']);
  });
  test('lets a null of one side reach over the times that the other brought', () => {
    const gap = frame([times(1, 3), numberField('v', Float64Array.of(0, 7), { nulls: Uint8Array.of(1, 0) })]);
    const [joined] = run([gap, frame([times(1, 2, 3), values('w', 1, 2, 3)])], 'joinByField', { byField: 'Time' });
    expect([...joined!.fields[1]!.nulls!]).toEqual([1, 1, 0]);
  });
  test('remembers the null of a row whose place another row took', () => {
    const gap: FieldData = { ...values('v', 0, 5), nulls: Uint8Array.of(1, 0) };
    const [joined] = run([frame([times(2, 2), gap]), frame([times(1, 3), values('w', 1, 3)])], 'joinByField', { byField: 'Time' });
    expect([...joined!.fields[1]!.nulls!]).toEqual([1, 0, 1]);
  });
});

test('missing times are the last of ascending rows where the column begins with one', () => {
  const gap: FieldData = { ...times(0, 2, 1), nulls: Uint8Array.of(1, 0, 0) };
  expect(told(run([frame([gap, values('v', 0, 2, 1)])], 'sortBy', { sort: [{ field: 'Time' }] }))[0]).toContain('v: 1, 2, 0');
});
test('columns of nested tables go by the name that a rule was tried on', () => {
  const cpu = numberField('Value', Float64Array.of(1), { labels: { host: 'a', zone: 'eu' } });
  const fields = { k: { operation: 'groupby', aggregations: [] }, Value: { operation: 'aggregate', aggregations: ['sum'] } };
  const [nested] = run([frame([texts('k', 'x'), cpu])], 'groupToNestedTable', { fields });
  expect(nested!.fields.map(({ name }) => name)).toEqual(['k', '{host="a", zone="eu"} (sum)', '__nestedFrames']);
});

describe('rows merged over a key that many of them share', () => {
  const rows = (name: string, count: number, cell: (row: number) => number) =>
    frame([
      texts('k', ...Array.from({ length: count }, (_, row) => `k${row % 2}`)),
      values(name, ...Array.from({ length: count }, (_, row) => cell(row))),
    ]);
  const merged = (count: number, width: number) =>
    told(run([rows('v', count, (row) => row % width), rows('w', count, (row) => row % 3)], 'merge', {}))[0]!;
  test('are the same however many there are', () => {
    // Of each key: every value of the first table with the first of the second, and the others of the second alone.
    expect(merged(8, 8)).toBe(
      'k: k0, k1, k0, k1, k0, k1, k0, k1, k0, k1, k0, k1 | v: 0, 1, 2, 3, 4, 5, 6, 7, null, null, null, null | w: 0, 1, 0, 1, 0, 1, 0, 1, 2, 0, 1, 2',
    );
    const [few, many] = [merged(8, 4), merged(800, 400)].map((text) => text.split(' | ').map((part) => part.split(', ').length));
    expect([few, many]).toEqual([
      [8, 8, 8],
      [404, 404, 404],
    ]);
  });
});

describe('names from dashboards', () => {
  test('are no keys of what every object has', () => {
    const fields = [texts('__proto__', 'constructor', 'toString', 'constructor'), values('hasOwnProperty', 1, 2, 3)];
    const options = {
      fields: Object.fromEntries([
        ['__proto__', { operation: 'groupby' }],
        ['hasOwnProperty', { operation: 'aggregate', aggregations: ['sum'] }],
      ]),
    };
    expect(told(run([frame(fields)], 'groupBy', options))).toEqual(['__proto__: constructor, toString | hasOwnProperty (sum): 4, 2']);
    expect(told(run([frame(fields)], 'organize', { excludeByName: {}, renameByName: {} }))).toEqual(told([frame(fields)]));
    expect(
      told(run([frame([texts('t', '__proto__=1 constructor=2', '{"__proto__":3}')])], 'extractFields', { source: 't', format: 'auto' })),
    ).toEqual(['t: __proto__=1 constructor=2, {"__proto__":3} | __proto__: 1, 3 | constructor: 2, null']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  test('of steps are no keys, either', () => {
    for (const id of ['__proto__', 'constructor', 'toString']) expect(Object.hasOwn(transformations, id)).toBe(false);
  });
});

describe('a step', () => {
  const frames = [frame([values('v', 1, 2)], { refId: 'A' }), frame([values('v', 3, 4)], { refId: 'B' })];
  test('for some frames puts the others back where they were', () => {
    const after = run(frames, 'limit', { limitField: 1 }, { filter: { id: 'byRefId', options: 'B' } });
    expect(told(after)).toEqual(['v: 3', 'v: 1, 2'].toSorted((a) => (a === 'v: 1, 2' ? -1 : 1)));
  });
  test('for some frames puts the others back in one place, even where it changes nothing', () => {
    const three = [...frames, frame([values('v', 5)], { refId: 'A' })];
    expect(run(three, 'noop', {}, { filter: { id: 'byRefId', options: 'B' } }).map(({ refId }) => refId)).toEqual(['B', 'A', 'A']);
    expect(run(three, 'noop', {})).toBe(three);
  });
  test('that fails keeps the data and says why', () => {
    const step = { id: 'renameByRegex', options: { regex: '/(/' } };
    const { frames: after, problem } = runStep(frames, step, 3, transformations.renameByRegex, context);
    expect(after).toBe(frames);
    expect(problem).toEqual({ index: 3, id: 'renameByRegex', code: 'transform/failed', message: '"/(/" is no regular expression.' });
  });
  test('that nobody has keeps the data and names itself', () => {
    expect(runStep(frames, { id: 'nope' }, 0, undefined, context).problem).toMatchObject({ code: 'transform/unknown', id: 'nope' });
  });
  test('that is switched off is not looked for', () => {
    expect(runStep(frames, { id: 'nope', disabled: true }, 0, undefined, context)).toEqual({ frames });
  });
  test('has its variables replaced in every text, and nowhere else', () => {
    const lookup = (name: string) => (name === 'n' ? { value: 'seven' } : undefined);
    expect(interpolated({ id: 'x', options: { a: '$n', list: ['[[n]]', 3], renamePattern: '$1' } }, lookup).options).toEqual({
      a: 'seven',
      list: ['seven', 3],
      renamePattern: '$1',
    });
  });
  test('of a shape that is none is one that nobody has', () => {
    expect(stepsOf([null, 'limit', { id: 4 }, { id: 'limit', options: [] }])).toEqual([
      { id: '' },
      { id: '' },
      { id: '' },
      { id: 'limit' },
    ]);
  });
});

describe('grouping', () => {
  test('counts what stands in a group, with nothing, null and the empty text as one key', () => {
    const host = field('host', 'string', 'string', ['a', '', '', 'b'], { nulls: Uint8Array.of(0, 0, 1, 0) });
    const options = {
      fields: { host: { operation: 'groupby', aggregations: ['count'] }, v: { operation: 'aggregate', aggregations: ['sum', 'mean'] } },
    };
    expect(told(run([frame([host, values('v', 1, 2, 3, 4)])], 'groupBy', options))).toEqual([
      'host: a, , b | host (count): 1, 1, 1 | v (sum): 1, 5, 4 | v (mean): 1, 2.5, 4',
    ]);
  });
});

describe('calculating', () => {
  const cpu = frame([times(1, 2, 3), values('cpu', 2, 4, 9)], { refId: 'A' });
  test.each([
    [{ mode: 'binary', binary: { left: 'cpu', operator: '/', right: '2' } }, 'cpu / 2: 1, 2, 4.5'],
    [{ mode: 'unary', unary: { operator: 'round', fieldName: 'cpu' } }, 'round(cpu): 2, 4, 9'],
    [{ mode: 'cumulativeFunctions', cumulative: { field: 'cpu', reducer: 'sum' } }, 'cumulative sum(cpu): 2, 6, 15'],
    [
      {
        mode: 'windowFunctions',
        window: { field: 'cpu', reducer: 'mean', windowAlignment: 'trailing', windowSizeMode: 'fixed', windowSize: 2 },
      },
      'trailing moving mean(cpu): 2, 3, 6.5',
    ],
    [{ mode: 'index', index: { asPercentile: true } }, 'Row: 0, 0.3333333333333333, 0.6666666666666666'],
    [{ mode: 'reduceRow', reduce: { reducer: 'max' }, alias: 'top' }, 'top: 2, 4, 9'],
  ])('%j gives %s', (options, expected) => {
    expect(told(run([cpu], 'calculateField', options))[0]).toContain(expected);
  });
});

describe('places', () => {
  test('are looked up by code or name, whatever is not known stays empty', () => {
    const data = [frame([texts('where', 'FR', 'germany', 'Atlantis'), values('v', 1, 2, 3)])];
    expect(told(run(data, 'fieldLookup', { lookupField: 'where' }))).toEqual([
      'where: FR, germany, Atlantis | id: FR, DE, null | name: France, Germany, null | ' +
        'lng: 2.45, 10.37, null | lat: 46.62, 51.09, null | v: 1, 2, 3',
    ]);
    expect(() => run(data, 'fieldLookup', { lookupField: 'where', gazetteer: 'public/gazetteer/airports.geojson' })).toThrow(
      /airports\.geojson.*countries, usa-states/,
    );
  });
  const route = [frame([values('lat', 0, 0, 1), values('lon', 0, 1, 1)])];
  const shapes = (frames: readonly FrameData[], at = 0) => [0, 1, 2].map((row) => valueAt(frames[0]!.fields[at]!, row));
  test('become shapes in front', () => {
    const made = run(route, 'spatial', { action: 'prepare', source: { mode: 'auto' } });
    expect(made[0]!.fields.map(({ name, type }) => `${name} ${type}`)).toEqual(['Point geo', 'lat number', 'lon number']);
    expect(shapes(made)[1]).toEqual({ type: 'Point', coordinates: [1, 0] });
    expect(run(made, 'spatial', {})).toEqual(made);
  });
  test('are measured: where to, how far, how large', () => {
    const heading = run(route, 'spatial', { action: 'calculate' })[0]!.fields.at(-1)!;
    expect([heading.name, heading.config?.unit, ...heading.values]).toEqual(['heading', 'degree', 90, 0, 0]);
    const line = run(route, 'spatial', { action: 'modify', modify: { op: 'asLine' } });
    expect(line[0]!.fields.map(({ name }) => name)).toEqual(['Line']);
    const length = run(line, 'spatial', { action: 'calculate', calculate: { calc: 'distance', field: 'way' } })[0]!.fields.at(-1)!;
    expect([length.name, length.config?.unit, Math.round(Number(length.values[0]) / 1_000)]).toEqual(['way', 'lengthm', 222]);
    expect(() => run(route, 'spatial', { action: 'calculate', calculate: { calc: 'weight' } })).toThrow(
      /"weight".*area, distance, heading/,
    );
  });
  test('are joined by a line a row', () => {
    const data = [frame([texts('from', 'FR', 'Atlantis', 'DE'), texts('to', 'DE', 'FR', 'FR')])];
    const options = { action: 'modify', source: { mode: 'lookup', lookup: 'from' } };
    const lines = run(data, 'spatial', { ...options, modify: { op: 'lineBuilder', target: { mode: 'lookup', lookup: 'to' } } });
    expect(lines[0]!.fields.map(({ name }) => name)).toEqual(['Geometry', 'from', 'to']);
    expect(shapes(lines)).toMatchObject([
      {
        type: 'LineString',
        coordinates: [
          [2.45, 46.62],
          [10.37, 51.09],
        ],
      },
      null,
      {},
    ]);
  });
});
