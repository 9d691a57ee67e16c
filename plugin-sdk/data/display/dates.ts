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

/** `local` and `local-time` are the reader's own patterns; anything else is a moment pattern. */
export function formatDate(time: number, pattern: string, timeZone: string): string {
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return 'Invalid date';
  if (pattern === 'local' || pattern === 'local-time') {
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    const options = pattern === 'local' ? ({ year: 'numeric', month: '2-digit', day: '2-digit', ...clock } as const) : clock;
    return dateFormat(undefined, timeZone, options).format(time);
  }
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

/** `3 minutes ago`, `in an hour`, with the steps people expect. */
export function fromNow(time: number, now: number): string {
  const distance = Math.abs(time - now);
  const seconds = Math.round(distance / 1000);
  const minutes = Math.round(distance / 60_000);
  const hours = Math.round(distance / 3_600_000);
  const days = Math.round(distance / 86_400_000);
  const monthCount = Math.round((distance / 86_400_000) * (4800 / 146_097));
  const years = Math.round(((distance / 86_400_000) * (4800 / 146_097)) / 12);
  const text =
    seconds < 45
      ? 'a few seconds'
      : minutes <= 1
        ? 'a minute'
        : minutes < 45
          ? `${minutes} minutes`
          : hours <= 1
            ? 'an hour'
            : hours < 22
              ? `${hours} hours`
              : days <= 1
                ? 'a day'
                : days < 26
                  ? `${days} days`
                  : monthCount <= 1
                    ? 'a month'
                    : monthCount < 11
                      ? `${monthCount} months`
                      : years <= 1
                        ? 'a year'
                        : `${years} years`;
  return time > now ? `in ${text}` : `${text} ago`;
}
