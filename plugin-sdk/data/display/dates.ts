/** Time zones and the parts of a date in them, over `Intl` alone. */
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

/** Clocks change on quarters of an hour, so what holds for one time of a quarter holds for all. */
const quarter = 900_000;
/** Offsets in ms by zone and quarter: charts that stand together ask for the same ticks. */
const offsets = new Map<string, Map<number, number>>();
const mostKept = 4_096;

/** Zone's distance from UTC at this time, in ms. */
export function zoneOffset(time: number, timeZone: string): number {
  if (zoneName(timeZone) === 'UTC') return 0;
  const block = Math.floor(time / quarter);
  let known = offsets.get(timeZone);
  if (!known) offsets.set(timeZone, (known = new Map()));
  const kept = known.get(block);
  if (kept !== undefined) return kept;
  const { year, month, day, hour, minute, second } = partsOf(time, timeZone);
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  if (known.size >= mostKept) known.clear();
  known.set(block, offset);
  return offset;
}
