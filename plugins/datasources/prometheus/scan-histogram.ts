/** Native histograms as Prometheus sends them: `[time, { count, sum, buckets: [[layout, "from", "to", "count"]] }]`. */
export interface NativeBucket {
  /** 0 open to the left, 1 to the right, 2 on both sides, 3 closed. */
  readonly layout: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
export interface Histogram {
  /** Epoch ms. */
  readonly time: number;
  readonly buckets: readonly NativeBucket[];
}

export function readHistograms(list: readonly unknown[]): Histogram[] {
  return list.map((item) => {
    const [seconds, { buckets = [] }] = item as [number, { buckets?: [number, string, string, string][] }];
    return {
      time: Math.floor(seconds * 1000 + 0.0005),
      buckets: buckets.map(([layout, from, to, count]) => ({ layout, from: edge(from), to: edge(to), count: Number(count) })),
    };
  });
}

function edge(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}
