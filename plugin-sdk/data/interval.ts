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

export interface Interval {
  readonly ms: number;
  readonly count: number;
  readonly unit: string;
  readonly unitMs: number;
}

/** `15s`, `1h30m` and `1.5h` (only whole counts of the first unit), a bare number in seconds; undefined for anything else. */
export function parseInterval(text: string): Interval | undefined {
  const bare = Number(text);
  const [, digits, unit = 's'] = bare ? ['', text] : (/^(-?\d+)(?:\.\d+)?(ms|[yMwdhms])/.exec(text) ?? []);
  const unitMs = units[unit];
  const count = Number.parseInt(digits ?? '', 10);
  return Number.isNaN(count) || unitMs === undefined ? undefined : { ms: count * unitMs, count, unit, unitMs };
}

/** Milliseconds of an interval as people write it: `0` counts too, and a leading `>` (at least) is dropped. */
export function parseDuration(text: string): number | undefined {
  const bare = text.trim().replace(/^>\s*/, '');
  return /^-?0+(\.0+)?$/.test(bare) ? 0 : parseInterval(bare)?.ms;
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

/** In the largest unit that fits, floored: 5 400 000 is `1h`. There are no weeks and months: they would not be read back exactly. */
export function formatDuration(ms: number): string {
  for (const unit of ['y', 'd', 'h', 'm', 's'] as const) {
    const size = units[unit] as number;
    if (ms >= size) return `${Math.floor(ms / size)}${unit}`;
  }
  return ms >= 1 ? `${Math.floor(ms)}ms` : 'less than a millisecond';
}

/** `$__interval` of a range drawn in so many points, not below `least` ms. */
export function intervalFor(range: { from: number; to: number }, points: number, least = 0): { text: string; ms: number } {
  const ms = Math.max(roundInterval((range.to - range.from) / points), least, 1);
  return { text: formatDuration(ms), ms };
}
