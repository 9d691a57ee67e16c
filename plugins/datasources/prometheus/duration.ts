/** Durations as Prometheus and Go write them. All in milliseconds. Pure. */
const sizes: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

/** Of `15s`, `1h30m`, `1.5m`, `>10s`, or a bare number of seconds; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  const bare = text.trim().replace('<', '').replace('>', '');
  if (/^\d+(\.\d+)?$/.test(bare)) return Number(bare) * 1000;
  if (!/^(\d+(\.\d+)?(ms|[smhdwMy]))+$/.test(bare)) return undefined;
  return [...bare.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwMy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (sizes[unit as string] as number),
    0,
  );
}

/** `1h2m3s`, as Go prints it: every unit below the largest one is there, also when it is 0. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = Math.round(ms % 60_000) / 1000;
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
