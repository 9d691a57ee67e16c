/** What a dashboard stores for this panel (spec dashboards.md 6.9). */
import { type LegendOptions, legendDefaults, type ReduceOptions, reduceDefaults } from '@orrery/plugin-sdk/ui';

export interface PieOptions {
  readonly pieType: 'pie' | 'donut';
  readonly displayLabels: readonly ('percent' | 'name' | 'value')[];
  readonly sort: 'desc' | 'asc' | 'none';
  readonly legend: LegendOptions & { readonly values: readonly ('percent' | 'value')[] };
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
  readonly reduceOptions: ReduceOptions;
  readonly text?: { readonly valueSize?: number; readonly titleSize?: number };
}

export const defaults: PieOptions = {
  pieType: 'pie',
  displayLabels: [],
  sort: 'desc',
  legend: { ...legendDefaults, values: ['percent', 'value'] },
  tooltip: { mode: 'single', sort: 'none', hideZeros: false },
  reduceOptions: reduceDefaults,
};
