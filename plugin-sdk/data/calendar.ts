/**
 * Calendar arithmetic in a time zone: days, weeks, months, quarters and years move the clock on the wall, hours and below move time
 * itself, so that a day with a change of the clock stays a day. Times are epoch milliseconds.
 */
import { zoneOffset } from './display/dates.ts';
import { addMonths } from './display/from-now.ts';

export type CalendarUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'y';
export type WeekStart = 'sunday' | 'monday' | 'saturday';

export interface Calendar {
  /** IANA, `utc` or `browser`. */
  readonly timeZone: string;
  readonly weekStart?: WeekStart | '';
}

const clockUnits: Partial<Record<CalendarUnit, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
const firstDay: Readonly<Record<string, number>> = { sunday: 0, monday: 1, saturday: 6 };

/** The time at which the wall shows this, starting from an offset near it. In a gap of the clock the wall moves on. */
export function fromWall(wall: number, offset: number, timeZone: string): number {
  return wall - zoneOffset(wall - offset, timeZone);
}

export function add(time: number, amount: number, unit: CalendarUnit, { timeZone }: Calendar): number {
  const clock = clockUnits[unit];
  if (clock) return time + amount * clock;
  const offset = zoneOffset(time, timeZone);
  const wall = time + offset;
  const moved =
    unit === 'd' || unit === 'w'
      ? wall + amount * (unit === 'w' ? 7 : 1) * 86_400_000
      : addMonths(wall, amount * (unit === 'y' ? 12 : unit === 'Q' ? 3 : 1));
  return fromWall(moved, offset, timeZone);
}

export function startOf(time: number, unit: CalendarUnit, calendar: Calendar): number {
  const offset = zoneOffset(time, calendar.timeZone);
  return fromWall(wallStart(time + offset, unit, 0, calendar), offset, calendar.timeZone);
}

/** The last millisecond of the unit. */
export function endOf(time: number, unit: CalendarUnit, calendar: Calendar): number {
  const offset = zoneOffset(time, calendar.timeZone);
  return fromWall(wallStart(time + offset, unit, 1, calendar) - 1, offset, calendar.timeZone);
}

/** Start of the unit that is `ahead` units later, on the wall. */
function wallStart(wall: number, unit: CalendarUnit, ahead: number, { weekStart }: Calendar): number {
  const clock = clockUnits[unit];
  if (clock) return (Math.floor(wall / clock) + ahead) * clock;
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'd':
      return Date.UTC(year, month, day + ahead);
    case 'w': {
      const since = (date.getUTCDay() - (firstDay[weekStart || 'sunday'] ?? 0) + 7) % 7;
      return Date.UTC(year, month, day - since + 7 * ahead);
    }
    case 'M':
      return Date.UTC(year, month + ahead, 1);
    case 'Q':
      return Date.UTC(year, month - (month % 3) + 3 * ahead, 1);
    default:
      return Date.UTC(year + ahead, 0, 1);
  }
}

/** Month of the year, 0 to 11, on the wall. */
export function monthOf(time: number, timeZone: string): number {
  return new Date(time + zoneOffset(time, timeZone)).getUTCMonth();
}
