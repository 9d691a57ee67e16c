/** What a dashboard stores for this panel (spec dashboards.md 6.16), and `custom` of its fields. */
import { type LegendOptions, legendDefaults } from '@orrery/plugin-sdk/ui';
import { type SeriesStyle, styleDefaults as seriesStyle } from '@orrery/plugin-sdk/ui/series/options.ts';

export interface Matched {
  readonly matcher?: { readonly id: string; readonly options?: unknown };
}
export interface XySeriesOptions {
  readonly name?: { readonly fixed?: string };
  readonly frame?: Matched;
  readonly x?: Matched;
  readonly y?: Matched;
  readonly color?: Matched;
  readonly size?: Matched;
}
export interface XyOptions {
  readonly mapping: 'auto' | 'manual';
  readonly series: readonly XySeriesOptions[];
  readonly legend: LegendOptions;
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
}
export interface XyStyle extends Pick<SeriesStyle, 'lineWidth' | 'lineStyle' | 'fillOpacity' | 'hideFrom' | 'scaleDistribution'> {
  readonly show: 'points' | 'lines' | 'points+lines';
  readonly pointSize: { readonly fixed?: number; readonly min?: number; readonly max?: number };
  readonly pointShape: 'circle' | 'square';
  readonly pointStrokeWidth: number;
}

export const defaults: XyOptions = {
  mapping: 'auto',
  series: [],
  legend: legendDefaults,
  tooltip: { mode: 'single', sort: 'none' },
};

const { axisPlacement, axisLabel, axisColorMode, axisBorderShow, axisCenteredZero, scaleDistribution, hideFrom } = seriesStyle;
export const styleDefaults = {
  show: 'points',
  pointSize: { fixed: 5 },
  pointShape: 'circle',
  pointStrokeWidth: 1,
  fillOpacity: 50,
  lineWidth: 1,
  ...{ axisPlacement, axisLabel, axisColorMode, axisBorderShow, axisCenteredZero, scaleDistribution, hideFrom },
} as const;
