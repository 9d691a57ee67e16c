/** The two ends of a time range, as links and dashboards write them: expressions, dates or epoch milliseconds. Pure; `now` is given. */
import type { TimeRange } from '../contributions/datasource.ts';
import { type DateMathOptions, parseDateMath } from './date-math.ts';

/** Zone, week and fiscal year of the dashboard; UTC and Sunday where it says nothing. */
export type RangeOptions = Omit<DateMathOptions, 'end'>;

/** Epoch milliseconds, or undefined for text that is no time. A rounded end goes to the last millisecond of its unit. */
export function parseTime(text: string | number, now: number, end = false, options: RangeOptions = {}): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined;
  const trimmed = text.trim();
  // Eight digits are a day (`20260131`), every other number is epoch milliseconds.
  if (/^-?\d+$/.test(trimmed) && trimmed.length !== 8) return Number(trimmed);
  return parseDateMath(trimmed, now, { ...options, end });
}

/** Both ends, or what was wrong with which. */
export function parseRange(
  from: string | number,
  to: string | number,
  now: number,
  options: RangeOptions = {},
): TimeRange | { error: string } {
  const start = parseTime(from, now, false, options);
  const stop = parseTime(to, now, true, options);
  if (start === undefined) return { error: `"${from}" is no time. Write epoch milliseconds or an expression like now-6h.` };
  if (stop === undefined) return { error: `"${to}" is no time. Write epoch milliseconds or an expression like now.` };
  if (stop < start) return { error: `The range ends (${to}) before it starts (${from}).` };
  return { from: start, to: stop };
}
