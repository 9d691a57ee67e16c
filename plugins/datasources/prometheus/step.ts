/** The step of a range query and what the interval macros become. All in milliseconds. */
import { parseDuration } from '@orrery/plugin-sdk/data/interval';

const mostPoints = 11_000;
const standardScrapeMs = 15_000;

export interface Step {
  readonly ms: number;
  readonly rateMs: number;
}

export interface StepInput {
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  /** Min step of the query, as text; may hold `$__interval` and the like. */
  readonly minStep: string;
  /** Scrape interval of the data source. */
  readonly timeInterval: string;
  readonly intervalFactor: number;
}

export function stepOf({ from, to, intervalMs, minStep, timeInterval, intervalFactor }: StepInput): Step {
  const source = parseDuration(timeInterval) ?? standardScrapeMs;
  const macro = /^\$\{?__(rate_)?interval(_ms)?\}?$/.exec(minStep.trim());
  const least = macro || minStep.trim() === '' ? source : (parseDuration(minStep) ?? source);
  // A range has at most 11 000 points; the source refuses more.
  const safe = Math.ceil((to - from) / mostPoints / 1000) * 1000;
  const base = Math.max(intervalMs, least) * Math.max(intervalFactor, 1);
  const rateMs = Math.max(Math.max(intervalMs, source) + least, 4 * least);
  const ms = macro?.[1] ? rateMs : base;
  return { ms: Math.max(ms, safe, 1), rateMs };
}

/** Start and end on multiples of the step, so that the same question asked a second later gives the same points. */
export function aligned(from: number, to: number, stepMs: number): { start: number; end: number } {
  return { start: Math.floor(from / stepMs) * stepMs, end: Math.floor(to / stepMs) * stepMs };
}

export function fillMacros(expr: string, { ms, rateMs }: Step, range: { from: number; to: number }): string {
  const span = range.to - range.from;
  const seconds = Math.round(span / 1000);
  const values: Readonly<Record<string, string>> = {
    __interval_ms: String(ms),
    __interval: formatStep(ms),
    __rate_interval_ms: String(rateMs),
    __rate_interval: formatStep(rateMs),
    __range_ms: String(span),
    __range_s: String(seconds),
    __range: `${seconds}s`,
  };
  return expr.replace(
    /\$\{(__\w+)\}|\$(__(?:rate_interval_ms|rate_interval|interval_ms|interval|range_ms|range_s|range))\b/g,
    (whole, braced?: string, bare?: string) => values[braced ?? bare ?? ''] ?? whole,
  );
}

function formatStep(ms: number): string {
  return ms % 1000 === 0 ? exact(ms) : `${ms}ms`;
}
/** `90s`, not `1m`: a rounded window would be another question. */
function exact(ms: number): string {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const)
    if (ms % size === 0) return `${ms / size}${unit}`;
  return `${ms / 1000}s`;
}
