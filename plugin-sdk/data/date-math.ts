/**
 * Grafana's time expressions: `now`, `now-6h`, `now/d`, `now-1y/fy`, `2026-01-15||+1d/d`. Days and longer units follow the calendar
 * of a zone; a rounded end is the last millisecond of its unit. Pure: `now` is given.
 */
import { add, type Calendar, type CalendarUnit, endOf, monthOf, startOf } from './calendar.ts';
import { parseIsoDate } from './iso-date.ts';

export interface DateMathOptions extends Partial<Calendar> {
  /** Rounds to the end of units, for the end of a range. */
  readonly end?: boolean;
  /** 0 is January. */
  readonly fiscalYearStartMonth?: number;
}

export function isDateMath(text: string): boolean {
  return text.startsWith('now') || text.includes('||');
}

/** Epoch milliseconds, or undefined for what is no expression. Dates without a zone are in the reader's own. */
export function parseDateMath(text: string, now: number, options: DateMathOptions = {}): number | undefined {
  if (text.startsWith('now')) return steps(text.slice(3), now, { timeZone: 'utc', ...options });
  const bars = text.indexOf('||');
  const time = parseIsoDate(bars < 0 ? text : text.slice(0, bars));
  if (time === undefined || bars < 0) return time;
  return steps(text.slice(bars + 2), time, { ...options, timeZone: 'browser' });
}

const step = /([-+/])(\d*)(?:(f)?([smhdwMQy]))/y;

function steps(text: string, start: number, options: DateMathOptions & Calendar): number | undefined {
  const bare = text.replace(/\s/g, '');
  let time: number | undefined = start;
  step.lastIndex = 0;
  while (step.lastIndex < bare.length) {
    const match = step.exec(bare);
    if (!match) return;
    const [, operator, digits = '', fiscal, letter] = match;
    const unit = letter as CalendarUnit;
    const amount = digits === '' ? 1 : Number(digits);
    // A number longer than this is a mistyped one; rounding goes to single units only.
    if (digits.length > 5) return;
    if (operator === '/') {
      if (amount !== 1) return;
      time = fiscal ? roundFiscal(time, unit, options) : (options.end ? endOf : startOf)(time, unit, options);
      if (time === undefined) return;
    } else time = add(time, operator === '-' ? -amount : amount, unit, options);
  }
  return time;
}

/** Fiscal years and quarters start with a month of the organisation's choice. */
function roundFiscal(time: number, unit: CalendarUnit, options: DateMathOptions & Calendar): number | undefined {
  const months = unit === 'y' ? 12 : unit === 'Q' ? 3 : undefined;
  if (!months) return;
  const since = (monthOf(time, options.timeZone) - (options.fiscalYearStartMonth ?? 0) + 12) % months;
  const start = startOf(add(time, -since, 'M', options), 'M', options);
  return options.end ? endOf(add(start, months - 1, 'M', options), 'M', options) : start;
}
