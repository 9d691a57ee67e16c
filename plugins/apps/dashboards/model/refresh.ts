/** How often a page may ask anew. */
import { formatDuration, intervalFor, parseDuration } from '@orrery/plugin-sdk/data';
import type { Range } from './lookup.ts';
import type { Dashboard } from './types.ts';

const usual = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'];

/** Intervals to choose from: the dashboard's, none below what the server allows. */
export function refreshChoices({ timepicker }: Pick<Dashboard, 'timepicker'>, least: string): string[] {
  const leastMs = parseDuration(least) ?? 0;
  const wanted = timepicker?.refresh_intervals?.length ? timepicker.refresh_intervals : usual;
  return wanted.filter((text) => (parseDuration(text) ?? 0) >= leastMs && (parseDuration(text) ?? 0) > 0);
}

/** Milliseconds between two rounds, undefined for never. `auto` follows the range: one round a drawn point. */
export function refreshMs(every: string, range: Range, width: number, least: string): number | undefined {
  const leastMs = parseDuration(least) ?? 0;
  if (every === 'auto') return Math.max(intervalFor(range, width).ms, leastMs, 1000);
  const ms = parseDuration(every);
  return ms && ms > 0 ? Math.max(ms, leastMs) : undefined;
}
export const autoText = (range: Range, width: number, least: string): string => formatDuration(refreshMs('auto', range, width, least) ?? 0);
