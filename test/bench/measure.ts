/** Times of repeated work, after a warm-up. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly least: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), least: at(0) };
}

/** Milliseconds of each of `times` runs, one after another. */
export async function timesOf(times: number, work: () => unknown, warmUp = Math.ceil(times / 5)): Promise<Spread> {
  for (let at = 0; at < warmUp; at++) await work();
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return spreadOf(taken);
}

/** Two kinds of work in turn, so that what the machine does meanwhile falls on both alike. */
export async function inTurn(times: number, one: () => unknown, other: () => unknown): Promise<readonly [Spread, Spread]> {
  const taken: [number[], number[]] = [[], []];
  for (let at = -Math.ceil(times / 5); at < times; at++) {
    for (const [which, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      if (at >= 0) taken[which]?.push(performance.now() - start);
    }
  }
  return [spreadOf(taken[0]), spreadOf(taken[1])];
}
