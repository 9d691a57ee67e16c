/** Where rows stand when most are as high as the next: only those that are not are remembered. Pure. */
export interface Heights {
  readonly total: number;
  topOf(at: number): number;
  heightOf(at: number): number;
  /** The row at this distance from the top. */
  at(top: number): number;
}

export function heightsOf(count: number, usual: number, measured: ReadonlyMap<number, number>): Heights {
  const places = [...measured.keys()].filter((at) => at < count).sort((one, other) => one - other);
  const sums = new Float64Array(places.length + 1);
  places.forEach((at, index) => {
    sums[index + 1] = sums[index]! + measured.get(at)! - usual;
  });
  /** How many remembered rows are above. */
  const above = (at: number): number => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const topOf = (at: number): number => at * usual + sums[above(at)]!;
  return {
    total: count * usual + sums[places.length]!,
    topOf,
    heightOf: (at) => measured.get(at) ?? usual,
    at(top) {
      let [low, high] = [0, Math.max(0, count - 1)];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (topOf(middle) <= top) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
