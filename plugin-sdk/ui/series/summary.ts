/** The chart in a sentence, for those who do not see it. */
import { dateFormat, shown } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { xText } from './number-axis.ts';
import type { SeriesOptions } from './options.ts';
import type { Prepared, Refused } from './prepare.ts';
import { t } from './text/index.ts';

export function summarise(props: PanelProps<SeriesOptions>, prepared: Prepared | Refused, kind: string): string {
  const { title, range, timeZone, locale } = props;
  const name = title || kind;
  if (typeof prepared === 'string') return t.nothing(name);
  const clock = dateFormat(locale, timeZone, {
    ...(range.to - range.from > 86_400_000 && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const { x, times } = prepared;
  const place = (at: number): string => (x ? xText({ prepared }, at) : clock.format(at));
  const [from, to] = x ? [times[0] ?? 0, times.at(-1) ?? 0] : [range.from, range.to];
  const start = t.span(name, prepared.series.length, place(from), place(to));
  let peak: { name: string; text: string; time: number } | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { field, values, visible } of prepared.series) {
    if (!visible) continue;
    let at = -1;
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (typeof value !== 'number' || value <= highest) continue;
      highest = value;
      at = index;
    }
    if (at >= 0) peak = { name: field.displayName, text: shown(field.display(highest)), time: prepared.times[at] as number };
  }
  return peak ? `${start} ${t.peak(peak.name, peak.text, place(peak.time))}` : start;
}
