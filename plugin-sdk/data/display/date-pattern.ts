/** Dates written by the patterns that dashboards store (`YYYY-MM-DD HH:mm:ss`, the tokens of moment), in a time zone. */
import { dateFormat, zoneOffset } from './dates.ts';

/** A moment as the clock on the wall shows it: read `wall` by its UTC parts. */
interface Shown {
  readonly wall: Date;
  readonly time: number;
  readonly offset: number;
  readonly timeZone: string;
}
type Write = (shown: Shown) => string;

const names = {
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const day = 86_400_000;

const year: Read = ({ wall }) => wall.getUTCFullYear();
const month: Read = ({ wall }) => wall.getUTCMonth() + 1;
const weekday: Read = ({ wall }) => wall.getUTCDay();
const hour: Read = ({ wall }) => wall.getUTCHours();
const hour12: Read = (shown) => hour(shown) % 12 || 12;
const minute: Read = ({ wall }) => wall.getUTCMinutes();
const second: Read = ({ wall }) => wall.getUTCSeconds();
const dayOfYear: Read = ({ wall }) => Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / day) + 1;
const isoWeekday: Read = (shown) => weekday(shown) || 7;

type Read = (shown: Shown) => number;

/** Year and number of a week that belongs to the year its `anchor` day lies in; weeks start on `first`. */
function week({ wall }: Shown, first: number, anchor: number): readonly [year: number, week: number] {
  const start = Math.floor(wall.getTime() / day) - ((wall.getUTCDay() - first + 7) % 7);
  const anchorDay = new Date((start + ((anchor - first + 7) % 7)) * day);
  const inYear = anchorDay.getUTCFullYear();
  return [inYear, Math.floor((anchorDay.getTime() - Date.UTC(inYear, 0, 1)) / (7 * day)) + 1];
}
const localWeek = (shown: Shown): readonly [number, number] => week(shown, 0, 6);
const isoWeek = (shown: Shown): readonly [number, number] => week(shown, 1, 4);

function digits(read: Read, width: number): Write {
  return (shown) => {
    const value = read(shown);
    return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0');
  };
}
function ordinal(read: Read): Write {
  return (shown) => {
    const value = read(shown);
    const teen = Math.floor((value % 100) / 10) === 1;
    return value + ((!teen && ['th', 'st', 'nd', 'rd'][value % 10]) || 'th');
  };
}
/** One letter plain, two letters padded. */
function pair(letter: string, read: Read): Record<string, Write> {
  return { [letter]: digits(read, 1), [letter + letter]: digits(read, 2) };
}
function numbered(letter: string, read: Read): Record<string, Write> {
  return { ...pair(letter, read), [`${letter}o`]: ordinal(read) };
}

function offsetText({ offset }: Shown, colon: string): string {
  const size = Math.abs(Math.round(offset / 60_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

/** Known by the zone's own letters, or by its distance from UTC where it has none. */
function abbreviation({ time, timeZone }: Shown): string {
  const parts = dateFormat('en-US', timeZone, { timeZoneName: 'short' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const writers: Readonly<Record<string, Write>> = {
  Y: (shown) => (year(shown) > 9999 ? `+${year(shown)}` : digits(year, 1)(shown)),
  YY: (shown) => String(year(shown) % 100).padStart(2, '0'),
  YYYY: digits(year, 4),
  YYYYYY: (shown) => (year(shown) < 0 ? '' : '+') + digits(year, 6)(shown),
  ...numbered('Q', (shown) => Math.ceil(month(shown) / 3)),
  ...numbered('M', month),
  MMM: (shown) => names.months[month(shown) - 1]!.slice(0, 3),
  MMMM: (shown) => names.months[month(shown) - 1]!,
  ...numbered('D', ({ wall }) => wall.getUTCDate()),
  DDD: digits(dayOfYear, 1),
  DDDo: ordinal(dayOfYear),
  DDDD: digits(dayOfYear, 3),
  d: digits(weekday, 1),
  do: ordinal(weekday),
  dd: (shown) => names.days[weekday(shown)]!.slice(0, 2),
  ddd: (shown) => names.days[weekday(shown)]!.slice(0, 3),
  dddd: (shown) => names.days[weekday(shown)]!,
  e: digits(weekday, 1),
  E: digits(isoWeekday, 1),
  ...numbered('w', (shown) => localWeek(shown)[1]),
  ...numbered('W', (shown) => isoWeek(shown)[1]),
  gg: (shown) => String(localWeek(shown)[0] % 100).padStart(2, '0'),
  gggg: digits((shown) => localWeek(shown)[0], 4),
  GG: (shown) => String(isoWeek(shown)[0] % 100).padStart(2, '0'),
  GGGG: digits((shown) => isoWeek(shown)[0], 4),
  ...pair('H', hour),
  ...pair('h', hour12),
  ...pair('k', (shown) => hour(shown) || 24),
  ...pair('m', minute),
  ...pair('s', second),
  hmm: (shown) => `${hour12(shown)}${digits(minute, 2)(shown)}`,
  hmmss: (shown) => `${hour12(shown)}${digits(minute, 2)(shown)}${digits(second, 2)(shown)}`,
  Hmm: (shown) => `${hour(shown)}${digits(minute, 2)(shown)}`,
  Hmmss: (shown) => `${hour(shown)}${digits(minute, 2)(shown)}${digits(second, 2)(shown)}`,
  a: (shown) => (hour(shown) < 12 ? 'am' : 'pm'),
  A: (shown) => (hour(shown) < 12 ? 'AM' : 'PM'),
  z: abbreviation,
  zz: abbreviation,
  Z: (shown) => offsetText(shown, ':'),
  ZZ: (shown) => offsetText(shown, ''),
  X: ({ time }) => String(Math.floor(time / 1000)),
  x: ({ time }) => String(time),
};

/** Short names of whole patterns. */
const whole: Readonly<Record<string, string>> = {
  LTS: 'h:mm:ss A',
  LT: 'h:mm A',
  L: 'MM/DD/YYYY',
  LL: 'MMMM D, YYYY',
  LLL: 'MMMM D, YYYY h:mm A',
  LLLL: 'dddd, MMMM D, YYYY h:mm A',
  l: 'M/D/YYYY',
  ll: 'MMM D, YYYY',
  lll: 'MMM D, YYYY h:mm A',
  llll: 'ddd, MMM D, YYYY h:mm A',
};

const token =
  /\[([^[]*?)\]|\\(.)|LTS|LT|LL?L?L?|l{1,4}|Hmm(?:ss)?|hmm(?:ss)?|Mo|MM?M?M?|DDDo|Do|DD?D?D?|do|dd?d?d?|Qo?|wo|ww?|Wo|WW?|YYYYYY|YYYY|YY?|gggg|gg|GGGG|GG|[eEaA]|HH?|hh?|kk?|mm?|ss?|S{1,9}|zz?|ZZ?|[Xx]/g;
const compiled = new Map<string, readonly (string | Write)[]>();

function compile(pattern: string): readonly (string | Write)[] {
  const expanded = pattern.replace(token, (found) => whole[found] ?? found);
  const parts: (string | Write)[] = [];
  let at = 0;
  for (const match of expanded.matchAll(token)) {
    if (match.index > at) parts.push(expanded.slice(at, match.index));
    at = match.index + match[0].length;
    const [found, bracketed, escaped] = match;
    parts.push(bracketed ?? escaped ?? (found.startsWith('S') ? fraction(found.length) : (writers[found] ?? found)));
  }
  if (at < expanded.length) parts.push(expanded.slice(at));
  return parts;
}

function fraction(width: number): Write {
  return ({ wall }) => String(wall.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width);
}

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
    const clock = format.resolvedOptions().hour12 ? 'hh' : 'HH';
    const parts: Readonly<Record<string, string>> = {
      ...{ year: 'YYYY', month: 'MM', day: 'DD' },
      ...{ hour: clock, minute: 'mm', second: 'ss', dayPeriod: 'A' },
    };
    pattern = format
      .formatToParts(0)
      .map(({ type, value }) => parts[type] ?? `[${value}]`)
      .join('');
    localPatterns.set(withDate, pattern);
  }
  return pattern;
}

/** `local` and `local-time` are the reader's own patterns. */
export function formatDate(given: number, pattern: string, timeZone: string): string {
  if (!(Math.abs(given) <= 8.64e15)) return 'Invalid date';
  const known = pattern === 'local' || pattern === 'local-time' ? localPattern(pattern === 'local') : pattern;
  let parts = compiled.get(known);
  if (!parts) compiled.set(known, (parts = compile(known)));
  const time = Math.trunc(given);
  const offset = zoneOffset(time, timeZone);
  const shown: Shown = { wall: new Date(time + offset), time, offset, timeZone };
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : part(shown);
  return text;
}
