import { describe, expect, test } from 'vitest';
import type { Dashboard, KnownDatasource } from '../../types.ts';
import type { Json } from '../json.ts';
import { upToDate } from '../load.ts';
import { migrate, migrationsFor } from '../migrate.ts';
import { currentSchemaVersion } from '../version.ts';

const known = (uid: string, name: string, type: string, isDefault = false): KnownDatasource => ({
  uid,
  name,
  type,
  isDefault,
  available: true,
  jsonData: {},
});
const datasources = [known('p1', 'Prom', 'prometheus', true), known('l1', 'Loki', 'loki')];

const everything = await migrationsFor();
/** Every dashboard of this file, for the test at its end. */
const seen: Dashboard[] = [];
const tried = (dashboard: Dashboard): Dashboard => {
  seen.push(structuredClone(dashboard));
  return dashboard;
};
const migrated = (schemaVersion: number | undefined, rest: Json): Json =>
  migrate(
    tried({ uid: 'u', title: 't', ...(schemaVersion !== undefined && { schemaVersion }), ...rest } as unknown as Dashboard),
    { datasources },
    everything,
  ) as unknown as Json;
/** One panel of a type that no panel migration touches, through the steps after this version. */
const panel = (after: number, given: Json): Json => migrated(after, { panels: [{ id: 1, type: 'x', ...given }] }).panels[0];
const variable = (after: number, given: Json): Json =>
  migrated(after, { templating: { list: [{ name: 'v', ...given }] } }).templating.list[0];

describe('a dashboard', () => {
  test('of any age reaches the newest version, and stays as it is where it is stored', () => {
    const stored = { uid: 'u', title: 't', rows: [{ panels: [{ type: 'text', content: 'x' }] }] };
    const before = structuredClone(stored);
    expect((migrate(stored as unknown as Dashboard, { datasources }, everything) as unknown as Json).schemaVersion).toBe(
      currentSchemaVersion,
    );
    expect(stored).toEqual(before);
  });
  test('newer than we know keeps its version', () => expect(migrated(99, {}).schemaVersion).toBe(99));
  test('keeps what nobody knows', () =>
    expect(migrated(1, { mine: { a: 1 }, panels: [{ id: 1, type: 'x', theirs: [1] }] })).toMatchObject({
      mine: { a: 1 },
      panels: [{ theirs: [1] }],
    }));
  test('of a wrong shape is left alone where it is wrong', () => {
    const odd = {
      panels: [null, 'x', { type: 'graph', yaxes: 'no', seriesOverrides: {}, targets: 'none', legend: 1 }],
      templating: 7,
      annotations: [],
      links: null,
    };
    expect(() => migrated(undefined, odd)).not.toThrow();
    expect(() => migrated(undefined, { rows: [null, { panels: 'x' }, { panels: [{ span: 'wide', height: {} }] }] })).not.toThrow();
  });
  test('with something else than panels between its panels loses that', async () => {
    const odd = {
      uid: 'u',
      title: 't',
      schemaVersion: currentSchemaVersion,
      panels: [null, { id: 1, type: 'x' }, 7],
    } as unknown as Dashboard;
    expect((await upToDate(odd, { datasources })).panels).toEqual([{ id: 1, type: 'x' }]);
    expect((await upToDate({ ...odd, panels: 'none' } as unknown as Dashboard, { datasources })).panels).toEqual([]);
  });
  test('that is current is not touched at all', async () => {
    const current = { uid: 'u', title: 't', schemaVersion: currentSchemaVersion, panels: [{ type: 'timeseries' }] } as unknown as Dashboard;
    expect(await upToDate(current, { datasources })).toBe(current);
    const withGraph = { ...current, panels: [{ type: 'row', panels: [{ type: 'graph' }] }] } as unknown as Dashboard;
    expect((await upToDate(withGraph, { datasources })).panels?.[0]?.panels?.[0]?.type).toBe('timeseries');
  });
  test('of the second form is left alone', () => {
    const second = { uid: 'u', title: 't', elements: {}, layout: { kind: 'GridLayout' } } as unknown as Dashboard;
    expect(migrate(second, { datasources }, everything)).toBe(second);
  });
  test('loses copies that were saved with the panel they repeat', () => {
    const panels = [
      { id: 1, type: 'x', repeat: 'v' },
      { id: 2, type: 'x', repeatPanelId: 1 },
      { id: 3, type: 'row', panels: [{ id: 4, type: 'x', repeatPanelId: 1 }] },
    ];
    expect(migrated(36, { panels }).panels.map(({ id, panels: inside }: Json) => [id, inside])).toEqual([
      [1, undefined],
      [3, []],
    ]);
  });
});

describe('the first versions', () => {
  test('2: services, types and formats', () => {
    expect(migrated(1, { services: { filter: { time: { from: 'now-1d', to: 'now' }, list: [{ name: 'a' }] } } })).toMatchObject({
      time: { from: 'now-1d', to: 'now' },
      templating: { list: [{ name: 'a' }] },
    });
    const [graph] = migrated(1, {
      panels: [{ id: 1, type: 'graphite', legend: true, grid: { min: 1, max: 9 }, y_format: 'ms', y2_format: 'bytes' }],
    }).panels;
    expect(graph).toMatchObject({
      type: 'timeseries',
      fieldConfig: { defaults: { unit: 'ms', min: 1, max: 9 } },
      options: { legend: { showLegend: true } },
    });
  });
  test('3: ids', () =>
    expect(migrated(2, { panels: [{ type: 'x', id: 5 }, { type: 'x' }] }).panels.map(({ id }: Json) => id)).toEqual([5, 6]));
  test('6: annotations and variables', () => {
    const pulldowns = [{ type: 'annotations', annotations: [{ name: 'deploys' }] }];
    expect(migrated(5, { pulldowns }).annotations.list).toMatchObject([{ name: 'deploys' }]);
    expect(variable(5, { type: 'filter' })).toMatchObject({ type: 'query' });
  });
  test('7: the time picker, and names of queries', () => {
    expect(migrated(6, { nav: [{ now: true }] }).timepicker).toEqual({ now: true });
    expect(panel(6, { targets: [{ refId: 'B' }, {}, {}] }).targets.map(({ refId }: Json) => refId)).toEqual(['B', 'A', 'C']);
  });
  test('8: queries for InfluxDB', () => {
    const target = {
      fields: [{ name: 'v', func: 'mean', mathExpr: '*2', asExpr: 'x' }],
      tags: [],
      groupBy: [
        { type: 'time', interval: '1m' },
        { type: 'tag', key: 'host' },
      ],
      fill: 'null',
    };
    expect(panel(7, { targets: [target] }).targets[0]).toMatchObject({
      select: [
        [
          { type: 'field', params: ['v'] },
          { type: 'mean', params: [] },
          { type: 'math', params: ['*2'] },
          { type: 'alias', params: ['x'] },
        ],
      ],
      groupBy: [
        { type: 'time', params: ['1m'] },
        { type: 'tag', params: ['host'] },
        { type: 'fill', params: ['null'] },
      ],
    });
  });
  test('9: the first of three thresholds had no meaning', () => {
    const [stat] = migrated(8, { panels: [{ id: 1, type: 'singlestat', thresholds: '0,50,80', colors: ['a', 'b', 'c'] }] }).panels;
    expect(stat.fieldConfig.defaults.thresholds.steps).toEqual([
      { value: null, color: 'a' },
      { value: 50, color: 'b' },
      { value: 80, color: 'c' },
    ]);
  });
  test('12, 13: axes and thresholds of graphs', () => {
    const grid = {
      leftMin: 0,
      leftMax: 10,
      leftLogBase: 10,
      threshold1: 5,
      threshold1Color: 'red',
      threshold2: 3,
      threshold2Color: 'blue',
    };
    const [graph] = migrated(11, { panels: [{ id: 1, type: 'graph', grid, y_formats: ['ms', 'short'], leftYAxisLabel: 'L' }] }).panels;
    expect(graph.fieldConfig.defaults).toMatchObject({
      unit: 'ms',
      max: 10,
      custom: { axisLabel: 'L', scaleDistribution: { type: 'log', log: 10 }, thresholdsStyle: { mode: 'area' } },
      thresholds: {
        steps: [
          { value: null, color: 'blue' },
          { value: 3, color: 'red' },
          { value: 5, color: 'transparent' },
        ],
      },
    });
  });
  test('14: the shared crosshair', () => expect(migrated(13, { sharedCrosshair: true }).graphTooltip).toBe(1));
});

describe('16: rows', () => {
  const places = (rows: Json[]): unknown[] =>
    migrated(15, { rows }).panels.map(({ type, gridPos: { x, y, w, h }, panels }: Json) => [
      type,
      x,
      y,
      w,
      h,
      ...(panels ? [panels.length] : []),
    ]);
  test('become places of a grid, side by side while there is room', () =>
    expect(
      places([
        {
          height: 250,
          panels: [
            { type: 'x', span: 6 },
            { type: 'x', span: 6 },
            { type: 'x', span: 12 },
          ],
        },
      ]),
    ).toEqual([
      ['x', 0, 0, 12, 7],
      ['x', 12, 0, 12, 7],
      ['x', 0, 7, 24, 7],
    ]));
  test('fill the room beside a higher panel', () =>
    expect(
      places([
        {
          height: '342px',
          panels: [
            { type: 'x', span: 6 },
            { type: 'x', span: 6, height: '152px' },
            { type: 'x', span: 6, height: 152 },
          ],
        },
      ]),
    ).toEqual([
      ['x', 0, 0, 12, 9],
      ['x', 12, 0, 12, 4],
      ['x', 12, 4, 12, 4],
    ]));
  test('stay rows once one of them shows: closed ones hold their panels', () => {
    const rows = [
      { title: 'A', panels: [{ id: 1, type: 'x' }] },
      { title: 'B', collapse: true, repeat: 'v', panels: [{ id: 2, type: 'x' }] },
      { title: 'C', panels: [{ id: 3, type: 'x' }], repeatIteration: 5 },
    ];
    expect(places(rows)).toEqual([
      ['row', 0, 0, 24, 7, 0],
      ['x', 0, 1, 8, 7],
      ['row', 0, 8, 24, 7, 1],
    ]);
    expect(migrated(15, { rows }).panels[2]).toMatchObject({
      id: 4,
      title: 'B',
      collapsed: true,
      repeat: 'v',
      panels: [{ id: 2, gridPos: { y: 9 } }],
    });
  });
  test('17: the narrowest repeated panel says how many stand side by side', () => {
    expect(panel(16, { minSpan: 6 }).maxPerRow).toBe(4);
    expect(panel(16, { minSpan: 5 }).maxPerRow).toBe(4);
    expect(migrated(15, { rows: [{ panels: [{ type: 'x', minSpan: 3 }] }] }).panels[0].maxPerRow).toBe(4);
  });
});

describe('links and variables', () => {
  test('19: panel links are addresses', () => {
    const links = [{ dashboard: 'My Board', keepTime: true, includeVars: true, params: 'a=1', title: 'x' }, { dashUri: 'db/y' }, {}];
    expect(panel(18, { links }).links.map(({ url }: Json) => url)).toEqual([
      'dashboard/db/my-board?$__url_time_range&$__all_variables&a=1',
      'dashboard/db/y',
      '/',
    ]);
  });
  test('20, 21: variables in data links have paths', () => {
    const links = [{ url: '/x?s=$__series_name&t=${__value_time}&f=${__field_name}&l=${__series.labels.a}' }];
    expect(panel(19, { options: { dataLinks: links } }).options.dataLinks[0].url).toBe(
      '/x?s=${__series.name}&t=${__value.time}&f=${__field.name}&l=${__field.labels.a}',
    );
  });
  test.each([
    [11, { refresh: true, hideVariable: true }, { refresh: 1, hide: 2 }],
    [22, { multi: true, current: { value: 'a', text: 'A' } }, { current: { value: ['a'], text: ['A'] } }],
    [22, { multi: false, current: { value: ['a', 'b'], text: ['A', 'B'] } }, { current: { value: 'a', text: 'A' } }],
    [26, { type: 'constant', query: 'q', hide: 0 }, { type: 'textbox', current: { value: 'q' } }],
    [26, { type: 'constant', query: 'q', hide: 2 }, { type: 'constant' }],
    [28, { type: 'query', refresh: 0, options: [{ text: 'x' }] }, { refresh: 1, options: [] }],
  ])('after version %s %j', (after, given, expected) => expect(variable(after, given)).toMatchObject(expected));
  test('28: tags are gone', () => expect(variable(27, { tags: [], useTags: true })).not.toHaveProperty('useTags'));
});

describe('fields and options', () => {
  test('30: value mappings by kind', () => {
    const mappings = [
      { type: 1, value: '0', text: 'Down' },
      { type: 1, value: 'null', text: 'N/A' },
      { type: 2, from: '1', to: '5', text: '3' },
    ];
    const thresholds = {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 2, color: 'red' },
      ],
    };
    expect(panel(29, { fieldConfig: { defaults: { mappings, thresholds }, overrides: [] } }).fieldConfig.defaults.mappings).toEqual([
      { type: 'value', options: { '0': { text: 'Down' } } },
      { type: 'special', options: { match: 'null', result: { text: 'N/A' } } },
      { type: 'range', options: { from: 1, to: 5, result: { text: '3', color: 'red' } } },
    ]);
  });
  test('31, 39, 43: transformations', () => {
    const ids = (after: number, transformations: Json[]): unknown => panel(after, { transformations }).transformations;
    expect(ids(30, [{ id: 'labelsToFields' }])).toEqual([{ id: 'labelsToFields' }, { id: 'merge', options: {} }]);
    expect(ids(38, [{ id: 'timeSeriesTable', options: { refIdToStat: { A: 'mean' } } }])).toEqual([
      { id: 'timeSeriesTable', options: { A: { stat: 'mean' } } },
    ]);
    expect(ids(42, [{ id: 'formatTime', options: { timeField: 't', outputFormat: 'YYYY', timezone: 'utc' } }])).toEqual([
      {
        id: 'convertFieldType',
        options: { conversions: [{ targetField: 't', destinationType: 'string', dateFormat: 'YYYY', timezone: 'utc' }] },
      },
    ]);
  });
  test('35: a hidden axis leaves the time axis', () => {
    const fieldConfig = { defaults: { custom: { axisPlacement: 'hidden' } }, overrides: [] };
    expect(panel(34, { type: 'timeseries', fieldConfig }).fieldConfig.overrides).toEqual([
      { matcher: { id: 'byType', options: 'time' }, properties: [{ id: 'custom.axisPlacement', value: 'auto' }] },
    ]);
  });
  test('37: one way to hide a legend', () => {
    expect(panel(36, { options: { legend: { displayMode: 'hidden' } } }).options.legend).toEqual({
      displayMode: 'list',
      showLegend: false,
    });
    expect(panel(36, { options: { legend: { displayMode: 'table' } } }).options.legend).toEqual({ displayMode: 'table', showLegend: true });
  });
  test.each([
    ['auto', { type: 'auto' }],
    ['color-background', { type: 'color-background', mode: 'gradient' }],
    ['color-background-solid', { type: 'color-background', mode: 'basic' }],
    ['lcd-gauge', { type: 'gauge', mode: 'lcd' }],
    ['basic', { type: 'gauge', mode: 'basic' }],
    ['json-view', { type: 'json-view' }],
  ])('38: cells drawn as %s', (displayMode, cellOptions) => {
    const overrides = [{ matcher: {}, properties: [{ id: 'custom.displayMode', value: displayMode }] }];
    expect(panel(37, { type: 'table', fieldConfig: { defaults: { custom: { displayMode } }, overrides } }).fieldConfig).toMatchObject({
      defaults: { custom: { cellOptions } },
      overrides: [{ properties: [{ id: 'custom.cellOptions', value: cellOptions }] }],
    });
  });
  test('40, 41: refresh is a text, the picker has no list of its own', () =>
    expect(migrated(39, { refresh: false, timepicker: { time_options: [], hidden: true } })).toMatchObject({
      refresh: '',
      timepicker: { hidden: true },
    }));
  test('42: what is not drawn is not in the tooltip', () => {
    const overrides = [{ matcher: {}, properties: [{ id: 'custom.hideFrom', value: { viz: true } }] }];
    expect(panel(41, { fieldConfig: { defaults: {}, overrides } }).fieldConfig.overrides[0].properties[0].value).toEqual({
      viz: true,
      tooltip: true,
    });
  });
  test('30: tooltip options have another name', () =>
    expect(panel(29, { type: 'timeseries', options: { tooltipOptions: { mode: 'multi' } } }).options).toEqual({
      tooltip: { mode: 'multi' },
    }));
});

describe('data sources', () => {
  test.each([
    ['Prom', { type: 'prometheus', uid: 'p1' }],
    ['l1', { type: 'loki', uid: 'l1' }],
    ['-- Mixed --', { type: 'datasource', uid: '-- Mixed --' }],
    ['$ds', { uid: '$ds' }],
    ['gone', { uid: 'gone' }],
    ['default', null],
  ])('33: the name %s is a reference', (name, ref) => expect(panel(32, { datasource: name }).datasource).toEqual(ref));
  test('36: queries without one take the panel’s, panels without one the queries’', () => {
    expect(panel(35, { datasource: null, targets: [{ refId: 'A', datasource: { type: 'loki', uid: 'l1' } }] }).datasource).toEqual({
      type: 'loki',
      uid: 'l1',
    });
    expect(panel(35, { datasource: null, targets: [{ refId: 'A' }] })).toMatchObject({
      datasource: { uid: 'p1' },
      targets: [{ datasource: { uid: 'p1' } }],
    });
    expect(
      migrated(35, { annotations: { list: [{ name: 'a', datasource: '-- Grafana --' }, { name: 'b' }] } }).annotations.list,
    ).toMatchObject([{ datasource: { type: 'grafana', uid: '-- Grafana --' } }, { datasource: { uid: 'p1' } }]);
    expect(variable(35, { type: 'query', datasource: null }).datasource).toEqual({ type: 'prometheus', uid: 'p1' });
  });
  test('34: CloudWatch asks for one statistic a query', () => {
    const target = { refId: 'A', dimensions: {}, namespace: 'n', region: 'r', metricName: 'm', statistics: ['Max', 'Min'] };
    expect(panel(33, { targets: [target] }).targets).toMatchObject([
      { refId: 'A', statistic: 'Max', metricEditorMode: 0 },
      { refId: 'B', statistic: 'Min' },
    ]);
  });
  test('of an export that was never imported are filled in where there is no choice', () => {
    const given = {
      __inputs: [
        { name: 'DS_P', type: 'datasource', pluginId: 'prometheus' },
        { name: 'DS_X', type: 'datasource', pluginId: 'influxdb' },
        { name: 'VAR_E', type: 'constant', value: 'prod' },
      ],
    };
    const panels = [{ id: 1, type: 'x', datasource: { uid: '${DS_P}' }, title: '${VAR_E}', targets: [{ datasource: '${DS_X}' }] }];
    expect(migrated(36, { ...given, panels })).toMatchObject({
      ...given,
      panels: [{ datasource: { uid: 'p1' }, title: 'prod', targets: [{ datasource: '${DS_X}' }] }],
    });
  });
});

test('18: the first gauge kept its options in a bag of its own, and nothing else is needed for it', () =>
  expect(panel(17, { 'options-gauge': { stat: 'max', show: 1 } }).options).toEqual({ show: 1, valueOptions: { stat: 'max' } }));

test('what is fetched for a dashboard does to it what everything would do', async () => {
  expect(seen.length).toBeGreaterThan(40);
  for (const dashboard of seen)
    expect(migrate(dashboard, { datasources }, await migrationsFor(dashboard))).toEqual(migrate(dashboard, { datasources }, everything));
});
