/** Rows of equal keys together: found in one pass, told as row numbers so that columns are cut without copies of single values. */
import { type FieldData, rawAt } from '@orrery/plugin-sdk/data';
import { sliceRows, takeRows } from '@orrery/plugin-sdk/data/transform/index';

export interface Groups {
  readonly count: number;
  /** First row of each group, in the order in which groups are first met. */
  readonly firstRows: Int32Array;
  /** The rows of group after group. */
  readonly rows: Int32Array;
  /** Where the rows of each group begin, and the end of the last. */
  readonly starts: Int32Array;
}

export function groupRows(keys: readonly FieldData[], length: number): Groups {
  let ids = new Int32Array(length);
  let count = Math.min(length, 1);
  for (const key of keys) ({ ids, count } = split(ids, key, length));
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < length; row++) starts[ids[row]! + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[next[ids[row]!]!++] = row;
  return { count, rows, starts, firstRows: Int32Array.from({ length: count }, (_, group) => rows[starts[group]!]!) };
}

/** Each group by the values of one more field. Nothing, null and the empty text are one value. */
function split(before: Int32Array, key: FieldData, length: number): { ids: Int32Array<ArrayBuffer>; count: number } {
  const ids = new Int32Array(length);
  const known: Map<unknown, number>[] = [];
  let count = 0;
  for (let row = 0; row < length; row++) {
    const inside = (known[before[row]!] ??= new Map<unknown, number>());
    const value = rawAt(key, row) ?? '';
    const name = typeof value === 'object' ? String(value) : value;
    let id = inside.get(name);
    if (id === undefined) inside.set(name, (id = count++));
    ids[row] = id;
  }
  return { ids, count };
}

/** The values of a field, group after group. */
export function* valuesOfGroups(field: FieldData, { rows, starts, count }: Groups): Iterable<FieldData> {
  const together = takeRows(field, rows);
  for (let group = 0; group < count; group++) yield sliceRows(together, starts[group]!, starts[group + 1]!);
}
