/** Candlestick: prices of each span of time. */
import { definePanel } from '@orrery/plugin-sdk/ui';
import { fieldEditors } from '@orrery/plugin-sdk/ui/series/editors.ts';
import { mountSeries } from '@orrery/plugin-sdk/ui/series/mount.ts';
import { fieldDefaults } from '@orrery/plugin-sdk/ui/series/options.ts';
import { refusal } from '@orrery/plugin-sdk/ui/series/refusal.ts';
import { summarise } from '@orrery/plugin-sdk/ui/series/summary.ts';
import { candlesOf } from './candles.ts';
import { editors } from './editors.ts';
import { type CandlestickOptions, defaults } from './options.ts';
import { paintCandles } from './paint.ts';
import { t } from './text/index.ts';

export const candlestick = definePanel<CandlestickOptions>({
  defaults,
  fieldDefaults,
  editors,
  fieldEditors,
  mount: (surface) =>
    mountSeries(surface, {
      prepare(props) {
        const found = candlesOf(props);
        return typeof found === 'string' ? refusal(found) : found.series.length === 0 ? t.missingPrices : found;
      },
      paint: paintCandles,
    }),
  summary: (props) => summarise(props, candlesOf(props), t.candlestick),
});

export const panels = { candlestick };
