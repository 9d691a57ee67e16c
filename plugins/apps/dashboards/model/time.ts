/** The page's time: what the person typed, what it means now, and where its buttons lead. Pure; `now` is given. */
import { parseRange, type RangeOptions } from '@orrery/plugin-sdk/data';
import { describeRange, type QuickRange, quickRanges } from '@orrery/plugin-sdk/data/range-text';
import type { Range } from './lookup.ts';
import type { Dashboard } from './types.ts';

export interface TimeText {
  readonly from: string;
  readonly to: string;
}

export type TimeOptions = RangeOptions & { readonly nowDelay?: string };

/** Zone, week, fiscal year and delay that a dashboard sets; `zone` wins, as the address does. */
export function timeOptions({ timezone, weekStart, fiscalYearStartMonth, timepicker }: Dashboard, zone?: string): TimeOptions {
  return {
    timeZone: zone || timezone || 'browser',
    ...(weekStart && { weekStart: weekStart as 'sunday' | 'monday' | 'saturday' }),
    ...(fiscalYearStartMonth && { fiscalYearStartMonth }),
    ...(timepicker?.nowDelay && { nowDelay: timepicker.nowDelay }),
  };
}

/** What a text means at `now`; undefined for text that means nothing. */
export function readSpan(text: TimeText, now: number, options: TimeOptions = {}): Range | undefined {
  const { nowDelay, ...rest } = options;
  const to = nowDelay && text.to.trim() === 'now' ? `now-${nowDelay.replace(/^-/, '')}` : text.to;
  const range = parseRange(text.from, to, now, rest);
  return 'error' in range ? undefined : range;
}

/** The last hour for text that means nothing, so that a bad address still shows a page. */
export function spanOf(text: TimeText, now: number, options: TimeOptions = {}): Range {
  return readSpan(text, now, options) ?? { from: now - 3_600_000, to: now };
}

export const isRelative = (text: string): boolean => text.trim().startsWith('now');

/** The same length, half of it earlier (-1) or later (1). */
export function shifted({ from, to }: Range, steps: number): TimeText {
  const by = ((to - from) / 2) * steps;
  return { from: String(Math.round(from + by)), to: String(Math.round(to + by)) };
}
/** Twice as long (or half for 0.5) round the same middle. */
export function zoomed({ from, to }: Range, factor = 2): TimeText {
  const middle = (from + to) / 2;
  const half = ((to - from) / 2) * factor;
  return { from: String(Math.round(middle - half)), to: String(Math.round(middle + half)) };
}
export function absolute({ from, to }: Range): TimeText {
  return { from: String(Math.round(from)), to: String(Math.round(to)) };
}

/** `from`, `to`, or `time` with `time.window`, as links write them. */
export function timeFromQuery(query: URLSearchParams, fallback: TimeText): TimeText {
  const centre = Number(query.get('time'));
  const window = Number(query.get('time.window'));
  if (centre > 0 && window > 0) return absolute({ from: centre - window / 2, to: centre + window / 2 });
  const { from, to } = fallback;
  return { from: urlTime(query.get('from')) ?? from, to: urlTime(query.get('to')) ?? to };
}
function urlTime(text: string | null): string | undefined {
  if (!text) return;
  // A plus sign of `now+1h` arrives as a blank.
  return text.startsWith('now') ? text.replaceAll(' ', '+') : text;
}

/** A copied range: what this page writes, an address with `from` and `to`, or one moment, which gets half an hour on both sides. */
export function parseCopied(text: string): TimeText | undefined {
  const trimmed = text.trim();
  try {
    const json = JSON.parse(trimmed) as { from?: unknown; to?: unknown };
    if (json && typeof json === 'object' && json.from && json.to) return { from: String(json.from), to: String(json.to) };
  } catch {
    // Not JSON: it may be an address.
  }
  const query = /[?&](?:from|to|time)=/.test(trimmed) ? new URLSearchParams(trimmed.slice(trimmed.indexOf('?') + 1)) : undefined;
  if (query?.has('from') || query?.has('time')) return timeFromQuery(query, { from: 'now-1h', to: 'now' });
  const moment = /^\d{10}$/.test(trimmed) ? Number(trimmed) * 1000 : /^\d{13}$/.test(trimmed) ? Number(trimmed) : Date.parse(trimmed);
  return Number.isNaN(moment) ? undefined : absolute({ from: moment - 1_800_000, to: moment + 1_800_000 });
}

const unitNames: Readonly<Record<string, string>> = {
  ...{ s: 's', sec: 's', second: 's', seconds: 's', sekunde: 's', sekunden: 's' },
  ...{ m: 'm', min: 'm', minute: 'm', minutes: 'm', minuten: 'm' },
  ...{ h: 'h', hr: 'h', hour: 'h', hours: 'h', std: 'h', stunde: 'h', stunden: 'h' },
  ...{ d: 'd', day: 'd', days: 'd', tag: 'd', tage: 'd', tagen: 'd' },
  ...{ w: 'w', week: 'w', weeks: 'w', woche: 'w', wochen: 'w' },
  ...{ M: 'M', month: 'M', months: 'M', monat: 'M', monate: 'M', monaten: 'M' },
  ...{ y: 'y', year: 'y', years: 'y', jahr: 'y', jahre: 'y', jahren: 'y' },
};

/** A range as people type it: `3h`, `last 90 min`, `yesterday`, `yesterday 9-17`, `now-2d to now-1d`, `2026-11-16 to 2026-11-18`. */
export function parseTyped(text: string): TimeText | undefined {
  const typed = text.trim();
  const length = /^(?:last |past |letzten? )?(\d{1,5})\s*([a-zA-Z]+)$/.exec(typed);
  const unit = length && (unitNames[length[2] as string] ?? unitNames[(length[2] as string).toLowerCase()]);
  if (length && unit) return { from: `now-${length[1]}${unit}`, to: 'now' };
  const day = /^(today|heute|yesterday|gestern)(?:\s+(\d{1,2})(?::(\d\d))?\s*(?:-|to|bis)\s*(\d{1,2})(?::(\d\d))?)?$/i.exec(typed);
  if (day) {
    const base = /today|heute/i.test(day[1] as string) ? 'now/d' : 'now-1d/d';
    if (day[2] === undefined || day[4] === undefined) return { from: base, to: base };
    const at = (hour: string, minute: string | undefined): string => `${base}+${Number(hour)}h${minute ? `+${Number(minute)}m` : ''}`;
    // An end is rounded up before it is moved on: one hour and not a day less a millisecond later it must start at the same midnight.
    const end = base === 'now/d' ? 'now-1d/d' : 'now-2d/d';
    return { from: at(day[2], day[3]), to: `${end}+${Number(day[4])}h${day[5] ? `+${Number(day[5])}m` : ''}` };
  }
  const both = /^(\S.*?)\s+(?:to|bis|–|-)\s+(\S.*)$/.exec(typed);
  if (both) return { from: both[1] as string, to: both[2] as string };
  return isRelative(typed) ? { from: typed, to: 'now' } : undefined;
}

/** Ranges to choose from: the dashboard's own list where it has one. */
export function quickRangesOf({ timepicker }: Pick<Dashboard, 'timepicker'>): readonly QuickRange[] {
  const own = timepicker?.quick_ranges;
  return own?.length ? own.map(({ from, to, display }) => ({ from, to, display: display ?? `${from} to ${to}` })) : quickRanges;
}

export function labelOf(text: TimeText, timeZone: string, dashboard: Pick<Dashboard, 'timepicker'>): string {
  const own = quickRangesOf(dashboard).find(({ from, to }) => from === text.from && to === text.to);
  return own?.display ?? describeRange(text.from, text.to, timeZone);
}
