/** Durations and the distance of points: Grafana's strings and its table of round intervals. Pure. */

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

/** Milliseconds of `15s`, `1h30m` (only the first unit counts), a bare number (seconds); undefined for anything else. A leading `>` is dropped. */
export function parseDuration(text: string): number | undefined {
  const bare = text.trim().replace(/^>/, '');
  if (/^-?\d+(\.\d+)?$/.test(bare)) return Math.trunc(Number(bare)) * 1000;
  const match = /^(-?\d+)(?:\.\d+)?(ms|y|M|w|d|h|m|s)/.exec(bare);
  return match ? Number(match[1]) * (units[match[2] as string] as number) : undefined;
}

/** Each pair: below this many ms, round to that many. */
const rounding: readonly (readonly [below: number, to: number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1500, 1000],
  [3500, 2000],
  [7500, 5000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
  [9_000_000, 7_200_000],
  [16_200_000, 10_800_000],
  [32_400_000, 21_600_000],
  [86_400_000, 43_200_000],
  [604_800_000, 86_400_000],
  [1_814_400_000, 604_800_000],
  [3_628_800_000, 2_592_000_000],
];

export function roundInterval(ms: number): number {
  return rounding.find(([below]) => ms < below)?.[1] ?? 365 * 86_400_000;
}

/** In the largest unit that fits, floored: 5 400 000 is `1h`. */
export function formatDuration(ms: number): string {
  for (const unit of ['y', 'd', 'h', 'm', 's'] as const) {
    const size = units[unit] as number;
    if (ms >= size) return `${Math.floor(ms / size)}${unit}`;
  }
  return `${Math.floor(ms)}ms`;
}

/** `$__interval` of a range drawn in so many points, not below `least` ms. */
export function intervalFor(range: { from: number; to: number }, points: number, least = 0): { text: string; ms: number } {
  const ms = Math.max(roundInterval((range.to - range.from) / Math.max(points, 1)), least, 1);
  return { text: formatDuration(ms), ms };
}
