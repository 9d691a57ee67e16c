/** Time ranges as people read them: the list of quick ranges, `Last 6 hours`, or both ends as dates. */
import { formatDate, isDateMath, parseIsoDate } from '@orrery/plugin-sdk/data';

export interface QuickRange {
  readonly from: string;
  readonly to: string;
  readonly display: string;
}

const words: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
};

const last = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d', '90d', '6M', '1y', '2y', '5y'];
const whole: readonly (readonly [expression: string, display: string])[] = [
  ['now-1d/d', 'Yesterday'],
  ['now-2d/d', 'Day before yesterday'],
  ['now-7d/d', 'This day last week'],
  ['now-1w/w', 'Previous week'],
  ['now-1M/M', 'Previous month'],
  ['now-1Q/fQ', 'Previous fiscal quarter'],
  ['now-1y/y', 'Previous year'],
  ['now-1y/fy', 'Previous fiscal year'],
  ['now/d', 'Today'],
  ['now/w', 'This week'],
  ['now/M', 'This month'],
  ['now/y', 'This year'],
  ['now/fQ', 'This fiscal quarter'],
  ['now/fy', 'This fiscal year'],
];

/** In the order of the picker: what was last, what is past, what runs. */
export const quickRanges: readonly QuickRange[] = [
  ...last.map((length) => ({ from: `now-${length}`, to: 'now', display: lengthText('Last', length) })),
  ...whole.flatMap(([expression, display]) => [
    { from: expression, to: expression, display },
    ...(expression.startsWith('now/') ? [{ from: expression, to: 'now', display: `${display} so far` }] : []),
  ]),
];

function lengthText(when: string, length: string): string {
  const amount = Number.parseInt(length, 10);
  return `${when} ${amount} ${words[length.slice(String(amount).length)]}${amount > 1 ? 's' : ''}`;
}

/** `5m`, `+1h`, `now-2d`: the range that ends or starts now. `invalid` where the text is no length. */
export function describeLength(text: string): QuickRange & { readonly invalid?: true } {
  const ahead = text.startsWith('+') || text.startsWith('now+');
  const expression = text.startsWith('now') ? text : `${ahead ? 'now' : 'now-'}${text}`;
  const [from, to] = ahead ? ['now', expression] : [expression, 'now'];
  const quick = quickRanges.find((range) => range.from === from && range.to === to);
  if (quick) return quick;
  const [, amount, unit = ''] = /^now[-+](\d+)(\w)/.exec(expression) ?? [];
  if (amount === undefined) return { from, to, display: `${from} to ${to}`, invalid: true };
  return { from, to, display: words[unit] ? lengthText(ahead ? 'Next' : 'Last', `${Number(amount)}${unit}`) : '' };
}

/** Text of a range given by two expressions or dates. `quick` replaces the usual list, as a dashboard may. */
export function describeRange(from: string, to: string, timeZone: string, quick: readonly QuickRange[] = quickRanges): string {
  const known = quick.find((range) => range.from === from && range.to === to);
  if (known) return known.display;
  if (to === 'now' && from.startsWith('now')) return describeLength(from).display;
  if (from === 'now' && /^now\+\d+[smhdwMy]$/.test(to)) return describeLength(to).display;
  return `${endText(from, timeZone)} to ${endText(to, timeZone)}`;
}

function endText(text: string, timeZone: string): string {
  if (isDateMath(text)) return text;
  const time = /^\d{9,}$/.test(text) ? Number(text) : parseIsoDate(text, timeZone);
  return time === undefined ? text : formatDate(time, 'YYYY-MM-DD HH:mm:ss', timeZone);
}
