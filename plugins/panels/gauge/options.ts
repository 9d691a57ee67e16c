/** What a dashboard stores for this panel (spec dashboards.md 6 and 6.3). */
import { type ReduceOptions, reduceDefaults } from '@orrery/plugin-sdk/ui';

export interface GaugeOptions {
  readonly reduceOptions: ReduceOptions;
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly showThresholdLabels: boolean;
  readonly showThresholdMarkers: boolean;
  readonly sizing: 'auto' | 'manual';
  readonly minVizWidth: number;
  readonly minVizHeight: number;
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number };
  readonly shape: 'gauge' | 'circle';
  /** Share of half the radius that the bar takes. */
  readonly barWidthFactor: number;
  readonly barShape: 'flat' | 'rounded';
  readonly endpointMarker: 'point' | 'glow' | 'none';
  readonly segmentCount: number;
  readonly segmentSpacing: number;
  readonly sparkline: boolean;
  readonly effects: { readonly barGlow?: boolean; readonly centerGlow?: boolean; readonly gradient?: boolean };
  readonly textMode: 'auto' | 'value_and_name' | 'value' | 'name' | 'none';
  /** The bar starts at this value instead of at the minimum. */
  readonly neutral?: number;
}

/** Gauges of dashboards that never chose a trend or effects keep the plain look they were made with. */
export const defaults: GaugeOptions = {
  reduceOptions: reduceDefaults,
  orientation: 'auto',
  showThresholdLabels: false,
  showThresholdMarkers: true,
  sizing: 'auto',
  minVizWidth: 75,
  minVizHeight: 75,
  shape: 'gauge',
  barWidthFactor: 0.5,
  barShape: 'flat',
  endpointMarker: 'none',
  segmentCount: 1,
  segmentSpacing: 0.3,
  sparkline: false,
  effects: {},
  textMode: 'auto',
};
