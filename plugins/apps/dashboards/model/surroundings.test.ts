import { frame, interpolate, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { annotationQueries, eventsFor, frameEvents, storedEvents, storeQuery } from './annotations.ts';
import { filterFromUrl, filterToUrl } from './filters.ts';
import { forExport, proposedValue, readImport } from './inputs.ts';
import { layout } from './layout.ts';
import { dashboardLink, panelLinks } from './links.ts';
import { lookupIn, variablesAsQuery } from './lookup.ts';
import { prepareQuery } from './query.ts';
import type { Dashboard, KnownDatasource, PanelModel, VariableModel } from './types.ts';
import { circular, initialVariables, loadVariables, type VariableState } from './variables.ts';

const range = { from: 0, to: 3_600_000 };
const model = (name: string, more: Partial<VariableModel> = {}): VariableModel => ({ name, type: 'custom', query: 'a,b,c', ...more });
const state = (one: VariableModel, ...values: string[]): VariableState => ({
  model: one,
  options: ['a', 'b', 'c'].map((value) => ({ text: value.toUpperCase(), value })),
  selected: values.map((value) => ({ text: value === '$__all' ? 'All' : value.toUpperCase(), value })),
});
const known = (type: string, uid = type): KnownDatasource => ({ uid, name: uid, type, isDefault: true, available: true, jsonData: {} });
const parts = { datasources: [known('prometheus')], range, fromUrl: () => [], ask: async () => [] };

describe('variables of every type', () => {
  const load = async (one: VariableModel, url: string[] = []): Promise<VariableState | undefined> =>
    (await loadVariables([one], new Map(), { ...parts, fromUrl: () => url })).get(one.name);
  test.each([
    ['custom', model('v', { multi: true }), ['b', 'c'], ['b', 'c']],
    ['custom by its text', model('v', { query: 'One : 1,Two : 2' }), ['Two'], ['2']],
    ['a typed value that is no option', model('v'), ['typed'], ['typed']],
    ['All by its word', model('v', { includeAll: true }), ['All'], ['$__all']],
    ['All by what it stands for', model('v', { includeAll: true, allValue: '.*' }), ['.*'], ['$__all']],
    ['textbox', model('v', { type: 'textbox', query: 'x' }), ['y'], ['y']],
    ['constant, which addresses do not change', model('v', { type: 'constant', query: 'k' }), [], ['k']],
    [
      'interval by its old name for auto',
      model('v', { type: 'interval', query: '1m,"5 m"', auto: true }),
      ['$__auto_interval_v'],
      ['$__auto'],
    ],
    ['switch', model('v', { type: 'switch', enabledValue: 'on', disabledValue: 'off', current: { value: 'off' } }), [], ['off']],
    ['datasource', model('v', { type: 'datasource', query: 'prometheus' }), [], ['prometheus']],
  ])('%s', async (_name, one, url, expected) => expect((await load(one, url))?.selected.map(({ value }) => value)).toEqual(expected));
  test('JSON lists bring properties that texts reach', async () => {
    const one = model('v', { valuesFormat: 'json', query: '[{"text":"One","value":"1","port":"9090"}]' });
    const loaded = await loadVariables([one], new Map(), parts);
    expect(interpolate('${v} ${v:text} ${v.port}', lookupIn(loaded, range))).toBe('1 One 9090');
  });
  test('of refresh "never" keep what was saved and ask nobody', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    const one = model('v', { type: 'query', refresh: 0, options: [{ text: 'S', value: 's' }] });
    expect((await loadVariables([one], new Map(), { ...parts, ask })).get('v')).toMatchObject({ selected: [{ value: 's' }] });
  });
  test('are asked again when the time changes only where they say so', async () => {
    const asked: string[] = [];
    const ask = async (_: unknown, query: { refId: string }) => (asked.push(query.refId), [{ text: 'x' }]);
    const models = [model('once', { type: 'query', refresh: 1 }), model('always', { type: 'query', refresh: 2 })];
    const first = await loadVariables(models, new Map(), { ...parts, ask });
    asked.length = 0;
    await loadVariables(models, first, { ...parts, ask }, { time: true });
    expect(asked).toEqual(['variable-always']);
  });
  test('that need each other are told, not looped', async () => {
    const models = [model('a', { query: '$b' }), model('b', { query: '$a' }), model('c')];
    expect(circular(models)).toEqual(['a', 'b']);
    expect((await loadVariables(models, new Map(), parts)).get('a')?.error).toContain('a, b');
  });
  test('hold from the start what the address says, while they load', () => {
    const first = initialVariables([model('v', { multi: true })], () => ['b', 'c']);
    expect(first.get('v')).toMatchObject({ loading: true, selected: [{ value: 'b' }, { value: 'c' }] });
  });
});

describe('names in texts', () => {
  const states = new Map([
    ['v', state(model('v', { multi: true }), 'a', 'b')],
    ['all', state(model('all', { multi: true, includeAll: true, allValue: '.*' }), '$__all')],
  ]);
  const lookup = lookupIn(states, range, {}, { time: { from: 'now-1h', to: 'now' }, dashboard: { title: 'D', uid: 'u' }, timeZone: 'utc' });
  test.each([
    ['$v', '{a,b}'],
    ['${v.1}', 'b'],
    ['${v:text}', 'A + B'],
    ['${all}', '.*'],
    ['${all:queryparam}', 'var-all=$__all'],
    ['$__range_s $__from ${__to:date:iso}', '3600 0 1970-01-01T01:00:00.000Z'],
    ['$__dashboard ${__dashboard.uid}', 'D u'],
    ['$__url_time_range', 'from=now-1h&to=now&timezone=utc'],
    ['$unknown', '$unknown'],
  ])('%s', (text, expected) => expect(interpolate(text, lookup)).toBe(expected));
  test('a copy has its own value first', () => {
    expect(interpolate('$v', lookupIn(states, range, { v: { text: 'C', value: 'c' } }))).toBe('c');
  });
});

describe('ad hoc filters', () => {
  test('are written into addresses and read back', () => {
    const filter = { key: 'a|b', operator: '=~', value: 'x,y#z' };
    expect(filterFromUrl(filterToUrl(filter))).toEqual(filter);
    const several = { key: 'env', operator: '=|', value: 'a', values: ['a', 'b'] };
    expect(filterToUrl(several)).toBe('env|=__gfp__|a|b');
    expect(filterFromUrl('env|=__gfp__|a|b')).toEqual(several);
    expect(filterFromUrl('nonsense')).toBeUndefined();
  });
  test('reach the queries of their own data source and no others', () => {
    const datasources = [known('prometheus', 'p'), { ...known('loki', 'l'), isDefault: false }];
    const filters = new Map([
      ['f', { ...state(model('f', { type: 'adhoc', datasource: { uid: 'p' } })), filters: [{ key: 'env', operator: '=', value: 'prod' }] }],
    ]);
    const ask = (uid: string) =>
      prepareQuery({ type: 'x', datasource: { uid } }, [{ refId: 'A' }], {
        range,
        width: 100,
        datasources,
        lookup: lookupIn(filters, range),
        variables: filters,
      });
    expect(ask('p').request.queries[0]).toMatchObject({ adhocFilters: [{ key: 'env', operator: '=', value: 'prod' }] });
    expect(ask('l').request.queries[0]).not.toHaveProperty('adhocFilters');
  });
  test('expressions that nobody evaluates are refused with a sentence', () => {
    const prepared = prepareQuery({ type: 'x' }, [{ refId: 'B', datasource: { uid: '__expr__' } }], {
      range,
      width: 1,
      datasources: [],
      lookup: () => undefined,
    });
    expect(prepared.refused).toEqual([{ refId: 'B', why: expect.stringContaining('expression') }]);
  });
});

describe('repeats', () => {
  const panel = (id: number, x: number, y: number, w: number, more: Partial<PanelModel> = {}): PanelModel => ({
    id,
    type: 'stat',
    gridPos: { x, y, w, h: 4 },
    ...more,
  });
  const v = new Map([['v', state(model('v', { multi: true, includeAll: true }), 'a', 'b', 'c')]]);
  test('stand side by side over the width, and what is below moves down', () => {
    const items = layout([panel(1, 0, 0, 12, { repeat: 'v', maxPerRow: 2 }), panel(2, 0, 4, 24)], new Set(), v);
    expect(items.map(({ key, at, scope }) => [key, at.x, at.y, at.w, scope.v?.value])).toEqual([
      ['panel-1', 0, 0, 12, 'a'],
      ['panel-1-clone-1', 12, 0, 12, 'b'],
      ['panel-1-clone-2', 0, 4, 12, 'c'],
      ['panel-2', 0, 8, 24, undefined],
    ]);
  });
  test('stand below one another', () => {
    const items = layout([panel(1, 6, 0, 12, { repeat: 'v', repeatDirection: 'v' })], new Set(), v);
    expect(items.map(({ at }) => [at.x, at.y])).toEqual([
      [6, 0],
      [6, 4],
      [6, 8],
    ]);
  });
  test('of rows take their panels along, and All means each option', () => {
    const all = new Map([['v', state(model('v', { multi: true, includeAll: true }), '$__all')]]);
    const items = layout([{ id: 9, type: 'row', repeat: 'v', gridPos: { x: 0, y: 0, w: 24, h: 1 } }, panel(1, 0, 1, 12)], new Set(), all);
    expect(items.map(({ key, at, scope }) => [key, at.y, scope.v?.value])).toEqual([
      ['panel-9', 0, 'a'],
      ['panel-1', 1, 'a'],
      ['panel-9-row-1', 5, 'b'],
      ['panel-1-row-1', 6, 'b'],
      ['panel-9-row-2', 10, 'c'],
      ['panel-1-row-2', 11, 'c'],
    ]);
  });
  test('that an old save left behind are made anew', () => {
    expect(layout([panel(1, 0, 0, 6), panel(2, 6, 0, 6, { repeatPanelId: 1 })], new Set(), v)).toHaveLength(1);
  });
});

describe('links', () => {
  const variables = new Map([['v', state(model('v', { multi: true }), 'a', 'b')]]);
  const link = { lookup: lookupIn(variables, range), time: { from: 'now-1h', to: 'now' }, variables };
  test('take time and variables along', () => {
    expect(dashboardLink({ url: '/d/x?a=1#f', keepTime: true, includeVars: true }, link)?.url).toBe(
      '/d/x?a=1&from=now-1h&to=now&var-v=a&var-v=b#f',
    );
    expect(variablesAsQuery(variables)).toBe('var-v=a&var-v=b');
  });
  test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' java\tscript:alert(1)', ''])('%s is not followed', (url) => {
    expect(panelLinks([{ title: 'x', url }], link.lookup)).toEqual([]);
  });
  test('whose variables hold a scheme are not followed either', () => {
    const evil = lookupIn(new Map([['u', { ...state(model('u')), selected: [{ text: '', value: 'javascript:alert(1)' }] }]]), range);
    expect(panelLinks([{ url: '$u' }], evil)).toEqual([]);
  });
});

describe('annotations', () => {
  test('always have the built-in query first', () => {
    expect(annotationQueries({ uid: '', title: '', annotations: { list: [{ name: 'x' }] } }).map(({ name }) => name)).toEqual([
      'Annotations & Alerts',
      'x',
    ]);
  });
  test('are read from frames by the names of columns, or as mappings say', () => {
    const frames = [
      frame([timeField('ts', Float64Array.of(10, 20)), stringField('what', ['a 1', 'b 2']), stringField('tags', ['x, y', ''])]),
    ];
    expect(frameEvents(frames, { name: 'q', iconColor: 'blue' })).toEqual([
      { time: 10, color: 'blue', text: 'a 1', tags: ['x', 'y'], source: 'q' },
      { time: 20, color: 'blue', text: 'b 2', source: 'q' },
    ]);
    const mapped = frameEvents(frames, { name: 'q', mappings: { text: { value: 'what', regex: '(\\d)' }, tags: { source: 'skip' } } });
    expect(mapped[0]).toEqual({ time: 10, color: 'red', text: '1', source: 'q' });
  });
  test('of the own store are asked for by dashboard or by tags, and regions keep their end', () => {
    expect(storeQuery({ name: 'q' }, 'uid', range, []).toString()).toContain('dashboardUID=uid');
    expect(storeQuery({ name: 'q', target: { type: 'tags', matchAny: true } }, 'uid', range, ['a', 'b']).toString()).toContain(
      'tags=a&tags=b&matchAny=true',
    );
    expect(storedEvents([{ id: 1, time: 5, timeEnd: 9, text: 't' }], { name: 'q' })).toEqual([
      { id: '1', time: 5, timeEnd: 9, color: 'red', text: 't', source: 'q' },
    ]);
  });
  test('reach the panels they are meant for', () => {
    const dashboard: Dashboard = {
      uid: '',
      title: '',
      annotations: {
        list: [
          { name: 'q', filter: { ids: [1] } },
          { name: 'not', filter: { exclude: true, ids: [1] } },
        ],
      },
    };
    const events = ['q', 'not'].map((source) => ({ time: 1, color: 'red', source }));
    expect(eventsFor(events, dashboard, 1).map(({ source }) => source)).toEqual(['q']);
    expect(eventsFor(events, dashboard, 2).map(({ source }) => source)).toEqual(['not']);
    expect(eventsFor([{ time: 1, color: 'red', source: 'x', panelId: 3 }], dashboard, 2)).toEqual([]);
  });
});

describe('dashboards that travel', () => {
  const datasources = [known('prometheus', 'prod metrics')];
  test('leave with inputs in place of this server’s names', () => {
    const out = forExport(
      {
        uid: 'u',
        title: 'T',
        id: 4,
        panels: [
          {
            id: 1,
            type: 'stat',
            datasource: { uid: 'prod metrics', type: 'prometheus' },
            targets: [{ refId: 'A', datasource: { uid: '-- Mixed --' } }],
          },
        ],
      },
      datasources,
    );
    expect(out).toMatchObject({
      id: null,
      __inputs: [{ name: 'DS_PROD_METRICS', type: 'datasource', pluginId: 'prometheus' }],
      panels: [{ datasource: { type: 'prometheus', uid: '${DS_PROD_METRICS}' }, targets: [{ datasource: { uid: '-- Mixed --' } }] }],
    });
  });
  test('arrive bare or in an envelope, and say what is wrong with others', () => {
    expect(readImport('{"dashboard":{"title":"T"},"meta":{}}')).toMatchObject({ dashboard: { title: 'T' }, inputs: [] });
    expect(readImport('{"title":"T","__inputs":[{"name":"X","type":"constant"}]}')).toMatchObject({ inputs: [{ name: 'X' }] });
    expect(readImport('{"a":')).toEqual({ problem: 'json' });
    expect(readImport('[]')).toEqual({ problem: 'list' });
    expect(readImport('{"panels":[]}')).toEqual({ problem: 'title' });
    expect(readImport('{"apiVersion":"dashboard.grafana.app/v2","spec":{"title":"T","elements":{}}}')).toEqual({ problem: 'v2' });
  });
  test('find the only fitting data source by themselves', () => {
    expect(proposedValue({ name: 'X', type: 'datasource', pluginId: 'prometheus' }, datasources)).toBe('prod metrics');
    expect(proposedValue({ name: 'X', type: 'datasource', pluginId: 'loki' }, datasources)).toBe('');
  });
});
