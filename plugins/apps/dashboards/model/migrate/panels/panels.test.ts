import { describe, expect, test } from 'vitest';
import type { Dashboard } from '../../types.ts';
import { angularPanels } from '../angular.ts';
import type { Json } from '../json.ts';
import { migrate, migrationsFor } from '../migrate.ts';
import { currentSchemaVersion } from '../version.ts';

const board = (...panels: Json[]): Dashboard =>
  ({ uid: 'u', title: 't', schemaVersion: currentSchemaVersion, panels }) as unknown as Dashboard;
const everything = await migrationsFor();
/** Every dashboard of this file, for the test at its end. */
const seen: Dashboard[] = [];
const tried = (dashboard: Dashboard): Dashboard => {
  seen.push(structuredClone(dashboard));
  return dashboard;
};
const whole = (...panels: Json[]): Json => migrate(tried(board(...panels)), { datasources: [] }, everything) as unknown as Json;
const migrated = (panel: Json): Json => whole({ id: 1, ...panel }).panels[0];

describe('graph', () => {
  const graph = {
    type: 'graph',
    yaxes: [
      { format: 'bytes', min: '0', max: null, label: 'used', logBase: 1, show: true },
      { format: 'percent', max: '100', logBase: 10, show: true },
    ],
    lines: true,
    linewidth: 2,
    fill: 3,
    nullPointMode: 'connected',
    steppedLine: true,
    stack: true,
    percentage: true,
    aliasColors: { a: '#fff' },
    seriesOverrides: [
      { alias: '/cpu/i', yaxis: 2, fill: 0, dashes: true },
      { alias: 'top', fillBelowTo: 'low', lines: false, transform: 'negative-Y', zindex: 3, hiddenSeries: true },
    ],
    legend: {
      show: true,
      alignAsTable: true,
      rightSide: true,
      sideWidth: 300,
      values: true,
      current: true,
      max: true,
      avg: false,
      total: true,
    },
    tooltip: { shared: true, sort: 2 },
    renderer: 'flot',
    decimals: 2,
  };
  const { options, fieldConfig, ...rest } = migrated(graph);

  test('is a time series that says what it was and keeps what has no place there', () => {
    expect(rest).toMatchObject({ type: 'timeseries', autoMigrateFrom: 'graph', decimals: 2 });
    expect(Object.keys(rest)).not.toContain('yaxes');
  });
  test('has its axis and its drawing as defaults', () =>
    expect(fieldConfig.defaults).toEqual({
      unit: 'bytes',
      min: 0,
      nullValueMode: 'connected',
      custom: {
        axisPlacement: 'auto',
        axisLabel: 'used',
        drawStyle: 'line',
        showPoints: 'never',
        lineWidth: 2,
        lineInterpolation: 'stepAfter',
        fillOpacity: 35,
        spanNulls: true,
        stacking: { mode: 'percent', group: 'A' },
      },
    }));
  test('has what was said of single series as overrides', () =>
    expect(fieldConfig.overrides).toEqual([
      { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: '#fff' } }] },
      {
        matcher: { id: 'byRegexp', options: '/cpu/i' },
        properties: [
          { id: 'unit', value: 'percent' },
          { id: 'max', value: 100 },
          { id: 'custom.scaleDistribution', value: { type: 'log', log: 10 } },
          { id: 'custom.axisPlacement', value: 'right' },
          { id: 'custom.fillOpacity', value: 0 },
          { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
        ],
      },
      {
        matcher: { id: 'byName', options: 'top' },
        properties: [
          { id: 'custom.fillBelowTo', value: 'low' },
          { id: 'custom.lineWidth', value: 0 },
          { id: 'custom.transform', value: 'negative-Y' },
          { id: 'custom.hideFrom', value: { viz: true, legend: false, tooltip: true } },
        ],
      },
    ]));
  test('has its legend and tooltip', () =>
    expect(options).toEqual({
      legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['lastNotNull', 'max', 'sum'], width: 300 },
      tooltip: { mode: 'multi', sort: 'desc' },
    }));
  test.each([
    [
      'gt fill',
      [{ op: 'gt', value: 5, fill: true, colorMode: 'warning' }],
      'area',
      [
        [null, 'transparent'],
        [5, 'orange'],
      ],
    ],
    [
      'lt line',
      [{ op: 'lt', value: 5, line: true, colorMode: 'custom', lineColor: 'x' }],
      'line',
      [
        [null, 'x'],
        [5, 'transparent'],
      ],
    ],
    [
      'both',
      [
        { op: 'gt', value: 9, fill: true, line: true },
        { op: 'lt', value: 5, colorMode: 'ok' },
      ],
      'line+area',
      [
        [null, 'green'],
        [5, 'transparent'],
        [9, 'red'],
      ],
    ],
  ])('has thresholds %s as steps', (_, thresholds, mode, steps) => {
    const { defaults } = migrated({ type: 'graph', thresholds }).fieldConfig;
    expect(defaults.custom.thresholdsStyle).toEqual({ mode });
    expect(defaults.thresholds.steps.map(({ value, color }: Json) => [value, color])).toEqual(steps);
  });
  test('of series or of a distribution is bars or a histogram', () => {
    expect(migrated({ type: 'graph', xaxis: { mode: 'series', values: ['total'] } })).toMatchObject({
      type: 'barchart',
      transformations: [{ id: 'reduce', options: { reducers: ['sum'] } }],
    });
    expect(migrated({ type: 'graph', xaxis: { mode: 'series', values: ['avg'] }, legend: { values: true } })).toMatchObject({
      type: 'bargauge',
      options: { reduceOptions: { calcs: ['mean'] } },
    });
    expect(migrated({ type: 'graph', xaxis: { mode: 'histogram', buckets: 10 } })).toMatchObject({
      type: 'histogram',
      options: { bucketCount: 10 },
    });
  });
  test('gives its hours of the week to the annotations', () => {
    const timeRegions = [{ op: 'time', fromDayOfWeek: 1, from: '09:00', toDayOfWeek: 5, to: '17:00', colorMode: 'red', fill: true }];
    expect(whole({ id: 7, type: 'graph', timeRegions }).annotations.list).toMatchObject([
      {
        filter: { ids: [7] },
        target: { queryType: 'timeRegions', timeRegion: { fromDayOfWeek: 1, from: '09:00', toDayOfWeek: 5, to: '17:00' } },
      },
    ]);
  });
});

describe('singlestat', () => {
  const stat = {
    type: 'singlestat',
    valueName: 'current',
    format: 'percent',
    decimals: 1,
    nullText: 'none',
    thresholds: '50, 80',
    colors: ['g', 'y', 'r'],
  };
  test('is a stat', () =>
    expect(
      migrated({
        ...stat,
        colorBackground: true,
        sparkline: { show: true },
        tableColumn: 'v',
        valueMaps: [{ value: 'null', text: 'N/A' }],
        mappingType: 1,
      }),
    ).toMatchObject({
      type: 'stat',
      options: {
        reduceOptions: { calcs: ['lastNotNull'], fields: '/^v$/' },
        colorMode: 'background',
        graphMode: 'area',
        textMode: 'value',
      },
      fieldConfig: {
        defaults: {
          unit: 'percent',
          decimals: 1,
          noValue: 'none',
          thresholds: {
            steps: [
              { value: null, color: 'g' },
              { value: 50, color: 'y' },
              { value: 80, color: 'r' },
            ],
          },
          mappings: [{ type: 'special', options: { match: 'null', result: { text: 'N/A' } } }],
        },
      },
    }));
  test('is a gauge where it drew one', () =>
    expect(migrated({ ...stat, gauge: { show: true, minValue: 0, maxValue: 10, thresholdLabels: true } })).toMatchObject({
      type: 'gauge',
      options: { showThresholdLabels: true },
      fieldConfig: { defaults: { min: 0, max: 10 } },
    }));
  test('shows the name where it showed the name, and keeps text around the number', () => {
    expect(migrated({ type: 'grafana-singlestat-panel', valueName: 'name' }).options.textMode).toBe('name');
    expect(migrated({ type: 'singlestat', format: 'none', postfix: ' req' }).fieldConfig.defaults.unit).toBe('suffix:req');
  });
});

describe('stat, gauge and bar gauge of old versions', () => {
  test('6.1: value options', () => {
    const options = {
      valueOptions: { unit: 'ms', stat: 'avg', decimals: 2 },
      valueMappings: [{ type: 1, value: '1', text: 'one' }],
      thresholds: [
        { value: 10, color: 'r' },
        { value: null, color: 'g' },
      ],
      minValue: 1,
      maxValue: 9,
      showThresholdMarkers: true,
    };
    expect(migrated({ type: 'gauge', options })).toMatchObject({
      options: { reduceOptions: { calcs: ['mean'] }, showThresholdMarkers: true },
      fieldConfig: {
        defaults: {
          unit: 'ms',
          decimals: 2,
          min: 1,
          max: 9,
          mappings: [{ type: 'value', options: { '1': { text: 'one' } } }],
          thresholds: {
            steps: [
              { value: null, color: 'g' },
              { value: 10, color: 'r' },
            ],
          },
        },
      },
    });
  });
  test('6.7: field options', () => {
    const fieldOptions = {
      values: false,
      calcs: ['last'],
      defaults: { unit: 'percentunit', title: 'T' },
      overrides: [{ matcher: { id: 'byName' }, properties: [] }],
    };
    const { options, fieldConfig } = migrated({ type: 'stat', pluginVersion: '6.7.0', options: { fieldOptions } });
    expect(options).toEqual({ reduceOptions: { values: false, calcs: ['last'] } });
    expect(fieldConfig).toMatchObject({ defaults: { displayName: 'T', min: 0, max: 1 }, overrides: [{ matcher: { id: 'byName' } }] });
  });
  test('8 and later are left alone, 10 is later than 8', () => {
    const panel = {
      id: 1,
      type: 'stat',
      pluginVersion: '10.2.0',
      options: {},
      fieldConfig: { defaults: { unit: 'percent' }, overrides: [] },
    };
    expect(migrated(panel)).toEqual(panel);
  });
});

describe('table', () => {
  const styles = [
    { pattern: 'Time', type: 'date', dateFormat: 'YYYY', alias: 'When' },
    {
      pattern: '/disk.*/',
      type: 'number',
      unit: 'bytes',
      decimals: 1,
      colorMode: 'row',
      colors: ['g', 'y', 'r'],
      thresholds: ['1', '2'],
      align: 'auto',
      link: true,
      linkUrl: '/x?h=${__cell_0}&v=$__cell',
    },
    { pattern: 'secret', type: 'hidden' },
    { pattern: '/.*/', type: 'number', unit: 'short', decimals: 2, thresholds: [] },
  ];
  test('of old has its styles as defaults and overrides', () =>
    expect(
      migrated({
        type: 'table-old',
        styles,
        transform: 'timeseries_aggregations',
        columns: [{ value: 'avg' }, { value: 'current' }],
        showHeader: true,
      }),
    ).toMatchObject({
      type: 'table',
      options: { showHeader: true },
      transformations: [{ id: 'reduce', options: { reducers: ['mean', 'lastNotNull'] } }],
      fieldConfig: {
        defaults: { unit: 'short', decimals: 2 },
        overrides: [
          {
            matcher: { id: 'byName', options: 'Time' },
            properties: [
              { id: 'displayName', value: 'When' },
              { id: 'unit', value: 'time: YYYY' },
            ],
          },
          {
            matcher: { id: 'byRegexp', options: '/disk.*/' },
            properties: [
              { id: 'unit', value: 'bytes' },
              { id: 'decimals', value: 1 },
              { id: 'links', value: [{ url: '/x?h=${__data.fields[0]}&v=${__value.text}' }] },
              { id: 'custom.cellOptions', value: { type: 'color-background', applyToRow: true } },
              { id: 'custom.align', value: null },
              {
                id: 'thresholds',
                value: {
                  steps: [
                    { value: null, color: 'g' },
                    { value: 1, color: 'y' },
                    { value: 2, color: 'r' },
                  ],
                },
              },
            ],
          },
          { matcher: { id: 'byName', options: 'secret' }, properties: [{ id: 'custom.hidden', value: true }] },
        ],
      },
    }));
  test('of today is left alone', () => {
    const panel = { id: 1, type: 'table', options: { showHeader: true } };
    expect(migrated(panel)).toEqual(panel);
  });
});

test('text writes what it wrote', () => {
  expect(migrated({ type: 'text', content: '# *a* <b>\n1', mode: 'text' }).options).toEqual({
    mode: 'markdown',
    content: '\\# \\*a\\* &lt;b\\>  \n1',
  });
  expect(migrated({ type: 'text', options: { content: '<b>x</b>', mode: 'html' } }).options).toEqual({ content: '<b>x</b>', mode: 'html' });
});

test('heatmap has its buckets, axis and colours as options', () => {
  const panel = {
    type: 'heatmap',
    dataFormat: 'timeseries',
    xBucketSize: '1m',
    yBucketNumber: 10,
    yAxis: { format: 's', logBase: 1, min: '1' },
    color: { mode: 'spectrum', colorScheme: 'interpolateGreens', min: 5, max: 1 },
    hideZeroBuckets: true,
    yBucketBound: 'upper',
  };
  expect(migrated(panel).options).toMatchObject({
    calculate: true,
    calculation: { xBuckets: { mode: 'size', value: '1m' }, yBuckets: { mode: 'count', value: '10' } },
    color: { mode: 'scheme', scheme: 'Greens', min: 1, max: 5, reverse: true },
    yAxis: { unit: 's', min: 1 },
    rowsFrame: { layout: 'le' },
    filterValues: { le: 1e-9 },
  });
  expect(migrated({ type: 'heatmap-new', options: { bucketFrame: { layout: 'le' } } })).toMatchObject({
    type: 'heatmap',
    options: { rowsFrame: { layout: 'le' } },
  });
});

test('lists have their options where options are, and community panels their successors', () => {
  expect(migrated({ type: 'dashlist', starred: true, limit: 5 }).options).toEqual({ showStarred: true, maxItems: 5 });
  expect(
    migrated({
      type: 'grafana-piechart-panel',
      pieType: 'donut',
      valueName: 'current',
      legendType: 'Right side',
      legend: { show: true, values: true },
    }),
  ).toMatchObject({
    type: 'piechart',
    options: { pieType: 'donut', reduceOptions: { calcs: ['lastNotNull'] }, legend: { placement: 'right', values: ['value'] } },
  });
  expect(migrated({ type: 'grafana-worldmap-panel', mapCenter: 'Europe', initialZoom: 4 })).toMatchObject({
    type: 'geomap',
    options: { view: { lat: 46, lon: 14, zoom: 4 } },
  });
  expect(migrated({ type: 'natel-discrete-panel', units: 'short' }).type).toBe('state-timeline');
});

test('words that every object knows are no types and no options', () => {
  const odd = { id: 1, type: 'constructor', options: {} };
  expect(migrated(odd)).toEqual(odd);
  const { fieldConfig } = migrated({
    type: 'graph',
    seriesOverrides: [{ alias: 'a', constructor: 1, toString: 2 }],
    thresholds: [{ value: 1, colorMode: 'constructor' }],
  });
  expect(fieldConfig.overrides).toEqual([]);
  expect(fieldConfig.defaults.thresholds.steps[1].color).toBe('red');
});

test('panels of Angular that became nothing else are found', () => {
  const found = angularPanels(
    whole({ id: 1, type: 'graph' }, { id: 2, type: 'row', panels: [{ id: 3, type: 'jdbranham-diagram-panel' }] }) as unknown as Dashboard,
  );
  expect(found.map(({ id }) => id)).toEqual([3]);
});

test('what is fetched for a panel does to it what everything would do, and is no more than that', async () => {
  expect(seen.length).toBeGreaterThan(20);
  for (const dashboard of seen)
    expect(migrate(dashboard, { datasources: [] }, await migrationsFor(dashboard))).toEqual(
      migrate(dashboard, { datasources: [] }, everything),
    );
  const { changes } = await migrationsFor(board({ type: 'graph' }));
  expect([typeof changes.graph, typeof changes.heatmap]).toEqual(['function', 'undefined']);
});
