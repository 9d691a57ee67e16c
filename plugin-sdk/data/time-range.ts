/**
 * Grafana's time expressions: `now`, `now-6h`, `now/d`, `now-1d/d`, epoch milliseconds, ISO dates. In UTC; weeks start on Monday.
 * Pure; `now` is given. Units: ms s m h d w M Q y.
 */
import type { TimeRange } from '../contributions/datasource.ts';

const fixed: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const step = /([+-])(\d*)(ms|[smhdwMQy])|\/(ms|[smhdwMQy])/gy;

/** Epoch milliseconds, or undefined for text that is no time. A rounded end goes to the last millisecond of its unit. */
export function parseTime(text: string | number, now: number, end = false): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined;
  const trimmed = text.trim();
  if (/^-?\d+$/.test(trimmed)) return Number(trimmed);
  if (!trimmed.startsWith('now')) {
    const parsed = Date.parse(trimmed);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  let time = now;
  step.lastIndex = 3;
  while (step.lastIndex < trimmed.length) {
    const match = step.exec(trimmed);
    if (!match) return undefined;
    const [, sign, amount, unit, round] = match;
    if (round) time = roundTo(time, round, end);
    else if (unit) time = add(time, (sign === '-' ? -1 : 1) * Number(amount || 1), unit);
  }
  return time;
}

/** Both ends, or what was wrong with which. */
export function parseRange(from: string | number, to: string | number, now: number): TimeRange | { error: string } {
  const start = parseTime(from, now);
  const stop = parseTime(to, now, true);
  if (start === undefined) return { error: `"${from}" is no time. Write epoch milliseconds or an expression like now-6h.` };
  if (stop === undefined) return { error: `"${to}" is no time. Write epoch milliseconds or an expression like now.` };
  if (stop < start) return { error: `The range ends (${to}) before it starts (${from}).` };
  return { from: start, to: stop };
}

function add(time: number, amount: number, unit: string): number {
  const size = fixed[unit];
  if (size) return time + amount * size;
  const date = new Date(time);
  const months = amount * (unit === 'y' ? 12 : unit === 'Q' ? 3 : 1);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

function roundTo(time: number, unit: string, end: boolean): number {
  const start = startOf(time, unit);
  return end ? add(start, 1, unit) - 1 : start;
}

function startOf(time: number, unit: string): number {
  const size = fixed[unit];
  if (size && unit !== 'w') return Math.floor(time / size) * size;
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (unit === 'w') return Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === 'M') return Date.UTC(year, month, 1);
  if (unit === 'Q') return Date.UTC(year, month - (month % 3), 1);
  return Date.UTC(year, 0, 1);
}
