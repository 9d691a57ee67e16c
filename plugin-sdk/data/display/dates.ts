/** Dates by moment patterns in a time zone, over `Intl` alone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone as `Intl` wants it: undefined is the reader's own. */
export function zoneName(timeZone: string): string | undefined {
  if (timeZone === '' || timeZone === 'browser' || timeZone === 'default') return;
  return timeZone.toLowerCase() === 'utc' ? 'UTC' : timeZone;
}

export function dateFormat(locale: string | undefined, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zoneName(timeZone) });
    } catch {
      // A zone this machine has never heard of: better UTC than nothing.
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    }
    formats.set(key, format);
  }
  return format;
}

export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export function partsOf(time: number, timeZone: string): DateParts {
  const parts: Record<string, number> = {};
  const format = dateFormat('en-US', timeZone, {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  let before = false;
  for (const { type, value } of format.formatToParts(time)) {
    if (type === 'era') before = value.startsWith('B');
    else parts[type] = Number(value);
  }
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year: before ? 1 - year : year, month, day, hour, minute, second };
}

/** Zone's distance from UTC at this time, in ms. */
export function zoneOffset(time: number, timeZone: string): number {
  if (zoneName(timeZone) === 'UTC') return 0;
  const { year, month, day, hour, minute, second } = partsOf(time, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const token = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|z|X|x/g;
const two = (value: number): string => String(value).padStart(2, '0');

const localPatterns = new Map<boolean, string>();

/** How the reader's language writes a date, as a pattern: the order of its parts and what stands between them. */
function localPattern(withDate: boolean): string {
  let pattern = localPatterns.get(withDate);
  if (pattern === undefined) {
    const format = dateFormat(undefined, 'utc', {
      ...(withDate && { year: 'numeric', month: '2-digit', day: '2-digit' }),
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const hour = format.resolvedOptions().hour12 ? 'hh' : 'HH';
    const parts: Readonly<Record<string, string>> = {
      year: 'YYYY',
      month: 'MM',
      day: 'DD',
      hour,
      minute: 'mm',
      second: 'ss',
      dayPeriod: 'A',
    };
    pattern = format
      .formatToParts(0)
      .map(({ type, value }) => parts[type] ?? `[${value}]`)
      .join('');
    localPatterns.set(withDate, pattern);
  }
  return pattern;
}

/** `local` and `local-time` are the reader's own patterns; anything else is a moment pattern. */
export function formatDate(time: number, pattern: string, timeZone: string): string {
  if (!isDate(time)) return 'Invalid date';
  if (pattern === 'local' || pattern === 'local-time') return formatDate(time, localPattern(pattern === 'local'), timeZone);
  const { year, month, day, hour, minute, second } = partsOf(time, timeZone);
  return pattern.replace(token, (found, literal: string | undefined) => {
    if (literal !== undefined) return literal;
    switch (found) {
      case 'YYYY':
        return String(year).padStart(4, '0');
      case 'YY':
        return two(year % 100);
      case 'MMMM':
        return months[month - 1]!;
      case 'MMM':
        return months[month - 1]!.slice(0, 3);
      case 'MM':
        return two(month);
      case 'M':
        return String(month);
      case 'DD':
        return two(day);
      case 'D':
        return String(day);
      case 'Do':
        return `${day}${day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
      case 'dddd':
        return weekdays[weekday(year, month, day)]!;
      case 'ddd':
        return weekdays[weekday(year, month, day)]!.slice(0, 3);
      case 'HH':
        return two(hour);
      case 'H':
        return String(hour);
      case 'hh':
        return two(hour % 12 || 12);
      case 'h':
        return String(hour % 12 || 12);
      case 'mm':
        return two(minute);
      case 'm':
        return String(minute);
      case 'ss':
        return two(second);
      case 's':
        return String(second);
      case 'SSS':
        return String(((time % 1000) + 1000) % 1000).padStart(3, '0');
      case 'A':
        return hour < 12 ? 'AM' : 'PM';
      case 'a':
        return hour < 12 ? 'am' : 'pm';
      case 'Z':
      case 'ZZ':
        return offsetText(time, timeZone, found === 'Z' ? ':' : '');
      case 'X':
        return String(Math.floor(time / 1000));
      case 'x':
        return String(time);
      default:
        return found;
    }
  });
}

function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}
function offsetText(time: number, timeZone: string, colon: string): string {
  const minutes = Math.round(zoneOffset(time, timeZone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

/** `3 minutes ago`, `in an hour`, with the steps people expect. Whole months are counted by the calendar, what is left of them by days. */
export function fromNow(time: number, now: number): string {
  if (!isDate(time) || !isDate(now)) return 'Invalid date';
  const months = wholeMonths(Math.min(time, now), Math.max(time, now));
  const rest = Math.max(time, now) - addMonths(Math.min(time, now), months);
  const days = Math.round(months * daysInMonth) + rest / dayMs;
  const found = (
    [
      [days * 86_400, 45, 'a few seconds', ''],
      [days * 1440, 45, 'a minute', 'minutes'],
      [days * 24, 22, 'an hour', 'hours'],
      [days, 26, 'a day', 'days'],
      [months + rest / dayMs / daysInMonth, 11, 'a month', 'months'],
      [(months + rest / dayMs / daysInMonth) / 12, Number.POSITIVE_INFINITY, 'a year', 'years'],
    ] as const
  ).find(([amount, limit]) => Math.round(amount) < limit);
  const [amount = 0, , one = '', many = ''] = found ?? [];
  const text = many === '' || Math.round(amount) <= 1 ? one : `${Math.round(amount)} ${many}`;
  return time > now ? `in ${text}` : `${text} ago`;
}
const dayMs = 86_400_000;
const daysInMonth = 146_097 / 4800;

function isDate(time: number): boolean {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15;
}
function wholeMonths(from: number, to: number): number {
  const [start, end] = [new Date(from), new Date(to)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}
/** The same day of a later month, or its last one. */
export function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
