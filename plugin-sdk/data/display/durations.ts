/** Units of time: each picks the larger unit that reads best. */
import { writeNumber } from './decimals.ts';
import type { UnitFormat } from './units.ts';

/** One branch: below `limit` the value is divided by `by` and gets `unit`; `plural` adds s above one. */
type Branch = readonly [limit: number, by: number, unit: string, plural?: boolean];

function branches(list: readonly Branch[]): UnitFormat {
  return (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    const size = Math.abs(value);
    const [, by, unit, plural] = list.find(([limit]) => size < limit) ?? list.at(-1)!;
    // Times a thousand is exact where a division by a thousandth is not.
    const scaled = by < 1 ? value * Math.round(1 / by) : value / by;
    return { text: writeNumber(scaled, decimals), suffix: ` ${unit}${plural && Math.abs(scaled) > 1 ? 's' : ''}` };
  };
}
const forever = Number.POSITIVE_INFINITY;

const nanoseconds = branches([
  [1e3, 1, 'ns'],
  [1e6, 1e3, 'µs'],
  [1e9, 1e6, 'ms'],
  [6e10, 1e9, 's'],
  [3.6e12, 6e10, 'min', true],
  [8.64e13, 3.6e12, 'hour', true],
  [forever, 8.64e13, 'day', true],
]);
const microseconds = branches([
  [1e3, 1, 'µs'],
  [1e6, 1e3, 'ms'],
  [forever, 1e6, 's'],
]);
const milliseconds = branches([
  [1e3, 1, 'ms'],
  [6e4, 1e3, 's'],
  [3.6e6, 6e4, 'min', true],
  [8.64e7, 3.6e6, 'hour', true],
  [3.1536e10, 8.64e7, 'day', true],
  [forever, 3.1536e10, 'year', true],
]);
const largeSeconds = branches([
  [1e-6, 1e-9, 'ns'],
  [1e-3, 1e-6, 'µs'],
  [1, 1e-3, 'ms'],
  [60, 1, 's'],
  [3600, 60, 'min', true],
  [86_400, 3600, 'hour', true],
  [604_800, 86_400, 'day', true],
  [31_536_000, 604_800, 'week', true],
  [forever, 31_556_900, 'year', true],
]);
const seconds: UnitFormat = (value, decimals) => (value === 0 ? { text: '0', suffix: ' s' } : largeSeconds(value, decimals));
const minutes = branches([
  [60, 1, 'min'],
  [1440, 60, 'hour', true],
  [10_080, 1440, 'day', true],
  [604_800, 10_080, 'week', true],
  [forever, 525_948, 'year', true],
]);
const hours = branches([
  [24, 1, 'hour'],
  [168, 24, 'day', true],
  [8760, 168, 'week', true],
  [forever, 8760, 'year', true],
]);
const days = branches([
  [7, 1, 'day', true],
  [365, 7, 'week', true],
  [forever, 365, 'year', true],
]);

const durationParts: readonly (readonly [string, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
];

/** `1 hour, 5 minutes`: the largest unit and as many more as there are decimals. */
function inWords(unitMs: number, zero: string): UnitFormat {
  return (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    if (Number.isNaN(value)) return { text: '' };
    if (value === 0) return { text: '0', suffix: zero };
    let left = Math.abs(value) * unitMs;
    let more = decimals ?? 0;
    let begun = false;
    const said: string[] = [];
    for (const [name, ms] of durationParts) {
      const amount = Math.floor(left / ms);
      if (!begun && amount < 1) continue;
      begun = true;
      said.push(`${amount} ${name}${amount === 1 ? '' : 's'}`);
      left %= ms;
      if (more-- <= 0) break;
    }
    return { text: said.join(', '), ...(value < 0 && { suffix: ' ago' }) };
  };
}

/** `26:03:04`, or `1 d 02:03:04` from a day on. */
function clockText(size: number, withDays: boolean): string {
  const days = withDays ? Math.floor(size / 86_400) : 0;
  const rest = size - days * 86_400;
  const pad = (part: number): string => (part > 9 ? '' : '0') + part;
  const time = [rest / 3600, (rest % 3600) / 60, rest % 60].map((part) => pad(Math.floor(part))).join(':');
  return days > 0 ? `${days} d ${time}` : time;
}
const clockwise =
  (withDays: boolean): UnitFormat =>
  (value) => {
    const size = Number(value ?? 0);
    return { text: clockText(Math.abs(size), withDays && !Number.isNaN(size)), ...(size < 0 && { suffix: ' ago' }) };
  };

/** `1h:02m:03s:004ms`, cut after as many parts as there are decimals plus one. */
function clock(value: number, decimals?: number | null): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value < 1000 ? 'Invalid date' : `${Math.floor(value / 3_600_000)}h:Invalid date`;
  const ms = `${String(at.getUTCMilliseconds()).padStart(3, '0')}ms`;
  const s = `${String(at.getUTCSeconds()).padStart(2, '0')}s`;
  const m = `${String(at.getUTCMinutes()).padStart(2, '0')}m`;
  if (value < 1000) return ms;
  if (value < 60_000) return decimals === 0 ? s : `${s}:${ms}`;
  if (value < 3_600_000) return decimals === 0 ? m : decimals === 1 ? `${m}:${s}` : `${m}:${s}:${ms}`;
  const h = `${Math.floor(value / 3_600_000)}h`;
  return decimals === 0 ? h : decimals === 1 ? `${h}:${m}` : decimals === 2 ? `${h}:${m}:${s}` : `${h}:${m}:${s}:${ms}`;
}

export const durationUnits: Readonly<Record<string, UnitFormat>> = {
  ns: nanoseconds,
  µs: microseconds,
  ms: milliseconds,
  s: seconds,
  m: minutes,
  h: hours,
  d: days,
  dtdurationms: inWords(1, ' milliseconds'),
  dtdurations: inWords(1000, ' seconds'),
  dthms: clockwise(false),
  dtdhms: clockwise(true),
  timeticks: (value, decimals, zone) => seconds((value ?? 0) / 100, decimals, zone),
  clockms: (value, decimals) => ({ text: value === null || value === undefined ? '' : clock(value, decimals) }),
  clocks: (value, decimals) => ({ text: clock((value ?? 0) * 1000, decimals) }),
};
