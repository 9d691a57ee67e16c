/**
 * Ends of a range where the source counts in whole intervals anyway: people who look at the same thing a second apart ask the same
 * question, and it is asked once while it is open.
 */
import type { Query, TimeRange } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration } from '@orrery/plugin-sdk/contributions/datasource';

const minuteMs = 60_000;

/** As it was, where the ends matter to the millisecond, or intervals are no part of a minute: zones are apart by whole minutes. */
export function inWholeIntervals(range: TimeRange, query: Query, declared: DatasourceDeclaration['wholeIntervals']): TimeRange {
  const { intervalMs } = query;
  if (!declared || !intervalMs || minuteMs % intervalMs !== 0 || range.to - range.from < intervalMs) return range;
  if (declared.unless.some((key) => query[key])) return range;
  // A text that speaks of the range says something else when its ends move.
  if (JSON.stringify(query).includes('__range')) return range;
  const floor = (time: number): number => Math.floor(time / intervalMs) * intervalMs;
  return { from: floor(range.from), to: floor(range.to) };
}
