/** Columns of several frames on one time axis. */
import { type FieldData, type FrameData, plottable } from '@orrery/plugin-sdk/data';

/** `undefined`: this series has no sample here (a line goes on). `null`: it has a gap here. */
export type Column = Float64Array | (number | null | undefined)[];

export interface Track {
  readonly times: Float64Array;
  readonly values: Column;
}
export interface Aligned {
  readonly times: Float64Array;
  readonly columns: readonly Column[];
}

/** Time and values of one field, ascending, with a gap wherever the distance is larger than expected. */
export function trackOf(time: FieldData, field: FieldData, gapAfterMs: number | undefined): Track {
  const unsorted = ascending(plottable(time) as Float64Array, plottable(field));
  return gapAfterMs ? withGaps(unsorted, gapAfterMs) : unsorted;
}

function ascending(times: Float64Array, values: Column): Track {
  let sorted = true;
  for (let index = 1; index < times.length; index++) {
    if ((times[index] as number) < (times[index - 1] as number)) {
      sorted = false;
      break;
    }
  }
  if (sorted) return { times, values };
  const order = Uint32Array.from(times, (_, index) => index).sort((a, b) => (times[a] as number) - (times[b] as number));
  return { times: Float64Array.from(order, (index) => times[index] as number), values: Array.from(order, (index) => values[index]) };
}

/** A null one step after the last point before each hole. */
function withGaps({ times, values }: Track, gapAfterMs: number): Track {
  const holes: number[] = [];
  for (let index = 1; index < times.length; index++) {
    if ((times[index] as number) - (times[index - 1] as number) > gapAfterMs) holes.push(index);
  }
  if (holes.length === 0) return { times, values };
  const wider = new Float64Array(times.length + holes.length);
  const filled: (number | null | undefined)[] = new Array(wider.length);
  let hole = 0;
  let at = 0;
  for (let index = 0; index < times.length; index++) {
    if (holes[hole] === index) {
      wider[at] = (times[index - 1] as number) + gapAfterMs;
      filled[at++] = null;
      hole++;
    }
    wider[at] = times[index] as number;
    filled[at++] = values[index];
  }
  return { times: wider, values: filled };
}

function sameTimes(one: Float64Array, other: Float64Array): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

export function align(tracks: readonly Track[]): Aligned {
  const [first] = tracks;
  if (!first) return { times: new Float64Array(), columns: [] };
  if (tracks.every((track) => sameTimes(track.times, first.times)))
    return { times: first.times, columns: tracks.map((track) => track.values) };
  const times = union(tracks);
  const columns = tracks.map((track) => {
    const column: (number | null | undefined)[] = new Array(times.length).fill(undefined);
    let at = 0;
    for (let index = 0; index < track.times.length; index++) {
      while (times[at] !== track.times[index]) at++;
      column[at] = track.values[index];
    }
    return column;
  });
  for (const column of columns) widenGaps(column);
  return { times, columns };
}

/** A gap reaches to the series' own neighbours, not only to other series' next sample. */
function widenGaps(column: (number | null | undefined)[]): void {
  for (let index = 0; index < column.length; index++) {
    if (column[index] !== null) continue;
    for (let left = index - 1; left >= 0 && column[left] === undefined; left--) column[left] = null;
    for (let right = index + 1; right < column.length && column[right] === undefined; right++) column[right] = null;
  }
}

function union(tracks: readonly Track[]): Float64Array {
  const distinct: Float64Array[] = [];
  for (const { times } of tracks) if (!distinct.some((other) => sameTimes(other, times))) distinct.push(times);
  const all = new Float64Array(distinct.reduce((sum, times) => sum + times.length, 0));
  let at = 0;
  for (const times of distinct) {
    all.set(times, at);
    at += times.length;
  }
  all.sort();
  let kept = 0;
  for (let index = 0; index < all.length; index++) if (index === 0 || all[index] !== all[index - 1]) all[kept++] = all[index] as number;
  return all.slice(0, kept);
}

/** Joins what nulls part, where the gap is shorter than `upTo` ms (`true`: always). */
export function spanGaps(times: Float64Array, column: Column, upTo: number | true): Column {
  if (column instanceof Float64Array) return column;
  const joined = column.slice();
  let before = -1;
  for (let index = 0; index < joined.length; index++) {
    if (typeof joined[index] !== 'number') continue;
    if (before >= 0 && (upTo === true || (times[index] as number) - (times[before] as number) <= upTo)) {
      for (let between = before + 1; between < index; between++) joined[between] = undefined;
    }
    before = index;
  }
  return joined;
}

/** The time field a value field is drawn over. */
export function timeFieldOf(frame: FrameData): FieldData | undefined {
  return frame.fields.find((field) => field.type === 'time');
}
