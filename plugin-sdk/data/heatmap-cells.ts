/**
 * Values counted into cells of time and value: what the heatmap panel calculates, and the transformation of the same name. Sizes are
 * those that dashboards were written for: about 20 columns and 10 rows of a round size, unless they say otherwise.
 */
import { frame, numberField, timeField } from './build.ts';
import { numberAt } from './display/values.ts';
import type { FieldData, FrameData } from './frame.ts';
import { parseDuration } from './interval.ts';

export interface BucketWish {
  readonly mode?: 'size' | 'count';
  /** A number as text; for sizes in time a duration such as `1m`. */
  readonly value?: string;
  readonly scale?: { readonly type?: 'linear' | 'log' | 'symlog' | 'ordinal'; readonly log?: number; readonly linearThreshold?: number };
}
export interface CellWish {
  readonly xBuckets?: BucketWish;
  readonly yBuckets?: BucketWish;
}

const [columns, rows] = [20, 10];
/** More than anybody tells apart; smaller sizes than these make are not followed. */
const most = { columns: 5_000, rows: 2_000 };
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const timeSizes: readonly number[] = [
  ...[1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500],
  ...[1, 2, 4, 5, 10, 15, 20, 30].map((count) => count * second),
  ...[1, 2, 4, 5, 10, 15, 20, 30].map((count) => count * minute),
  ...[1, 2, 4, 6, 8, 12, 18].map((count) => count * hour),
  ...[1, 2, 3, 4, 5, 6, 7, 10, 15, 30, 45, 60, 90, 180, 365].map((count) => count * day),
];
const factors = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];

interface Track {
  readonly times: FieldData;
  readonly values: FieldData;
}

/** Undefined where there is no value to count. */
export function heatmapCells(frames: readonly FrameData[], wish: CellWish = {}): FrameData | undefined {
  const tracks = frames.flatMap((each): Track[] => {
    const times = each.fields.find(({ type }) => type === 'time');
    return times ? each.fields.filter(({ type }) => type === 'number').map((values) => ({ times, values })) : [];
  });
  const { scale } = wish.yBuckets ?? {};
  const log = scale?.type === 'log' ? Math.max(2, scale.log ?? 2) : undefined;
  const [x, y] = pairs(tracks, log !== undefined);
  if (x.length === 0) return;
  const across = columnsOf(x, wish.xBuckets);
  const up = log === undefined ? rowsOf(y, wish.yBuckets) : logRowsOf(y, log, wish.yBuckets);
  const counts = new Float64Array(across.count * up.count);
  for (let at = 0; at < x.length; at++) {
    const column = Math.floor(x[at]! / across.size) - across.first;
    counts[column * up.count + up.rowOf(y[at]!)]!++;
  }
  const xMin = new Float64Array(counts.length);
  const yMin = new Float64Array(counts.length);
  const yMax = new Float64Array(counts.length);
  for (let cell = 0; cell < counts.length; cell++) {
    const row = cell % up.count;
    xMin[cell] = (across.first + Math.floor(cell / up.count)) * across.size;
    yMin[cell] = up.edge(row);
    yMax[cell] = up.edge(row + 1);
  }
  const { type = 'linear', ...rest } = scale ?? {};
  const custom = { scaleDistribution: { type, ...rest } };
  const first = tracks[0]!.values;
  return frame(
    [
      timeField('xMin', xMin, { config: { interval: across.size } }),
      numberField('yMin', yMin, { config: { ...(first.config?.unit && { unit: first.config.unit }), custom } }),
      numberField('yMax', yMax),
      numberField('Count', counts, { config: { unit: 'short' } }),
    ],
    { name: first.name, meta: { type: 'heatmap-cells' } },
  );
}

/** Where both a time and a number stand; a logarithm has no place for zero and below. */
function pairs(tracks: readonly Track[], positive: boolean): [number[], number[]] {
  const x: number[] = [];
  const y: number[] = [];
  for (const { times, values } of tracks)
    for (let row = 0; row < values.values.length; row++) {
      const [time, value] = [numberAt(times, row), numberAt(values, row)];
      if (time === null || value === null || !Number.isFinite(time) || !Number.isFinite(value) || (positive && value <= 0)) continue;
      x.push(time);
      y.push(value);
    }
  return [x, y];
}

function spanOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function columnsOf(x: readonly number[], wish: BucketWish = {}): { first: number; count: number; size: number } {
  const [low, high] = spanOf(x);
  const asked = wish.mode === 'size' ? durationOf(wish.value) : undefined;
  const about = (high - low) / Math.max(1, countOf(wish, columns) - 1);
  const size = Math.max(1, asked ?? timeSizes.findLast((each) => each <= about) ?? 1, (high - low) / most.columns);
  const first = Math.floor(low / size);
  return { first, size, count: Math.floor(high / size) - first + 1 };
}

interface Rows {
  readonly count: number;
  rowOf(value: number): number;
  edge(row: number): number;
}

function rowsOf(y: readonly number[], wish: BucketWish = {}): Rows {
  const [low, high] = spanOf(y);
  const asked = wish.mode === 'size' && Number(wish.value) > 0 ? Number(wish.value) : undefined;
  const about = (high - low) / Math.max(1, countOf(wish, rows) - 1);
  const size = Math.max(asked ?? (about > 0 ? roundBelow(about) : 1), (high - low) / most.rows);
  const first = Math.floor(low / size);
  return {
    count: Math.floor(high / size) - first + 1,
    rowOf: (value) => Math.floor(value / size) - first,
    edge: (row) => Number(((first + row) * size).toPrecision(12)),
  };
}

/** Powers of a base, each split into as many rows as asked for. */
function logRowsOf(y: readonly number[], base: number, wish: BucketWish = {}): Rows {
  const [low, high] = spanOf(y);
  const split = Number(wish.value) > 0 ? Number(wish.value) : 1;
  // A hair above, so that an exact power is the start of its row.
  const place = (value: number): number => Math.floor((Math.log(value) / Math.log(base)) * split + 1e-9);
  const first = place(low);
  return {
    count: place(high) - first + 1,
    rowOf: (value) => place(value) - first,
    edge: (row) => Number((base ** ((first + row) / split)).toPrecision(12)),
  };
}

function countOf({ mode, value }: BucketWish, standard: number): number {
  const count = mode === 'count' ? Number(value) : Number.NaN;
  return count > 0 ? count : standard;
}

/** Bare numbers are no durations, and are not followed. */
function durationOf(value: string | undefined): number | undefined {
  if (!value || /^[\d.]+$/.test(value)) return;
  const found = parseDuration(value);
  return found !== undefined && found > 0 ? found : undefined;
}

function roundBelow(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  return Number(((factors.findLast((factor) => factor * power <= most * (1 + 1e-9)) ?? 1) * power).toPrecision(12));
}
