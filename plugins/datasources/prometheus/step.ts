/** The step of a range query, and what the interval macros become. All in milliseconds; rules of spec datasources.md 3.4. */
import { formatDuration, roundInterval } from '@orrery/plugin-sdk/data/interval';
import { durationOf, goDuration } from './duration.ts';

/** Prometheus refuses a series with more points. */
const mostPoints = 11_000;
const standardScrapeMs = 15_000;
const standardPoints = 1_500;

export interface Step {
  readonly ms: number;
  /** `$__rate_interval` */
  readonly rateMs: number;
}

export interface StepInput {
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** Min step of the query, as text; may be `$__interval` and the like. */
  readonly minStep: string;
  /** Scrape interval of the data source. */
  readonly timeInterval: string;
  /** The old "resolution". */
  readonly intervalFactor: number;
}

/** A sentence when a duration cannot be read. */
export function stepOf(input: StepInput): Step | { readonly error: string } {
  const { from, to, intervalMs, maxDataPoints, timeInterval, intervalFactor } = input;
  const minStep = input.minStep.trim() === '0s' ? '' : input.minStep.trim();
  const macro = /^\$\{?__(rate_)?interval(_ms)?\}?$/.exec(minStep);
  const asked = macro ? '' : minStep;
  const scrapeMs = timeInterval.trim() ? durationOf(timeInterval) : standardScrapeMs;
  if (scrapeMs === undefined)
    return { error: `The data source's scrape interval "${timeInterval}" is no duration. Write one like 15s in its settings.` };
  const askedMs = asked ? durationOf(asked) : undefined;
  if (asked && askedMs === undefined) return { error: `The min step "${asked}" is no duration. Write one like 30s, or $__interval.` };

  const least = askedMs ?? (intervalMs > 0 ? intervalMs : scrapeMs);
  const raw = (to - from) / (maxDataPoints || standardPoints);
  const calculated = raw < least ? least : roundInterval(raw);
  const adjusted = Math.max(calculated, roundInterval((to - from) / mostPoints), 1);
  if (macro?.[1]) {
    const rateMs = rateOf(adjusted, scrapeMs);
    return { ms: rateMs, rateMs };
  }
  const ms = adjusted * (intervalFactor > 0 ? intervalFactor : 1);
  return { ms, rateMs: rateOf(intervalMs, macro ? ms : (askedMs ?? scrapeMs)) };
}

/** A window that holds at least four scrapes, and one more than what is drawn. */
function rateOf(intervalMs: number, scrapeMs: number): number {
  return Math.max(intervalMs + scrapeMs, 4 * scrapeMs);
}

/** Start and end on multiples of the step in the reader's time zone, so that the same question a second later gives the same points. */
export function aligned(from: number, to: number, stepMs: number, offsetMs = 0): { start: number; end: number } {
  const floor = (time: number): number => Math.floor((time + offsetMs) / stepMs) * stepMs - offsetMs;
  return { start: floor(from), end: floor(to) };
}

export function fillMacros(expr: string, { ms, rateMs }: Step, range: { from: number; to: number }): string {
  const span = range.to - range.from;
  const seconds = Math.round(span / 1000);
  const values: Readonly<Record<string, string>> = {
    __interval_ms: String(ms),
    // One unit only, as dashboards have always had it.
    __interval: formatDuration(ms),
    __rate_interval_ms: String(rateMs),
    __rate_interval: goDuration(rateMs),
    __range_ms: String(span),
    __range_s: String(seconds),
    __range: `${seconds}s`,
  };
  return expr.replace(
    /\$\{(__\w+)\}|\[\[(__\w+)\]\]|\$(__(?:rate_interval_ms|rate_interval|interval_ms|interval|range_ms|range_s|range))\b/g,
    (whole, braced?: string, boxed?: string, bare?: string) => values[braced ?? boxed ?? bare ?? ''] ?? whole,
  );
}
