/** The polynomial with the least squares of its distances, solved on a scale of -1 to 1 so that times in milliseconds lose nothing. */
export function polynomialFit(xs: readonly number[], ys: readonly number[], degree: number): (x: number) => number {
  if (!Number.isInteger(degree) || degree < 1 || degree > 20) throw new Error(`A curve of degree ${degree} cannot be fitted; 1 to 20 can.`);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of xs) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const middle = (low + high) / 2;
  const half = (high - low) / 2 || 1;
  const size = degree + 1;
  const sums = new Float64Array(2 * degree + 1);
  const right = new Float64Array(size);
  for (const [at, x] of xs.entries()) {
    const scaled = (x - middle) / half;
    for (let power = 0, value = 1; power < sums.length; power++, value *= scaled) {
      sums[power]! += value;
      if (power < size) right[power]! += value * ys[at]!;
    }
  }
  const factors = solved(
    Array.from({ length: size }, (_, row) =>
      Float64Array.from({ length: size + 1 }, (_, column) => (column < size ? sums[row + column]! : right[row]!)),
    ),
  );
  return (x) => {
    const scaled = (x - middle) / half;
    return factors.reduceRight((sum, factor) => sum * scaled + factor, 0);
  };
}

/** Elimination with the largest pivot; a row without one adds nothing. */
function solved(rows: Float64Array[]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[best]![column]!)) best = row;
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const pivot = rows[column]![column]!;
    if (Math.abs(pivot) < 1e-12) continue;
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]! / pivot;
      for (let at = column; at <= size; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  const found = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    const rest = rows[row]!.subarray(0, size).reduce((sum, factor, at) => (at > row ? sum - factor * found[at]! : sum), rows[row]![size]!);
    found[row] = Math.abs(rows[row]![row]!) < 1e-12 ? 0 : rest / rows[row]![row]!;
  }
  return found;
}
