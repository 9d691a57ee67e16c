/** What a dashboard stores for panels of series (spec dashboards.md 6 and 6.1). */
import { fieldDefaultsOf } from '../chart/field-defaults.ts';
import type { LegendOptions } from '../chart/legend-event.ts';

export interface SeriesOptions {
  readonly legend: LegendOptions;
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
  /** A time axis for each; the dashboard's zone where a name is empty. */
  readonly timezone?: readonly string[];
  /** `vertical`: time runs upwards. */
  readonly orientation?: 'horizontal' | 'vertical';
  readonly disableKeyboardEvents?: boolean;
  /** People may lay what was before over what is now: the page asks for it. */
  readonly timeCompare?: boolean;
  readonly annotations?: {
    readonly multiLane?: boolean;
    /** Distance in px within which markers become one; -1 or true: as wide as a marker. */
    readonly clustering?: number | boolean | null;
    readonly lines?: { readonly width?: number };
    readonly regions?: { readonly opacity?: number };
  };
}

/** `custom` of a field. */
export interface SeriesStyle {
  readonly drawStyle: 'line' | 'bars' | 'points';
  readonly lineInterpolation: 'linear' | 'smooth' | 'stepBefore' | 'stepAfter';
  readonly lineWidth: number;
  readonly lineStyle?: { readonly fill?: 'solid' | 'dash' | 'dot'; readonly dash?: readonly number[] };
  readonly fillOpacity: number;
  readonly gradientMode: 'none' | 'opacity' | 'hue' | 'scheme';
  readonly fillBelowTo?: string;
  /** Written by code only: they win over the field's colour. */
  readonly lineColor?: string;
  readonly fillColor?: string;
  readonly pointColor?: string;
  readonly spanNulls: boolean | number;
  readonly insertNulls?: false | number;
  readonly showPoints: 'auto' | 'always' | 'never';
  readonly pointSize: number;
  readonly showValues?: boolean;
  readonly barAlignment: -1 | 0 | 1;
  readonly barWidthFactor: number;
  readonly barMaxWidth?: number;
  readonly stacking: { readonly mode: 'none' | 'normal' | 'percent'; readonly group?: string };
  readonly transform?: 'constant' | 'negative-Y';
  readonly thresholdsStyle: { readonly mode: string };
  readonly axisPlacement: 'auto' | 'left' | 'right' | 'top' | 'bottom' | 'hidden';
  readonly axisLabel: string;
  readonly axisColorMode: 'text' | 'series';
  readonly axisBorderShow: boolean;
  readonly axisGridShow?: boolean;
  readonly axisCenteredZero: boolean;
  readonly axisWidth?: number;
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly scaleDistribution: { readonly type: 'linear' | 'log' | 'symlog'; readonly log?: number; readonly linearThreshold?: number };
  readonly hideFrom: { readonly viz: boolean; readonly legend: boolean; readonly tooltip: boolean };
}

export const defaults: SeriesOptions = {
  legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'single', sort: 'none', hideZeros: false },
};

export const styleDefaults: SeriesStyle = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  fillOpacity: 0,
  gradientMode: 'none',
  spanNulls: false,
  showPoints: 'auto',
  pointSize: 5,
  barAlignment: 0,
  barWidthFactor: 0.6,
  stacking: { mode: 'none', group: 'A' },
  thresholdsStyle: { mode: 'off' },
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  scaleDistribution: { type: 'linear' },
  hideFrom: { viz: false, legend: false, tooltip: false },
};

export const fieldDefaults = fieldDefaultsOf('palette-classic', styleDefaults);
