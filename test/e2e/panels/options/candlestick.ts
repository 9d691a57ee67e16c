import { legend, type OptionCase, type PanelCases } from './shared.ts';
import timeseries from './timeseries.ts';

/** What series have is drawn for fields that are no prices: the second of each frame's, as the first is what it closed at. */
const withClose: Readonly<Record<string, 'closeFew' | 'closeGaps'>> = { few: 'closeFew', gaps: 'closeGaps' };
const series: readonly OptionCase[] = timeseries.cases
  .filter(({ option }) => !option.startsWith('legend.'))
  .map((each) => ({
    ...each,
    scene: {
      ...each.scene,
      data: withClose[each.scene?.data ?? ''] ?? each.scene?.data ?? ('two' as const),
      options: { includeAllFields: true, tooltip: { mode: 'single' }, ...each.scene?.options },
    },
  }));

const cases: readonly OptionCase[] = [
  ...legend,
  ...series,
  { option: 'mode', value: 'candles' },
  { option: 'mode', value: 'volume' },
  { option: 'candleStyle', value: 'ohlcbars' },
  { option: 'colorStrategy', value: 'close-close' },
  { option: 'colors.up', value: 'blue' },
  { option: 'colors.down', value: 'yellow' },
  { option: 'colors.flat', value: 'purple' },
  { option: 'fields.open', value: 'average' },
  { option: 'fields.high', value: 'average' },
  { option: 'fields.low', value: 'average' },
  { option: 'fields.close', value: 'average' },
  { option: 'fields.volume', value: 'average' },
  { option: 'includeAllFields', value: true },
];
export default { base: { data: 'prices' }, cases, withoutEditor: timeseries.withoutEditor } satisfies PanelCases;
