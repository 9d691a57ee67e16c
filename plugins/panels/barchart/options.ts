/** What a dashboard stores for this panel (spec dashboards.md 6.5): options of the panel, and `custom` of its fields. */
import { type Distribution, type LegendOptions, legendDefaults } from '@orrery/plugin-sdk/ui';

export interface BarChartOptions {
  readonly xField?: string;
  readonly colorByField?: string;
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly xTickLabelRotation: number;
  readonly xTickLabelSpacing: number;
  readonly xTickLabelMaxLength?: number;
  readonly showValue: 'auto' | 'always' | 'never';
  readonly stacking: 'none' | 'normal' | 'percent';
  readonly groupWidth: number;
  readonly barWidth: number;
  readonly barRadius: number;
  readonly fullHighlight: boolean;
  readonly legend: LegendOptions;
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number };
}
export interface BarStyle {
  readonly lineWidth: number;
  readonly fillOpacity: number;
  readonly gradientMode: 'none' | 'opacity' | 'hue' | 'scheme';
  readonly axisPlacement: 'auto' | 'left' | 'right' | 'top' | 'bottom' | 'hidden';
  readonly axisLabel: string;
  readonly axisColorMode: 'text' | 'series';
  readonly axisBorderShow: boolean;
  readonly axisGridShow?: boolean | null;
  readonly axisCenteredZero: boolean;
  readonly axisWidth?: number;
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly scaleDistribution: Distribution;
  readonly thresholdsStyle: { readonly mode: string };
  readonly hideFrom: { readonly viz: boolean; readonly legend: boolean; readonly tooltip: boolean };
}

export const defaults: BarChartOptions = {
  orientation: 'auto',
  xTickLabelRotation: 0,
  xTickLabelSpacing: 0,
  showValue: 'auto',
  stacking: 'none',
  groupWidth: 0.7,
  barWidth: 0.97,
  barRadius: 0,
  fullHighlight: false,
  legend: legendDefaults,
  tooltip: { mode: 'single', sort: 'none', hideZeros: false },
};
export const styleDefaults: BarStyle = {
  lineWidth: 1,
  fillOpacity: 80,
  gradientMode: 'none',
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  scaleDistribution: { type: 'linear' },
  thresholdsStyle: { mode: 'off' },
  hideFrom: { viz: false, legend: false, tooltip: false },
};
