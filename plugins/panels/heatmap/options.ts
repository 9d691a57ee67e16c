/** What a dashboard stores for this panel (spec dashboards.md 6.7). */
import type { CellWish } from '@orrery/plugin-sdk/data/heatmap-cells';

export interface ColorOptions {
  readonly mode: 'scheme' | 'opacity';
  readonly scheme: string;
  /** Colour of `opacity`. */
  readonly fill: string;
  readonly scale: 'exponential' | 'linear';
  readonly exponent: number;
  readonly steps: number;
  readonly reverse: boolean;
  readonly min?: number;
  readonly max?: number;
}
export interface YAxisOptions {
  readonly axisPlacement: 'left' | 'right' | 'hidden' | 'auto';
  readonly axisLabel?: string;
  readonly axisWidth?: number;
  readonly axisBorderShow?: boolean;
  readonly axisGridShow?: boolean;
  readonly axisCenteredZero?: boolean;
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly unit?: string;
  readonly decimals?: number;
  /** Old dashboards store texts. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly reverse?: boolean;
}
export type RowLayout = 'auto' | 'le' | 'ge' | 'unknown';

export interface HeatmapOptions {
  readonly calculate: boolean;
  readonly calculation?: CellWish;
  readonly color: ColorOptions;
  readonly cellGap: number;
  readonly cellRadius?: number;
  readonly cellValues?: { readonly unit?: string; readonly decimals?: number };
  readonly filterValues?: { readonly le?: number | null; readonly ge?: number | null };
  readonly rowsFrame?: { readonly layout?: RowLayout; readonly value?: string };
  readonly yAxis: YAxisOptions;
  readonly legend: { readonly show: boolean };
  readonly showValue: 'auto' | 'always' | 'never';
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly yHistogram?: boolean;
    readonly showColorScale?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
  readonly exemplars?: { readonly color?: string };
  readonly selectionMode?: 'x' | 'y' | 'xy';
}

export const defaults: HeatmapOptions = {
  calculate: false,
  color: { mode: 'scheme', scheme: 'Oranges', fill: 'dark-orange', scale: 'exponential', exponent: 0.5, steps: 64, reverse: false },
  cellGap: 1,
  filterValues: { le: 1e-9 },
  rowsFrame: { layout: 'auto' },
  yAxis: { axisPlacement: 'left' },
  legend: { show: true },
  showValue: 'auto',
  tooltip: { mode: 'single', yHistogram: false, showColorScale: false },
  exemplars: { color: 'rgba(255,0,255,0.7)' },
  selectionMode: 'x',
};

export const styleDefaults = {
  scaleDistribution: { type: 'linear' },
  hideFrom: { viz: false, legend: false, tooltip: false },
} as const;
