/** The graph of old becomes a time series, or what its x axis made of it: bars a series, or a histogram. */
import { compact, fieldConfigOf, isObject, type Json, objects } from '../json.ts';
import { become, drop } from './become.ts';
import { axisConfig } from './graph-axis.ts';
import { colorOverrides, seriesOverride } from './graph-overrides.ts';
import { graphThresholds } from './graph-thresholds.ts';
import { timeRegions } from './graph-time-regions.ts';
import { legendCalcs, reducerOf } from './reducers.ts';

const translated = [
  ...['yaxes', 'xaxis', 'bars', 'lines', 'points', 'pointradius', 'linewidth', 'fill', 'fillGradient', 'dashes', 'dashLength'],
  ...['spaceLength', 'steppedLine', 'nullPointMode', 'stack', 'percentage', 'aliasColors', 'seriesOverrides', 'legend', 'tooltip'],
  ...['thresholds', 'hiddenSeries', 'timeRegions', 'renderer'],
];

export function graphPanel(panel: Json, dashboard: Json): void {
  const axes = objects(panel.yaxes);
  const { defaults, overrides } = fieldConfigOf(panel);
  const { custom: axisCustom, ...axis } = axisConfig(axes[0]);
  const drawing = drawingOf(panel);
  const own = isObject(defaults.custom) ? defaults.custom : {};
  const thresholds = graphThresholds(panel.thresholds);
  Object.assign(defaults, axis, compact({ nullValueMode: panel.nullPointMode, thresholds: thresholds?.thresholds }), {
    custom: { ...own, ...axisCustom, ...drawing, ...(thresholds && { thresholdsStyle: { mode: thresholds.style } }) },
  });
  const links = objects(panel.options?.dataLinks);
  if (links.length > 0) defaults.links = [...objects(defaults.links), ...links];

  overrides.push(...colorOverrides(panel.aliasColors));
  const dash = { dashed: Boolean(panel.dashes), length: panel.dashLength ?? 10, space: panel.spaceLength ?? 10 };
  const right = axisConfig(axes[1]);
  for (const series of objects(panel.seriesOverrides)) {
    const rule = seriesOverride(series, { left: axisConfig(axes[0]), right, dash });
    if (rule) overrides.push(rule);
  }
  if (objects(panel.seriesOverrides).some(({ fillBelowTo }) => fillBelowTo)) defaults.custom.fillOpacity = 35;
  if (panel.xaxis?.show === false)
    overrides.push({ matcher: { id: 'byType', options: 'time' }, properties: [{ id: 'custom.axisPlacement', value: 'hidden' }] });

  timeRegions(panel, dashboard);
  toType(panel);
  drop(panel, translated);
}

/** What is drawn for every series. */
function drawingOf(panel: Json): Json {
  const style = panel.bars ? 'bars' : panel.lines === false ? 'points' : 'line';
  const gradient = Number(panel.fillGradient) > 0 ? Number(panel.fillGradient) : undefined;
  const fill = typeof panel.fill === 'number' ? panel.fill * 10 : undefined;
  return compact({
    drawStyle: style,
    showPoints: panel.points ? 'always' : style === 'points' ? undefined : 'never',
    pointSize: panel.points && typeof panel.pointradius === 'number' ? 2 + panel.pointradius * 2 : undefined,
    lineWidth: panel.linewidth,
    lineStyle: panel.dashes ? { fill: 'dash', dash: [panel.dashLength ?? 10, panel.spaceLength ?? 10] } : undefined,
    lineInterpolation: panel.steppedLine ? 'stepAfter' : undefined,
    fillOpacity: style === 'bars' ? 100 : gradient ? gradient * 10 : fill,
    gradientMode: gradient ? 'opacity' : undefined,
    spanNulls: panel.nullPointMode === 'connected',
    stacking: panel.stack ? { mode: panel.percentage ? 'percent' : 'normal', group: 'A' } : undefined,
  });
}

function toType(panel: Json): void {
  const legend: Json = isObject(panel.legend) ? panel.legend : {};
  const { dataLinks: _, angular: __, alertThreshold: ___, ...kept } = isObject(panel.options) ? panel.options : ({} as Json);
  const options: Json = {
    ...kept,
    legend: compact({
      showLegend: legend.show !== false,
      displayMode: legend.alignAsTable ? 'table' : 'list',
      placement: legend.rightSide ? 'right' : 'bottom',
      calcs: legend.values ? legendCalcs(legend) : [],
      width: legend.rightSide ? (legend.sideWidth ?? undefined) : undefined,
    }),
    tooltip: { mode: panel.tooltip?.shared === false ? 'single' : 'multi', sort: ['none', 'asc', 'desc'][panel.tooltip?.sort] ?? 'none' },
  };
  const calcs = (Array.isArray(panel.xaxis?.values) ? panel.xaxis.values : []).flatMap((word: unknown) => reducerOf(word) ?? []);
  switch (panel.xaxis?.mode) {
    case 'series':
      if (legend.values) {
        panel.options = {
          ...options,
          reduceOptions: { values: false, calcs: calcs.length > 0 ? calcs : ['sum'], fields: '' },
          orientation: 'vertical',
        };
        return become(panel, 'bargauge');
      }
      panel.transformations = [
        ...objects(panel.transformations),
        { id: 'reduce', options: { reducers: calcs.length > 0 ? calcs : ['sum'] } },
      ];
      panel.options = { ...options, orientation: 'vertical' };
      return become(panel, 'barchart');
    case 'histogram':
      panel.options = { ...options, combine: true, ...(panel.xaxis.buckets && { bucketCount: panel.xaxis.buckets }) };
      return become(panel, 'histogram');
    default:
      panel.options = options;
      return become(panel, 'timeseries');
  }
}
