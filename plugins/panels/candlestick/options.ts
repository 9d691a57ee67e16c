/** What a dashboard stores for this panel (spec dashboards.md 6.16): that of time series, and which fields are prices. */
import { type SeriesOptions, defaults as seriesDefaults } from '@orrery/plugin-sdk/ui/series/options.ts';

export const roles = ['open', 'high', 'low', 'close', 'volume'] as const;
export type Role = (typeof roles)[number];

export interface CandlestickOptions extends SeriesOptions {
  readonly mode: 'candles' | 'volume' | 'candles+volume';
  readonly candleStyle: 'candles' | 'ohlcbars';
  readonly colorStrategy: 'open-close' | 'close-close';
  readonly colors: { readonly up: string; readonly down: string; readonly flat: string };
  /** Names of fields; found by their usual names where none is given. */
  readonly fields: Partial<Readonly<Record<Role, string>>>;
  /** Numbers that are no prices are drawn as series. */
  readonly includeAllFields: boolean;
}
export const defaults: CandlestickOptions = {
  ...seriesDefaults,
  // A candle is told whole.
  tooltip: { ...seriesDefaults.tooltip, mode: 'multi' },
  mode: 'candles+volume',
  candleStyle: 'candles',
  colorStrategy: 'open-close',
  colors: { up: 'green', down: 'red', flat: 'gray' },
  fields: {},
  includeAllFields: false,
};
