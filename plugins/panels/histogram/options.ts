/** What a dashboard stores for this panel (spec dashboards.md 6.6): options of the panel, and `custom` of its fields. */
import { type LegendOptions, legendDefaults } from '@orrery/plugin-sdk/ui';

export interface HistogramOptions {
  readonly bucketCount: number;
  readonly bucketSize?: number | null;
  readonly bucketOffset: number;
  /** All fields in one distribution. */
  readonly combine: boolean;
  readonly legend: LegendOptions;
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
}
export interface HistogramStyle {
  readonly lineWidth: number;
  readonly fillOpacity: number;
  readonly gradientMode: 'none' | 'opacity' | 'hue' | 'scheme';
  readonly stacking: { readonly mode: 'none' | 'normal' | 'percent' };
  readonly hideFrom: { readonly viz: boolean; readonly legend: boolean; readonly tooltip: boolean };
  readonly axisPlacement: string;
  readonly axisLabel: string;
  readonly axisColorMode?: 'text' | 'series';
  readonly axisCenteredZero?: boolean;
  readonly axisWidth?: number;
  readonly axisGridShow?: boolean | null;
  readonly axisBorderShow: boolean;
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly scaleDistribution?: { readonly type: 'linear' | 'log' | 'symlog'; readonly log?: number; readonly linearThreshold?: number };
}

export const defaults: HistogramOptions = {
  bucketCount: 30,
  bucketOffset: 0,
  combine: false,
  legend: legendDefaults,
  tooltip: { mode: 'multi', sort: 'none', hideZeros: false },
};
export const styleDefaults: HistogramStyle = {
  lineWidth: 1,
  fillOpacity: 80,
  gradientMode: 'none',
  stacking: { mode: 'none' },
  hideFrom: { viz: false, legend: false, tooltip: false },
  axisPlacement: 'auto',
  axisLabel: '',
  axisBorderShow: false,
};
