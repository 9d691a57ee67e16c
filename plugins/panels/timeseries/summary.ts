/** The chart in a sentence, for those who do not see it. */
import { dateFormat, shown } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { TimeseriesOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

export function summarise({ title, range, timeZone, locale }: PanelProps<TimeseriesOptions>, prepared: Prepared | undefined): string {
  if (!prepared) return `${title || 'Time series'}, no data`;
  const clock = dateFormat(locale, timeZone, {
    ...(range.to - range.from > 86_400_000 && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const count = prepared.series.length;
  const start = `${title || 'Time series'}, ${count} series, ${clock.format(range.from)} to ${clock.format(range.to)}.`;
  let peak: { name: string; text: string; time: number } | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { field, values, visible } of prepared.series) {
    if (!visible) continue;
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (typeof value !== 'number' || value <= highest) continue;
      highest = value;
      peak = { name: field.displayName, text: shown(field.display(value)), time: prepared.times[index] as number };
    }
  }
  return peak ? `${start} ${peak.name} peaks at ${peak.text}, ${clock.format(peak.time)}.` : start;
}
