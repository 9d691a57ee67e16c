/** Ticks of a time axis: round in the reader's time zone, also across a change of summer time. */
import { dateFormat, partsOf, zoneOffset } from '@orrery/plugin-sdk/data';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** A month and a year only name their step: real ones differ in length. */
const month = 30 * day;
const year = 365 * day;

export const timeIncrements: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 4, 7, 14].map((count) => count * day),
  ...[1, 2, 3, 6].map((count) => count * month),
  ...[1, 2, 5, 10, 50].map((count) => count * year),
];

/** Times between both ends at a step of `timeIncrements`. */
export function timeTicks(from: number, to: number, step: number, timeZone: string): number[] {
  if (step >= month) return calendarTicks(from, to, step, timeZone);
  const ticks: number[] = [];
  const offset = zoneOffset(from, timeZone);
  for (let local = Math.ceil((from + offset) / step) * step; ticks.length < 200; local += step) {
    // The offset may change along the axis; the wall clock is what stays round.
    const time = local - zoneOffset(local - offset, timeZone);
    if (time > to) break;
    if (time >= from) ticks.push(time);
  }
  return ticks;
}

function calendarTicks(from: number, to: number, step: number, timeZone: string): number[] {
  const months = step >= year ? Math.round(step / year) * 12 : Math.round(step / month);
  const start = partsOf(from, timeZone);
  const ticks: number[] = [];
  for (let count = Math.floor((start.year * 12 + start.month - 1) / months) * months; ticks.length < 200; count += months) {
    const wall = Date.UTC(Math.floor(count / 12), count % 12, 1);
    const time = wall - zoneOffset(wall, timeZone);
    if (time > to) break;
    if (time >= from) ticks.push(time);
  }
  return ticks;
}

/** Text of a tick. The step says how much of the date it needs; midnight within hours shows its day. */
export function timeLabel(time: number, step: number, range: number, timeZone: string, locale: string): string {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    dateFormat(locale, timeZone, { hourCycle: 'h23', ...options }).format(time);
  if (step >= year) return format({ year: 'numeric' });
  if (step >= month) return format({ year: 'numeric', month: 'short' });
  if (step >= day) return format({ day: 'numeric', month: 'short' });
  if (step < second) return format({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
  if (step < minute) return format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  if (range > day && format({ hour: '2-digit', minute: '2-digit' }) === '00:00') return format({ day: 'numeric', month: 'short' });
  return format({ hour: '2-digit', minute: '2-digit' });
}

/** Time of the crosshair, with its zone: `13:43:30 CET`, with the date where the range needs one. */
export function cursorTime(time: number, range: number, timeZone: string, locale: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  return dateFormat(locale, timeZone, range > day ? { day: 'numeric', month: 'short', ...clock } : clock).format(time);
}
