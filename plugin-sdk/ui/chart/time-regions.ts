/**
 * Times of day and days of the week that come again, as spans within a range: `timeRegion` of annotation queries, and of old graphs.
 * Days are 1 (Monday) to 7 (Sunday); times are `HH:mm` on the clock of the zone.
 */
import { partsOf, zoneOffset } from '@orrery/plugin-sdk/data';

export interface TimeRegion {
  readonly from?: string;
  readonly to?: string;
  readonly fromDayOfWeek?: number;
  readonly toDayOfWeek?: number;
  readonly timezone?: string;
}
export interface Span {
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;
const mostSpans = 500;

export function timeRegionSpans(region: TimeRegion, range: Span, timeZone: string): Span[] {
  const zone = region.timezone && region.timezone !== 'dashboard' ? region.timezone : timeZone;
  const start = clockMs(region.from);
  const end = clockMs(region.to);
  const { fromDayOfWeek: firstDay, toDayOfWeek: lastDay } = region;
  if (start === undefined && end === undefined && firstDay === undefined && lastDay === undefined) return [];
  const from = start ?? 0;
  const weekly = firstDay !== undefined || lastDay !== undefined;
  const startDay = firstDay ?? lastDay;
  const days = weekly ? ((lastDay ?? (startDay as number)) - (startDay as number) + 7) % 7 : 0;
  const until = end ?? (start !== undefined && !weekly ? start : dayMs);
  // Over midnight: it ends on the next day. A whole week's worth when it ends before it starts on the same weekday.
  const wraps = days === 0 && until < from;
  const length = days * dayMs + until - from + (wraps ? (weekly && firstDay === lastDay && lastDay !== undefined ? 7 : 1) * dayMs : 0);
  const spans: Span[] = [];
  for (let day = midnight(range.from, zone) - 8 * dayMs; spans.length < mostSpans; day += dayMs) {
    const wall = day + from;
    const begins = wall - zoneOffset(wall - zoneOffset(wall, zone), zone);
    if (begins > range.to) break;
    if (weekly && weekdayOf(day) !== startDay) continue;
    const wallEnd = wall + length;
    const ends = wallEnd - zoneOffset(wallEnd - zoneOffset(wallEnd, zone), zone);
    if (ends >= range.from) spans.push({ from: begins, to: ends });
  }
  return spans;
}

/** Wall-clock midnight before this time, written as if it were UTC. */
function midnight(time: number, zone: string): number {
  const { year, month, day } = partsOf(time, zone);
  return Date.UTC(year, month - 1, day);
}

function weekdayOf(wall: number): number {
  return new Date(wall).getUTCDay() || 7;
}

function clockMs(text: string | undefined): number | undefined {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(text?.trim() ?? '') ?? [];
  return hours === undefined ? undefined : (Number(hours) * 60 + Number(minutes)) * 60_000;
}
