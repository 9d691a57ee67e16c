/** So many a minute: a bucket for each name, which fills again as time goes by. */
export interface Rate {
  /** Seconds to wait, or 0. */
  take(name: string, perMinute: number): number;
}

const mostNames = 10_000;

export function createRate(now: () => number): Rate {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(name, perMinute) {
      const at = now();
      const { left, at: before } = buckets.get(name) ?? { left: perMinute, at };
      const filled = Math.min(perMinute, left + ((at - before) / 60_000) * perMinute);
      // The oldest names go first, and begin anew with a full bucket.
      buckets.delete(name);
      if (buckets.size >= mostNames) buckets.delete(buckets.keys().next().value as string);
      if (filled < 1) {
        buckets.set(name, { left: filled, at });
        return Math.ceil(((1 - filled) / perMinute) * 60);
      }
      buckets.set(name, { left: filled - 1, at });
      return 0;
    },
  };
}
