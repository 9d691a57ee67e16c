/**
 * Every option and per-field option of the panels, by the names that dashboards store (dashboards.md 6): a scene that lacks it, and a
 * value that must change what is drawn. `custom.` marks options of fields.
 */
import type { Scene } from './stage.tsx';

export interface OptionCase {
  readonly option: string;
  readonly value: unknown;
  /** What is drawn beside the option, in both pictures. */
  readonly scene?: Partial<Scene> & { readonly options?: object; readonly custom?: object };
  /** What a person does before the picture is taken: points at a place (shares of the drawing), or presses keys on it. */
  readonly point?: readonly [x: number, y: number];
  readonly keys?: readonly string[];
}

const percent = { unit: 'percent', min: 0, max: 100 };
const steps = [
  { value: null, color: 'green' },
  { value: 50, color: 'orange' },
  { value: 75, color: 'red' },
];
const thresholds = { mode: 'absolute', steps };
const multi = { tooltip: { mode: 'multi' } };
const middle = [0.5, 0.5] as const;

const legend: readonly OptionCase[] = [
  { option: 'legend.showLegend', value: false },
  { option: 'legend.displayMode', value: 'table' },
  { option: 'legend.displayMode', value: 'hidden' },
  { option: 'legend.placement', value: 'right' },
  { option: 'legend.calcs', value: ['max', 'mean'] },
  { option: 'legend.width', value: 220, scene: { options: { legend: { placement: 'right' } } } },
  { option: 'legend.sortBy', value: 'Min', scene: { options: { legend: { displayMode: 'table', calcs: ['min'] } } } },
  { option: 'legend.sortDesc', value: true, scene: { options: { legend: { displayMode: 'table', calcs: ['min'], sortBy: 'Min' } } } },
  { option: 'legend.limit', value: 1 },
  {
    option: 'legend.overflow',
    value: 'wrap',
    scene: {
      options: { legend: { placement: 'right', width: 90 } },
      defaults: { displayName: 'a name that is far too long for the room that there is' },
    },
  },
  { option: 'legend.enableFacetedFilter', value: true },
];

const axis: readonly OptionCase[] = [
  { option: 'custom.axisPlacement', value: 'right' },
  { option: 'custom.axisPlacement', value: 'hidden' },
  { option: 'custom.axisLabel', value: 'Requests' },
  { option: 'custom.axisWidth', value: 90 },
  { option: 'custom.axisColorMode', value: 'series' },
  { option: 'custom.axisBorderShow', value: true },
  { option: 'custom.axisGridShow', value: false },
  { option: 'custom.axisCenteredZero', value: true },
  { option: 'custom.axisSoftMin', value: -40 },
  { option: 'custom.axisSoftMax', value: 200 },
  { option: 'custom.scaleDistribution.type', value: 'log', scene: { data: 'spread' } },
  { option: 'custom.scaleDistribution.type', value: 'symlog', scene: { data: 'spread' } },
  { option: 'custom.scaleDistribution.log', value: 10, scene: { data: 'spread', custom: { scaleDistribution: { type: 'log', log: 2 } } } },
  {
    option: 'custom.scaleDistribution.linearThreshold',
    value: 50,
    scene: { data: 'spread', custom: { scaleDistribution: { type: 'symlog' } } },
  },
];

const hideFrom: readonly OptionCase[] = [
  { option: 'custom.hideFrom.viz', value: true },
  { option: 'custom.hideFrom.legend', value: true },
  { option: 'custom.hideFrom.tooltip', value: true, scene: { options: multi }, point: middle },
];

const bars = { data: 'few', custom: { drawStyle: 'bars', fillOpacity: 50 } } as const;
const filled = { custom: { fillOpacity: 40 } };
const noted = { annotations: true };

const timeseriesCases: readonly OptionCase[] = [
  ...legend,
  { option: 'tooltip.mode', value: 'multi', point: [0.5, 0.12] },
  { option: 'tooltip.mode', value: 'none', scene: { options: multi }, point: middle },
  { option: 'tooltip.sort', value: 'asc', scene: { options: multi }, point: middle },
  { option: 'tooltip.sort', value: 'desc', scene: { data: 'hosts', options: multi }, point: middle },
  { option: 'tooltip.hideZeros', value: true, scene: { data: 'zeros', options: multi }, point: middle },
  {
    option: 'tooltip.maxWidth',
    value: 90,
    scene: { options: multi, defaults: { displayName: 'a long name of a series' } },
    point: middle,
  },
  { option: 'tooltip.maxHeight', value: 90, scene: { data: 'hosts', options: multi }, point: middle },
  { option: 'timezone', value: ['', 'Asia/Tokyo'] },
  { option: 'orientation', value: 'vertical' },
  { option: 'disableKeyboardEvents', value: true, scene: { options: multi }, keys: ['ArrowRight', 'ArrowRight'] },
  { option: 'annotations.multiLane', value: true, scene: noted },
  { option: 'annotations.clustering', value: 30, scene: noted },
  { option: 'annotations.lines.width', value: 4, scene: noted },
  { option: 'annotations.regions.opacity', value: 0.5, scene: noted },
  { option: 'custom.drawStyle', value: 'bars' },
  { option: 'custom.drawStyle', value: 'points' },
  { option: 'custom.lineInterpolation', value: 'smooth', scene: { data: 'few' } },
  { option: 'custom.lineInterpolation', value: 'stepBefore', scene: { data: 'few' } },
  { option: 'custom.lineInterpolation', value: 'stepAfter', scene: { data: 'few' } },
  { option: 'custom.lineWidth', value: 4 },
  { option: 'custom.lineStyle.fill', value: 'dash' },
  { option: 'custom.lineStyle.fill', value: 'dot' },
  { option: 'custom.lineStyle.dash', value: [20, 4], scene: { custom: { lineStyle: { fill: 'dash' } } } },
  { option: 'custom.fillOpacity', value: 40 },
  { option: 'custom.gradientMode', value: 'opacity', scene: filled },
  { option: 'custom.gradientMode', value: 'hue', scene: filled },
  { option: 'custom.gradientMode', value: 'scheme', scene: { ...filled, defaults: { color: { mode: 'continuous-GrYlRd' } } } },
  { option: 'custom.gradientMode', value: 'scheme', scene: { ...filled, defaults: { color: { mode: 'thresholds' }, thresholds } } },
  { option: 'custom.fillBelowTo', value: 'write', scene: filled },
  { option: 'custom.lineColor', value: 'purple' },
  { option: 'custom.fillColor', value: 'purple', scene: filled },
  { option: 'custom.pointColor', value: 'purple', scene: { custom: { showPoints: 'always' } } },
  { option: 'custom.spanNulls', value: true, scene: { data: 'gaps' } },
  { option: 'custom.spanNulls', value: 300_000, scene: { data: 'gaps' } },
  { option: 'custom.insertNulls', value: 120_000, scene: { data: 'holes' } },
  { option: 'custom.showPoints', value: 'always' },
  { option: 'custom.showPoints', value: 'never', scene: { data: 'few' } },
  { option: 'custom.pointSize', value: 14, scene: { custom: { showPoints: 'always' } } },
  { option: 'custom.showValues', value: true },
  { option: 'custom.barAlignment', value: -1, scene: bars },
  { option: 'custom.barAlignment', value: 1, scene: bars },
  { option: 'custom.barWidthFactor', value: 0.95, scene: bars },
  { option: 'custom.barMaxWidth', value: 8, scene: bars },
  { option: 'custom.stacking.mode', value: 'normal' },
  { option: 'custom.stacking.mode', value: 'percent' },
  {
    option: 'custom.stacking.group',
    value: 'A',
    scene: {
      data: 'three',
      custom: { stacking: { mode: 'normal', group: 'B' } },
      overrides: [
        { matcher: { id: 'byName', options: 'user' }, properties: [{ id: 'custom.stacking', value: { mode: 'normal', group: 'A' } }] },
      ],
    },
  },
  { option: 'custom.transform', value: 'constant' },
  { option: 'custom.transform', value: 'negative-Y' },
  ...['line', 'dashed', 'area', 'line+area', 'dashed+area'].map((value) => ({
    option: 'custom.thresholdsStyle.mode',
    value,
    scene: { defaults: { thresholds } },
  })),
  ...axis,
  ...hideFrom,
];

const reduce: readonly OptionCase[] = [
  { option: 'reduceOptions.values', value: true, scene: { data: 'rows' } },
  { option: 'reduceOptions.calcs', value: ['max'] },
  { option: 'reduceOptions.calcs', value: ['min', 'max'] },
  { option: 'reduceOptions.fields', value: '/Free/', scene: { data: 'rows' } },
  { option: 'reduceOptions.limit', value: 2, scene: { data: 'rows', options: { reduceOptions: { values: true } } } },
];
const textSizes: readonly OptionCase[] = [
  { option: 'text.titleSize', value: 22 },
  { option: 'text.valueSize', value: 17 },
];

const change = { options: { showPercentChange: true } };
const statCases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  { option: 'text.percentSize', value: 22, scene: change },
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical' },
  ...['none', 'background', 'background_solid'].map((value) => ({ option: 'colorMode', value })),
  { option: 'graphMode', value: 'none' },
  { option: 'graphMode', value: 'line' },
  { option: 'justifyMode', value: 'center' },
  ...['value', 'name', 'none'].map((value) => ({ option: 'textMode', value })),
  { option: 'textMode', value: 'value_and_name', scene: { data: 'one' } },
  { option: 'wideLayout', value: false, scene: { options: { graphMode: 'none', orientation: 'horizontal' } } },
  { option: 'showPercentChange', value: true },
  { option: 'percentChangeColorMode', value: 'inverted', scene: change },
  { option: 'percentChangeColorMode', value: 'same_as_value', scene: change },
];

const manual = { options: { sizing: 'manual', minVizWidth: 75, minVizHeight: 75 } };
const gaugeCases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical' },
  { option: 'showThresholdLabels', value: true },
  { option: 'showThresholdMarkers', value: false },
  { option: 'sizing', value: 'manual', scene: { options: { minVizWidth: 300, minVizHeight: 200 } } },
  { option: 'minVizWidth', value: 300, scene: manual },
  { option: 'minVizHeight', value: 240, scene: manual },
  { option: 'shape', value: 'circle' },
  { option: 'barWidthFactor', value: 0.9 },
  { option: 'barShape', value: 'rounded' },
  { option: 'endpointMarker', value: 'point' },
  { option: 'endpointMarker', value: 'glow' },
  { option: 'segmentCount', value: 12 },
  { option: 'segmentSpacing', value: 0.7, scene: { options: { segmentCount: 12 } } },
  { option: 'sparkline', value: true, scene: { data: 'one' } },
  { option: 'effects.gradient', value: true },
  { option: 'effects.barGlow', value: true },
  { option: 'effects.centerGlow', value: true },
  ...['value', 'name', 'none'].map((value) => ({ option: 'textMode', value })),
  { option: 'textMode', value: 'value_and_name', scene: { data: 'one' } },
  { option: 'neutral', value: 50 },
];

const lying = { options: { orientation: 'horizontal' } };
const byHand = { options: { orientation: 'horizontal', sizing: 'manual', minVizHeight: 16, maxVizHeight: 300 } };
const barGaugeCases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  ...legend
    .filter(({ option }) => option !== 'legend.showLegend')
    .map((each) => ({
      ...each,
      scene: {
        ...each.scene,
        options: { legend: { showLegend: true, ...(each.scene?.options as { legend?: object } | undefined)?.legend } },
      },
    })),
  { option: 'legend.showLegend', value: true },
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical', scene: { width: 300, height: 420 } },
  { option: 'displayMode', value: 'basic' },
  { option: 'displayMode', value: 'lcd' },
  { option: 'valueMode', value: 'text' },
  { option: 'valueMode', value: 'hidden' },
  { option: 'namePlacement', value: 'top' },
  { option: 'namePlacement', value: 'left', scene: lying },
  { option: 'namePlacement', value: 'hidden' },
  { option: 'showUnfilled', value: false },
  { option: 'sizing', value: 'manual', scene: { options: { orientation: 'horizontal', maxVizHeight: 30 } } },
  { option: 'minVizWidth', value: 200, scene: { options: { orientation: 'vertical', sizing: 'manual', minVizWidth: 8 } } },
  { option: 'minVizHeight', value: 120, scene: byHand },
  { option: 'maxVizHeight', value: 24, scene: byHand },
];

export const panelCases: Readonly<Record<string, { readonly base: Partial<Scene>; readonly cases: readonly OptionCase[] }>> = {
  timeseries: { base: { data: 'two' }, cases: timeseriesCases },
  stat: { base: { data: 'disks', defaults: { unit: 'percent' } }, cases: statCases },
  gauge: { base: { data: 'disks', defaults: percent }, cases: gaugeCases },
  bargauge: { base: { data: 'disks', defaults: percent }, cases: barGaugeCases },
};

/** Options that only code writes, so that no editor offers them. */
export const withoutEditor = ['custom.lineColor', 'custom.fillColor', 'custom.pointColor'];
