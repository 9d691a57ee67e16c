/** The lines in a sentence, for those who do not see them. */
import { dateFormat } from '@orrery/plugin-sdk/data';
import { linesOf } from './model/lines.ts';
import { t } from './text/index.ts';
import type { Props } from './view/types.ts';

export function summarise({ title, frames, locale, timeZone }: Props): string {
  const name = title || t.logs;
  const { times, count } = linesOf(frames);
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  if (count === 0 || from > to) return t.nothing(name);
  const clock = dateFormat(locale, timeZone, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return t.summary(name, new Intl.NumberFormat(locale).format(count), clock.format(from), clock.format(to));
}
