/** What a dashboard stores for this panel (spec dashboards.md 6 and 6.4). */
import { type ReduceOptions, reduceDefaults } from '@orrery/plugin-sdk/ui';

export interface BarGaugeOptions {
  readonly reduceOptions: ReduceOptions;
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly displayMode: 'basic' | 'lcd' | 'gradient';
  readonly valueMode: 'color' | 'text' | 'hidden';
  readonly namePlacement: 'auto' | 'top' | 'left' | 'hidden';
  readonly showUnfilled: boolean;
  readonly sizing: 'auto' | 'manual';
  readonly minVizWidth: number;
  readonly minVizHeight: number;
  readonly maxVizHeight: number;
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number };
  readonly legend: {
    readonly showLegend: boolean;
    readonly displayMode: 'list' | 'table' | 'hidden';
    readonly placement: 'bottom' | 'right';
    readonly calcs: readonly string[];
    readonly width?: number;
    readonly sortBy?: string;
    readonly sortDesc?: boolean;
    readonly limit?: number;
    readonly overflow?: 'ellipsis' | 'wrap';
    readonly enableFacetedFilter?: boolean;
  };
}

export const defaults: BarGaugeOptions = {
  reduceOptions: reduceDefaults,
  orientation: 'auto',
  displayMode: 'gradient',
  valueMode: 'color',
  namePlacement: 'auto',
  showUnfilled: true,
  sizing: 'auto',
  minVizWidth: 8,
  minVizHeight: 16,
  maxVizHeight: 300,
  legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
};
