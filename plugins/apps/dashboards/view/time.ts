/** The page's time: what the person typed, and what it means now. */
import { parseRange } from '@orrery/plugin-sdk/data/time-range';

export interface TimeText {
  readonly from: string;
  readonly to: string;
}
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const quickRanges: readonly (TimeText & { readonly label: string })[] = [
  { label: 'Last 5 minutes', from: 'now-5m', to: 'now' },
  { label: 'Last 15 minutes', from: 'now-15m', to: 'now' },
  { label: 'Last 30 minutes', from: 'now-30m', to: 'now' },
  { label: 'Last 1 hour', from: 'now-1h', to: 'now' },
  { label: 'Last 3 hours', from: 'now-3h', to: 'now' },
  { label: 'Last 6 hours', from: 'now-6h', to: 'now' },
  { label: 'Last 12 hours', from: 'now-12h', to: 'now' },
  { label: 'Last 24 hours', from: 'now-24h', to: 'now' },
  { label: 'Last 2 days', from: 'now-2d', to: 'now' },
  { label: 'Last 7 days', from: 'now-7d', to: 'now' },
  { label: 'Last 30 days', from: 'now-30d', to: 'now' },
  { label: 'Today', from: 'now/d', to: 'now/d' },
  { label: 'Yesterday', from: 'now-1d/d', to: 'now-1d/d' },
];

export const refreshChoices = ['', '5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'] as const;

/** What a text means at `now`; the last hour for text that means nothing, so that a bad address still shows a page. */
export function spanOf(text: TimeText, now: number): Span {
  const range = parseRange(text.from, text.to, now);
  return 'error' in range ? { from: now - 3_600_000, to: now } : range;
}

export function labelOf(text: TimeText): string {
  const quick = quickRanges.find(({ from, to }) => from === text.from && to === text.to);
  if (quick) return quick.label;
  const readable = (part: string): string => (/^\d+$/.test(part) ? new Date(Number(part)).toLocaleString() : part);
  return `${readable(text.from)} to ${readable(text.to)}`;
}

/** The same length, one step earlier (-1) or later (1); twice as long round the same middle. */
export function shifted({ from, to }: Span, steps: number): TimeText {
  const by = ((to - from) / 2) * steps;
  return { from: String(Math.round(from + by)), to: String(Math.round(to + by)) };
}
export function zoomedOut({ from, to }: Span): TimeText {
  const half = (to - from) / 2;
  return { from: String(Math.round(from - half)), to: String(Math.round(to + half)) };
}
