/** Blocks of options that many panels share. */
import { field, flag, type Known, list, number, pick, text } from './types.ts';

const noLegend = { 'legend.showLegend': false };
const hiddenTip = { 'tooltip.mode': 'none' };
const severalTold = { within: { 'tooltip.mode': 'multi' }, without: [{ 'tooltip.mode': 'single' }, hiddenTip] };
const inTable = { within: { 'legend.displayMode': 'table' }, without: [{ 'legend.displayMode': 'list' }, noLegend] };

export const legend = ({ calcs = true, shown = true } = {}): readonly Known[] => {
  const on = shown ? {} : { 'legend.showLegend': true };
  const seen = { within: on, without: [noLegend] };
  return [
    flag('legend.showLegend', shown),
    pick('legend.displayMode', ['list', 'table', 'hidden'], 'list', seen),
    pick('legend.placement', ['bottom', 'right'], 'bottom', seen),
    ...(calcs ? [list('legend.calcs', [], seen)] : []),
    number('legend.width', undefined, {
      within: { ...on, 'legend.placement': 'right' },
      without: [{ 'legend.placement': 'bottom' }, noLegend],
    }),
    text('legend.sortBy', undefined, { ...inTable, within: { ...on, ...inTable.within } }),
    flag('legend.sortDesc', undefined, { ...inTable, within: { ...on, ...inTable.within } }),
    number('legend.limit', undefined, seen),
    pick('legend.overflow', ['ellipsis', 'wrap'], undefined, seen),
    flag('legend.enableFacetedFilter', undefined, seen),
  ];
};

/** `one`: a tooltip of a single thing, which has nothing to sort. */
export const tooltip = ({ mode = 'single', one = false } = {}): readonly Known[] => [
  pick('tooltip.mode', ['single', 'multi', 'none'], mode),
  ...(one ? [] : [pick('tooltip.sort', ['none', 'asc', 'desc'], 'none', severalTold), flag('tooltip.hideZeros', undefined, severalTold)]),
  number('tooltip.maxWidth', undefined, { without: [hiddenTip] }),
  number('tooltip.maxHeight', undefined, { without: [hiddenTip] }),
];

export const reduce: readonly Known[] = [
  pick('reduceOptions.values', [false, true], false),
  list('reduceOptions.calcs', ['lastNotNull'], { without: [{ 'reduceOptions.values': true }] }),
  field('reduceOptions.fields'),
  number('reduceOptions.limit', undefined, { within: { 'reduceOptions.values': true }, without: [{ 'reduceOptions.values': false }] }),
];

export const textSizes = (...names: readonly string[]): readonly Known[] => names.map((name) => number(`text.${name}Size`));
export const orientation = pick('orientation', ['auto', 'horizontal', 'vertical'], 'auto');

export const axis: readonly Known[] = [
  pick('axisPlacement', ['auto', 'left', 'right', 'hidden'], 'auto'),
  text('axisLabel', undefined, { without: [{ axisPlacement: 'hidden' }] }),
  number('axisWidth', undefined, { without: [{ axisPlacement: 'hidden' }] }),
  pick('axisColorMode', ['text', 'series'], undefined, { without: [{ axisPlacement: 'hidden' }] }),
  flag('axisBorderShow', false, { without: [{ axisPlacement: 'hidden' }] }),
  pick('axisGridShow', [null, true, false]),
  flag('axisCenteredZero'),
  number('axisSoftMin'),
  number('axisSoftMax'),
  pick('scaleDistribution.type', ['linear', 'log', 'symlog']),
  pick('scaleDistribution.log', [2, 10], undefined, {
    within: { 'scaleDistribution.type': 'log' },
    without: [{ 'scaleDistribution.type': 'linear' }],
  }),
  number('scaleDistribution.linearThreshold', undefined, {
    within: { 'scaleDistribution.type': 'symlog' },
    without: [{ 'scaleDistribution.type': 'linear' }, { 'scaleDistribution.type': 'log' }],
  }),
];
export const hideFrom: readonly Known[] = ['viz', 'legend', 'tooltip'].map((from) => flag(`hideFrom.${from}`, false));

/** `custom` of lines, bars and points over an axis. */
const line = { without: [{ drawStyle: 'bars' }, { drawStyle: 'points' }] };
const bars = { within: { drawStyle: 'bars' }, without: [{ drawStyle: 'line' }, { drawStyle: 'points' }] };
const notPoints = { without: [{ drawStyle: 'points' }] };
const gradients = ['none', 'opacity', 'hue', 'scheme'];
export const thresholdStyles = ['off', 'line', 'dashed', 'area', 'line+area', 'dashed+area'];

export const series: readonly Known[] = [
  pick('drawStyle', ['line', 'bars', 'points'], 'line'),
  pick('lineInterpolation', ['linear', 'smooth', 'stepBefore', 'stepAfter'], 'linear', line),
  number('lineWidth', 1, notPoints),
  pick('lineStyle.fill', ['solid', 'dash', 'dot'], undefined, line),
  list('lineStyle.dash', undefined, { within: { 'lineStyle.fill': 'dash' }, without: [{ 'lineStyle.fill': 'solid' }] }),
  number('fillOpacity', 0, notPoints),
  pick('gradientMode', gradients, 'none', notPoints),
  field('fillBelowTo', line),
  pick('spanNulls', [false, true, 3_600_000], false),
  pick('insertNulls', [false, 3_600_000]),
  pick('showPoints', ['auto', 'always', 'never'], 'auto', line),
  number('pointSize', 5, { without: [{ drawStyle: 'bars' }] }),
  flag('showValues'),
  pick('barAlignment', [-1, 0, 1], 0, bars),
  number('barWidthFactor', 0.6, bars),
  number('barMaxWidth', undefined, bars),
  pick('stacking.mode', ['none', 'normal', 'percent'], 'none'),
  text('stacking.group', 'A', { within: { 'stacking.mode': 'normal' }, without: [{ 'stacking.mode': 'none' }] }),
  pick('transform', [null, 'constant', 'negative-Y']),
  pick('thresholdsStyle.mode', thresholdStyles, 'off'),
  ...axis,
  ...hideFrom,
];
export const bar = (fillOpacity: number): readonly Known[] => [
  number('lineWidth', 1),
  number('fillOpacity', fillOpacity),
  pick('gradientMode', gradients, 'none'),
];

export const seriesOptions = (mode = 'single'): readonly Known[] => [
  ...legend(),
  ...tooltip({ mode }),
  list('timezone'),
  pick('orientation', ['horizontal', 'vertical']),
  flag('disableKeyboardEvents'),
  flag('annotations.multiLane'),
  number('annotations.clustering'),
  number('annotations.lines.width'),
  number('annotations.regions.opacity'),
];
