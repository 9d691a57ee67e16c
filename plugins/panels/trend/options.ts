/** What a dashboard stores for this panel (spec dashboards.md 6.16): that of time series, and the field of the x axis. */
import { type SeriesOptions, defaults as seriesDefaults } from '@orrery/plugin-sdk/ui/series/options.ts';

export interface TrendOptions extends SeriesOptions {
  /** The first number where none is named. */
  readonly xField?: string;
}
export const defaults: TrendOptions = seriesDefaults;
