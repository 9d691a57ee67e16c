import type { Query } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { layout } from './layout.ts';
import { lookupIn } from './lookup.ts';
import { customOptions, toOptions, validSelection } from './options.ts';
import { prepareQuery } from './query.ts';
import type { KnownDatasource, PanelModel, Target, VariableModel } from './types.ts';
import { loadVariables, waves } from './variables.ts';

const panel = (id: number, y: number, more: Partial<PanelModel> = {}): PanelModel => ({
  id,
  type: 'stat',
  gridPos: { x: 0, y, w: 12, h: 4 },
  ...more,
});
const row = (id: number, y: number, collapsed: boolean, panels: PanelModel[] = []): PanelModel => ({
  id,
  type: 'row',
  title: `Row ${id}`,
  collapsed,
  panels,
  gridPos: { x: 0, y, w: 24, h: 1 },
});
const variable = (name: string, more: Partial<VariableModel> = {}): VariableModel => ({
  name,
  type: 'query',
  datasource: { uid: 'p' },
  query: '',
  ...more,
});
const prometheus: KnownDatasource = {
  uid: 'p',
  name: 'P',
  type: 'prometheus',
  isDefault: true,
  available: true,
  jsonData: { timeInterval: '30s' },
};

describe('rows', () => {
  const panels = [row(1, 0, false), panel(2, 1), row(3, 5, true, [panel(4, 6), panel(5, 10)]), row(6, 6, false), panel(7, 7)];
  test('closed ones hold their panels back, and what follows moves up', () => {
    const items = layout(panels, new Set());
    expect(items.map(({ key, at }) => [key, at.y])).toEqual([
      ['panel-1', 0],
      ['panel-2', 1],
      ['panel-3', 5],
      ['panel-6', 6],
      ['panel-7', 7],
    ]);
  });
  test('open on demand, and what follows moves down', () => {
    const items = layout(panels, new Set(['panel-3']));
    expect(items.map(({ key, at }) => [key, at.y])).toEqual([
      ['panel-1', 0],
      ['panel-2', 1],
      ['panel-3', 5],
      ['panel-4', 6],
      ['panel-5', 10],
      ['panel-6', 14],
      ['panel-7', 15],
    ]);
  });
});

describe('options of a variable', () => {
  test('are filtered and renamed by a regular expression, without duplicates, in order', () => {
    const found = [{ text: 'b-2' }, { text: 'a-10' }, { text: 'a-9' }, { text: 'b-2' }];
    expect(toOptions(found, variable('v', { sort: 3 })).map(({ value }) => value)).toEqual(['b-2', 'a-9', 'a-10']);
    expect(toOptions(found, variable('v', { regex: '/^a-(?<text>\\d+)$/', includeAll: true })).map(({ text }) => text)).toEqual([
      'All',
      '10',
      '9',
    ]);
    expect(toOptions(found, variable('v', { regex: '/b/' })).map(({ value }) => value)).toEqual(['b-2']);
  });
  test('of a list know escaped commas and spaced colons', () => {
    expect(customOptions('a, b\\,c, Text : v:1')).toEqual([
      { text: 'a', value: 'a' },
      { text: 'b,c', value: 'b,c' },
      { text: 'Text', value: 'v:1' },
    ]);
  });
  test('keep what was chosen while it exists', () => {
    const options = [
      { text: 'A', value: 'a' },
      { text: 'B', value: 'b' },
    ];
    expect(validSelection(options, ['b'], variable('v'), false)).toEqual([options[1]]);
    expect(validSelection(options, ['gone'], variable('v'), false)).toEqual([options[0]]);
    expect(validSelection(options, ['gone'], variable('v'), true)).toEqual([{ text: 'gone', value: 'gone' }]);
  });
});

describe('variables', () => {
  const models = [
    variable('node', { query: { query: 'label_values(up{job="$job"}, instance)' }, datasource: { uid: '${ds}' } }),
    variable('job', { query: 'label_values(up, job)', datasource: { uid: '${ds}' } }),
    variable('ds', { type: 'datasource', query: 'prometheus' }),
  ];
  test('load in the order of their needs, also in a circle', () => {
    expect(waves(models).map((wave) => wave.map(({ name }) => name))).toEqual([['ds'], ['job'], ['node']]);
    expect(waves([variable('a', { query: '$b' }), variable('b', { query: '$a' })]).flat()).toHaveLength(2);
  });
  test('ask with what those before them gave, and again when one of those changes', async () => {
    const asked: string[] = [];
    const parts = {
      datasources: [prometheus],
      range: { from: 0, to: 1 },
      fromUrl: () => [],
      ask: async (_datasource: KnownDatasource, query: Query) => {
        asked.push(String(query.query));
        return String(query.query).includes('instance') ? [{ text: 'host:1' }] : [{ text: 'node' }, { text: 'other' }];
      },
    };
    const first = await loadVariables(models, new Map(), parts);
    expect(asked).toEqual(['label_values(up, job)', 'label_values(up{job="node"}, instance)']);
    const job = first.get('job');
    const chosen = new Map(first).set('job', { ...(job as NonNullable<typeof job>), selected: [{ text: 'other', value: 'other' }] });
    const second = await loadVariables(models, chosen, parts, { changed: 'job' });
    expect(asked.at(-1)).toBe('label_values(up{job="other"}, instance)');
    expect(second.get('ds')).toBe(first.get('ds'));
  });
  test('that fail keep their selection and say why', async () => {
    const states = await loadVariables([variable('v', { current: { value: 'old' } })], new Map(), {
      datasources: [prometheus],
      range: { from: 0, to: 1 },
      fromUrl: () => [],
      ask: async () => Promise.reject(new Error('no answer')),
    });
    expect(states.get('v')).toMatchObject({ error: 'no answer', selected: [{ value: 'old' }] });
  });
});

describe('a panel', () => {
  const lookup = lookupIn(
    new Map([
      [
        'host',
        {
          model: variable('host', { multi: true }),
          options: [],
          selected: [
            { text: 'a.b', value: 'a.b' },
            { text: 'c', value: 'c' },
          ],
        },
      ],
    ]),
    { from: 0, to: 3_600_000 },
  );
  test('asks with its variables as alternatives and leaves the intervals to the source', () => {
    const prepared = prepareQuery(
      { type: 'timeseries', datasource: { uid: 'p' } },
      [{ refId: 'A', expr: 'x{h=~"$host"}[$__rate_interval]' }],
      { range: { from: 0, to: 3_600_000 }, width: 600, datasources: [prometheus], lookup },
    );
    expect(prepared).toMatchObject({
      request: {
        queries: [
          {
            refId: 'A',
            expr: 'x{h=~"(a\\\\.b|c)"}[$__rate_interval]',
            intervalMs: 30_000,
            maxDataPoints: 600,
            datasource: { uid: 'p', type: 'prometheus' },
          },
        ],
      },
    });
  });
  test.each([
    [{ includeAll: true }, "'it''s'"],
    [{ multi: true }, "'it''s'"],
    [{}, "it's"],
  ])('quotes the value of a variable with %j for a database as %s', (model, written) => {
    const one = lookupIn(
      new Map([['host', { model: variable('host', model), options: [], selected: [{ text: "it's", value: "it's" }] }]]),
      { from: 0, to: 1 },
    );
    const database = { ...prometheus, type: 'mysql' };
    const parts = { range: { from: 0, to: 1 }, width: 1, datasources: [database], lookup: one };
    const { request } = prepareQuery({ type: 'stat', datasource: { uid: 'p' } }, [{ refId: 'A', rawSql: '$host' }], parts);
    expect(request.queries[0]).toMatchObject({ rawSql: written });
  });
  test.each([
    ['a.b', { includeAll: true }, 'a\\\\.b'],
    ['a.b', {}, 'a.b'],
    ['C:\\x', { multi: true }, 'C:\\\\\\\\x'],
    ['C:\\x', {}, 'C:\\\\x'],
    ['a/b', { multi: true }, 'a/b'],
  ])('writes %s of a variable with %j as %s', (value, model, written) => {
    const one = lookupIn(new Map([['host', { model: variable('host', model), options: [], selected: [{ text: value, value }] }]]), {
      from: 0,
      to: 1,
    });
    const parts = { range: { from: 0, to: 1 }, width: 1, datasources: [prometheus], lookup: one };
    const { request } = prepareQuery({ type: 'stat', datasource: { uid: 'p' } }, [{ refId: 'A', expr: '$host' }], parts);
    expect(request.queries[0]).toMatchObject({ expr: written });
  });
  test('asks nothing of a target that was not written yet, where the source says which keys hold a question', () => {
    const of = (source: KnownDatasource, ...targets: Target[]) =>
      prepareQuery({ type: 'stat', datasource: { uid: 'p' } }, targets, {
        range: { from: 0, to: 1 },
        width: 1,
        datasources: [source],
        lookup,
      });
    const knowing = { ...prometheus, asks: ['expr'] };
    const blank: Target[] = [{ refId: 'A' }, { refId: 'B', expr: '  ' }, { refId: 'C', expr: null }];
    expect(of(knowing, ...blank)).toMatchObject({ request: { queries: [] }, refused: [] });
    expect(of(knowing, ...blank, { refId: 'D', expr: 'up' }).request.queries.map(({ refId }) => refId)).toEqual(['D']);
    // One that says nothing of keys has an answer to every query.
    expect(of(prometheus, ...blank).request.queries).toHaveLength(3);
  });
  test('says which data source is missing', () => {
    expect(
      prepareQuery({ type: 'stat', datasource: { uid: 'gone' } }, [{ refId: 'A' }], {
        range: { from: 0, to: 1 },
        width: 1,
        datasources: [prometheus],
        lookup,
      }),
    ).toMatchObject({ request: { queries: [] }, refused: [{ refId: 'A', why: 'The data source gone is not configured.' }] });
  });
});
