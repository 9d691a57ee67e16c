/** Dates read by a pattern (`DD.MM.YYYY HH:mm`), the counterpart of `formatDate`. Marks between the parts need not fit, as of old. */
import { fromWall } from '../calendar.ts';
import { parseDateMath } from '../date-math.ts';
import { parseIsoDate } from '../iso-date.ts';

/** Epoch ms, NaN for what is no date. Without a pattern: ISO dates, `now-1h`, and whatever the language itself reads. */
export function parseDate(value: unknown, pattern: string | undefined, timeZone: string, now: number): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  if (pattern) return byPattern(value, pattern, timeZone);
  if (value.includes('now')) return parseDateMath(value, now, { timeZone }) ?? Number.NaN;
  return parseIsoDate(value, timeZone) ?? Number.NaN;
}

const token = /\[[^\]]*\]|YYYYYY|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|DD|Do|D|HH|H|hh|h|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|X|x|dddd|ddd|\W+|./g;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Found {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  afternoon?: boolean;
  offset?: number;
  absolute?: number;
}
type Read = readonly [RegExp, (text: string, found: Found) => void];

const digits = (most: number, key: 'year' | 'day' | 'hour' | 'minute' | 'second'): Read => [
  new RegExp(`^\\d{1,${most}}`),
  (text, found) => {
    found[key] = Number(text);
  },
];
const month: Read = [/^\d{1,2}/, (text, found) => void (found.month = Number(text) - 1)];
const monthName: Read = [/^[a-z]+/i, (text, found) => void (found.month = months.indexOf(text.slice(0, 3).toLowerCase()))];
const half: Read = [/^[ap]\.?m?\.?/i, (text, found) => void (found.afternoon = /^p/i.test(text))];
const zone: Read = [
  /^(?:Z|[-+]\d\d:?\d\d)/i,
  (text, found) => {
    const [, sign, hours = '0', minutes = '0'] = /([-+])(\d\d):?(\d\d)/.exec(text) ?? [];
    found.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  },
];
const dayOfYear: Read = [/^\d{1,3}/, (text, found) => Object.assign(found, { month: 0, day: Number(text) })];
const twoDigitYear: Read = [/^\d{1,2}/, (text, found) => void (found.year = Number(text) + (Number(text) > 68 ? 1900 : 2000))];

const readers: Readonly<Record<string, Read>> = {
  YYYYYY: [/^[-+]?\d{1,6}/, (text, found) => void (found.year = Number(text))],
  YYYY: digits(4, 'year'),
  YY: twoDigitYear,
  MMMM: monthName,
  MMM: monthName,
  MM: month,
  M: month,
  DDDD: dayOfYear,
  DDD: dayOfYear,
  DD: digits(2, 'day'),
  D: digits(2, 'day'),
  Do: [/^\d{1,2}(?:st|nd|rd|th)?/, (text, found) => void (found.day = Number.parseInt(text, 10))],
  HH: digits(2, 'hour'),
  H: digits(2, 'hour'),
  hh: digits(2, 'hour'),
  h: digits(2, 'hour'),
  mm: digits(2, 'minute'),
  m: digits(2, 'minute'),
  ss: digits(2, 'second'),
  s: digits(2, 'second'),
  A: half,
  a: half,
  ZZ: zone,
  Z: zone,
  X: [/^-?\d+(?:\.\d+)?/, (text, found) => void (found.absolute = Number(text) * 1000)],
  x: [/^-?\d+/, (text, found) => void (found.absolute = Number(text))],
  dddd: [/^[a-z]+/i, () => {}],
  ddd: [/^[a-z]+/i, () => {}],
};
const fraction: Read = [/^\d{1,9}/, (text, found) => void (found.ms = Math.trunc(Number(`0.${text}`) * 1000))];

function byPattern(text: string, pattern: string, timeZone: string): number {
  const found: Found = { year: new Date().getUTCFullYear(), month: 0, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  let rest = text;
  let read = 0;
  for (const [part] of pattern.matchAll(token)) {
    const reader = /^S+$/.test(part) ? fraction : Object.hasOwn(readers, part) ? readers[part] : undefined;
    if (!reader) {
      const plain = part.replace(/^\[|\]$/g, '');
      if (rest.startsWith(plain)) rest = rest.slice(plain.length);
      continue;
    }
    const skipped = /^[^\w+-]*/.exec(rest)![0].length;
    const word = reader[0].exec(rest)?.[0] ?? reader[0].exec(rest.slice(skipped))?.[0];
    if (word === undefined) continue;
    rest = rest.slice(rest.indexOf(word) + word.length);
    reader[1](word, found);
    read++;
  }
  return read === 0 ? Number.NaN : timeOf(found, timeZone);
}

function timeOf({ year, month, day, hour, minute, second, ms, afternoon, offset, absolute }: Found, timeZone: string): number {
  if (absolute !== undefined) return absolute;
  const hours = afternoon === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0);
  if (month < 0 || month > 11 || day < 1 || day > 366 || hours > 24 || minute > 59 || second > 59) return Number.NaN;
  const wall = Date.UTC(year, month, day, hours, minute, second, ms);
  if (day <= 31 && new Date(Date.UTC(year, month, day)).getUTCMonth() !== month) return Number.NaN;
  return offset === undefined ? fromWall(wall, 0, timeZone) : wall - offset;
}
