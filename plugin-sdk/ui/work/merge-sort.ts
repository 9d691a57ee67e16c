/** A stable sort of row numbers that can stop for breath between any two merges' steps. */
import type { Slices } from './slices.ts';

export type Compare = (one: number, other: number) => number;
const run = 16;
/** Comparisons of texts are dear: a few hundred of them are milliseconds where others want the processor as well. */
const between = 256;

/** Sorts `rows` by `compare` into a new array. */
export async function sortRows(rows: Uint32Array, compare: Compare, slices: Slices): Promise<Uint32Array> {
  let from = rows.slice();
  let into = new Uint32Array(rows.length);
  for (let start = 0; start < from.length; start += run) {
    insertionSort(from, start, Math.min(from.length, start + run), compare);
    if (slices.spent()) await slices.pause();
  }
  let steps = 0;
  for (let width = run; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(from.length, start + width);
      const end = Math.min(from.length, middle + width);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        // Equal rows keep their order: the left one goes first.
        const takesLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
        into[at] = takesLeft ? from[left++]! : from[right++]!;
        if (++steps % between === 0 && slices.spent()) await slices.pause();
      }
    }
    [from, into] = [into, from];
  }
  return from;
}

function insertionSort(rows: Uint32Array, start: number, end: number, compare: Compare): void {
  for (let at = start + 1; at < end; at++) {
    const row = rows[at]!;
    let place = at;
    while (place > start && compare(rows[place - 1]!, row) > 0) {
      rows[place] = rows[place - 1]!;
      place--;
    }
    rows[place] = row;
  }
}
