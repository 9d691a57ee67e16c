/** Points that no line reaches, since there is nothing before and after them. Pure. */
const found = new WeakMap<object, readonly number[] | null>();

/** Undefined joins what is beside it, null does not; null where none is lonely. Remembered, since a chart asks at every drawing. */
export function lonelyPoints(column: ArrayLike<number | null | undefined>): number[] | null {
  // What has typed values has no nulls: only a column of one point is lonely.
  if (ArrayBuffer.isView(column) && column.length > 1) return null;
  const known = found.get(column);
  if (known !== undefined) return known as number[] | null;
  const lonely: number[] = [];
  let gap = true;
  let last = -1;
  for (let index = 0; index < column.length; index++) {
    const value = column[index];
    if (value === undefined) continue;
    if (value === null) {
      if (last >= 0 && gap) lonely.push(last);
      gap = true;
      last = -1;
    } else {
      if (last >= 0) gap = false;
      last = index;
    }
  }
  if (last >= 0 && gap) lonely.push(last);
  const answer = lonely.length > 0 ? lonely : null;
  found.set(column, answer);
  return answer;
}
