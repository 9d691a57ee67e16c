/** Absolute times as people and links write them: ISO 8601, with calendar, ordinal or week dates. */

import { fromWall } from './calendar.ts';
import { zoneName } from './display/dates.ts';

const date = /^\s*(\d{4}|[+-]\d{6})(?:-(?:(\d{3})(?!\d)|W(\d\d)(?:-(\d))?|(\d\d)(?:-(\d\d))?)|(\d{3})(?!\d)|W(\d\d)(\d)?|(\d\d)(\d\d)?)?/;
/** With and without marks between the parts; one text does not mix both. */
const extendedClock = /^[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?/;
const basicClock = /^[T ](\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?/;
const zone = /^\s*(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)$/;
const day = 86_400_000;

/** Epoch milliseconds, or undefined for other text. Without a zone of its own the text is in `timeZone`, the reader's by default. */
export function parseIsoDate(text: string, timeZone = 'browser'): number | undefined {
  const found = date.exec(text);
  if (!found) return;
  let rest = text.slice(found[0].length);
  const wallDay = dayOf(found);
  if (wallDay === undefined) return;
  let time = 0;
  const hours = (/^\s*.[^-]*-/.test(found[0]) ? extendedClock : basicClock).exec(rest);
  if (hours) {
    const [whole, hour, minute = '0', second = '0', fraction = ''] = hours;
    const [h, m, s] = [Number(hour), Number(minute), Number(second)];
    if (h > 24 || m > 59 || s > 59 || (h === 24 && (m > 0 || s > 0))) return;
    time = ((h * 60 + m) * 60 + s) * 1000 + Math.trunc(Number(`0.${fraction || 0}`) * 1000);
    rest = rest.slice(whole.length);
  }
  const wall = wallDay + time;
  if (rest === '') return zoneName(timeZone) === 'UTC' ? wall : fromWall(wall, 0, timeZone);
  const [, utc, sign, zoneHours = '0', zoneMinutes = '0'] = zone.exec(rest) ?? [];
  if (!hours || (!utc && !sign)) return;
  return wall - (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
}

function dayOf(found: RegExpExecArray): number | undefined {
  const [, yearText, ordinal1, week1, weekday1, m1, d1, ordinal2, week2, weekday2, m2, d2] = found;
  const year = Number(yearText);
  const ordinal = ordinal1 ?? ordinal2;
  if (ordinal !== undefined) {
    const start = Date.UTC(year, 0, 1);
    const at = start + (Number(ordinal) - 1) * day;
    return at >= start && at < Date.UTC(year + 1, 0, 1) ? at : undefined;
  }
  const week = week1 ?? week2;
  if (week !== undefined) {
    // Week 1 is the one with January 4th in it; weeks start on Monday.
    const fourth = new Date(Date.UTC(year, 0, 4));
    const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * day;
    const weekday = Number(weekday1 ?? weekday2 ?? 1);
    return Number(week) >= 1 && Number(week) <= 53 && weekday >= 1 && weekday <= 7
      ? monday + ((Number(week) - 1) * 7 + weekday - 1) * day
      : undefined;
  }
  const month = Number(m1 ?? m2 ?? 1);
  const dayOfMonth = Number(d1 ?? d2 ?? 1);
  const at = new Date(Date.UTC(year, month - 1, dayOfMonth));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === dayOfMonth ? at.getTime() : undefined;
}
