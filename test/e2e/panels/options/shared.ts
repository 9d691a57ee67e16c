/** Cases of the option blocks that many panels share, and what all cases are told in. */
import type { Scene } from '../stage.tsx';

export interface OptionCase {
  readonly option: string;
  readonly value: unknown;
  /** What is drawn beside the option, in both pictures. */
  readonly scene?: Partial<Scene> & { readonly options?: object; readonly custom?: object };
  /** What a person does before the picture is taken: points at a place (shares of the drawing), or presses keys on it. */
  readonly point?: readonly [x: number, y: number];
  readonly keys?: readonly string[];
  /** The keys are for the grid that the panel has, and not for its figure. */
  readonly grid?: boolean;
  /** Drags from one place to another. */
  readonly drag?: readonly [from: readonly [x: number, y: number], to: readonly [x: number, y: number]];
  /** Turns the wheel by so many px there. */
  readonly wheel?: number;
}

export interface PanelCases {
  readonly base: Partial<Scene>;
  readonly cases: readonly OptionCase[];
  /** Options that only code writes, so that no editor offers them. */
  readonly withoutEditor?: readonly string[];
  /** Options that one picture of one panel cannot show, and the test that does. */
  readonly toldElsewhere?: Readonly<Record<string, string>>;
}

export const percent = { unit: 'percent', min: 0, max: 100 };
export const steps = [
  { value: null, color: 'green' },
  { value: 50, color: 'orange' },
  { value: 75, color: 'red' },
];
export const thresholds = { mode: 'absolute', steps };
export const multi = { tooltip: { mode: 'multi' } };
export const middle = [0.5, 0.5] as const;

export const legend: readonly OptionCase[] = [
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

export const axis: readonly OptionCase[] = [
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

export const hideFrom: readonly OptionCase[] = [
  { option: 'custom.hideFrom.viz', value: true },
  { option: 'custom.hideFrom.legend', value: true },
  { option: 'custom.hideFrom.tooltip', value: true, scene: { options: multi }, point: middle },
];

export const reduce: readonly OptionCase[] = [
  { option: 'reduceOptions.values', value: true, scene: { data: 'rows' } },
  { option: 'reduceOptions.calcs', value: ['max'] },
  { option: 'reduceOptions.calcs', value: ['min', 'max'] },
  { option: 'reduceOptions.fields', value: '/Free/', scene: { data: 'rows' } },
  { option: 'reduceOptions.limit', value: 2, scene: { data: 'rows', options: { reduceOptions: { values: true } } } },
];
export const textSizes: readonly OptionCase[] = [
  { option: 'text.titleSize', value: 22 },
  { option: 'text.valueSize', value: 17 },
];

/** Of panels whose series are apart: the legend as it stands, and what a tooltip of several says. */
export const tooltipLimits: readonly OptionCase[] = [
  { option: 'tooltip.mode', value: 'none', scene: { options: multi }, point: middle },
  { option: 'tooltip.maxWidth', value: 90, scene: { options: multi, defaults: { displayName: 'a long name of a series' } }, point: middle },
  { option: 'tooltip.maxHeight', value: 40, scene: { options: multi }, point: middle },
];
