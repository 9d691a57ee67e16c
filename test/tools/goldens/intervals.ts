import { formatDuration, intervalFor, parseInterval, roundInterval } from '@orrery/plugin-sdk/data';
import type { Check, Golden } from './case.ts';

type Case = [range: number, points: number, least: string | null, interval: string | { error: string }, intervalMs?: number];
type Described = { readonly sec: number; readonly type: string; readonly count: number };

export function* checks({ cases, roundInterval: rounded, parseInterval: parsed, secondsToHms, duration }: Golden): Iterable<Check> {
  for (const [range, points, least, interval, intervalMs] of cases as Case[]) {
    yield {
      label: `${range} ms in ${points} points, at least ${least}`,
      expected: typeof interval === 'string' ? [interval, intervalMs] : interval,
      got: () => {
        const lowest = least === null ? 0 : parseInterval(least)?.ms;
        if (lowest === undefined) return { error: 'no interval' };
        const { text, ms } = intervalFor({ from: 0, to: range }, points, lowest);
        return [text, ms];
      },
    };
  }
  for (const [ms, expected] of (rounded ?? []) as [number, number][]) {
    yield { label: `round ${ms}`, expected, got: () => roundInterval(ms) };
  }
  const { rows = [] } = (parsed ?? {}) as { rows?: [string, number, number, Described][] };
  for (const [text, ms, seconds, described] of rows) {
    yield {
      label: `parse "${text}"`,
      expected: typeof ms === 'number' ? [ms, seconds, described] : [{ error: '' }, { error: '' }, { error: '' }],
      got: () => {
        const found = parseInterval(text);
        if (!found) return [{ error: 'no interval' }, { error: 'no interval' }, { error: 'no interval' }];
        return [found.ms, found.ms / 1000, { sec: found.unitMs / 1000, type: found.unit, count: found.count }];
      },
    };
  }
  for (const [seconds, expected] of (secondsToHms ?? []) as [number, string][]) {
    yield { label: `${seconds} s as text`, expected, got: () => formatDuration(seconds * 1000) };
  }
  for (const [text, expected] of (duration ?? []) as [string, number][]) {
    yield { label: `duration ${text}`, expected, got: () => parseInterval(text)?.ms };
  }
}
