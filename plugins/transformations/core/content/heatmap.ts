/** How many values fall into each cell of a grid of time (or another first field) and value. */
import { type FieldData, type FrameData, fieldDisplayName, numberAt } from '@orrery/plugin-sdk/data';
import { parseInterval } from '@orrery/plugin-sdk/data/interval';
import { defineTransformation, firstTimeField, numbers } from '@orrery/plugin-sdk/data/transform/index';

interface Buckets {
  readonly mode?: 'size' | 'count';
  readonly value?: string;
  readonly scale?: { readonly type?: string; readonly log?: number };
}
interface Heatmap {
  readonly xBuckets?: Buckets;
  readonly yBuckets?: Buckets;
  readonly keepOriginalData?: boolean;
}

export const heatmap = defineTransformation<Heatmap>({
  apply: (frames, options) => {
    if (frames.length === 0) return frames;
    const cells = cellsOf(frames, options);
    if (!cells) return frames;
    return options.keepOriginalData ? [cells, ...frames] : [cells];
  },
});

function cellsOf(frames: readonly FrameData[], { xBuckets = {}, yBuckets = {} }: Heatmap): FrameData | undefined {
  if (xBuckets.scale?.type === 'log') throw new Error('The x axis of a heatmap can only be cut evenly, not by a logarithm.');
  const xs: number[] = [];
  const ys: number[] = [];
  let x: FieldData | undefined;
  let y: FieldData | undefined;
  for (const frame of frames) {
    const time = firstTimeField(frame);
    if (!time) continue;
    x ??= time;
    for (const field of frame.fields) {
      if (field.type !== 'number') continue;
      y ??= field;
      for (let row = 0; row < frame.length; row++) {
        xs.push(numberAt(time, row) ?? 0);
        ys.push(numberAt(field, row) ?? 0);
      }
    }
  }
  if (!x || !y || xs.length === 0) return;
  const log = yBuckets.scale?.type === 'log' ? (yBuckets.scale.log ?? 2) : undefined;
  const counted = count(xs, ys, {
    x: {
      count: xBuckets.mode !== 'size',
      value: xBuckets.mode === 'size' ? durationOf(xBuckets.value) : Number(xBuckets.value || Number.NaN),
    },
    y: { count: yBuckets.mode !== 'size', value: Number(yBuckets.value || Number.NaN) },
    log,
  });
  return {
    name: fieldDisplayName(y),
    meta: { type: 'heatmap-cells' },
    fields: [
      { name: 'xMin', type: x.type, kind: x.kind, values: counted.x, ...(x.config && { config: x.config }) },
      numbers('yMin', counted.y, undefined, {
        config: { ...y.config, custom: { scaleDistribution: yBuckets.scale ?? { type: 'linear' } } },
      }),
      numbers('Count', counted.counts, undefined, { config: { unit: 'short' } }),
    ],
    length: counted.counts.length,
  };
}

/** A bare number is no duration: the usual number of buckets is made then. */
function durationOf(text = ''): number {
  return /[a-z]/i.test(text) ? (parseInterval(text)?.ms ?? Number.NaN) : Number.NaN;
}

interface Cut {
  /** `value` is a number of buckets, not their size. */
  readonly count: boolean;
  readonly value: number;
}

const halves = Array.from({ length: 18 }, (_, index) => 1 + index / 2);
const linearSizes = Array.from({ length: 32 }, (_, index) => index - 16).flatMap((power) =>
  halves.map((factor) => Number(`${factor}e${power}`)).filter((size) => power < 0 || Number.isInteger(size)),
);
const [second, minute, hour, day, year] = [1000, 60_000, 3_600_000, 86_400_000, 31_536_000_000] as const;
const timeSizes: readonly number[] = [
  ...[1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500],
  ...[1, 2, 4, 5, 10, 15, 20, 30].map((count) => count * second),
  ...[1, 2, 4, 5, 10, 15, 20, 30].map((count) => count * minute),
  ...[1, 2, 4, 6, 8, 12, 18].map((count) => count * hour),
  ...[1, 2, 3, 4, 5, 6, 7, 10, 15, 30, 45, 60, 90, 180].map((count) => count * day),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => count * year),
];
/** More cells than a screen has points serve nobody. */
const mostCells = 4_000_000;

/** The largest round size that still makes about so many buckets. */
function roundSize(range: number, buckets: number, sizes: readonly number[]): number {
  const wanted = range / Math.max(buckets - 1, 1);
  const above = sizes.findIndex((size) => size > wanted);
  return sizes[Math.max((above < 0 ? sizes.length : above) - 1, 0)]!;
}

function count(xs: readonly number[], ys: readonly number[], { x, y, log }: { x: Cut; y: Cut; log: number | undefined }) {
  const usable = (value: number): boolean => Number.isFinite(value) && value > 0;
  const [lowX, highX] = bounds(xs, () => true);
  const [lowY, highY] = bounds(ys, (value) => log === undefined || value > 0);
  if (!(lowX <= highX && lowY <= highY)) return { counts: new Float64Array(0), x: new Float64Array(0), y: new Float64Array(0) };
  const xSize = x.count || !usable(x.value) ? roundSize(highX - lowX, usable(x.value) ? x.value : 20, timeSizes) : x.value;
  const linear = y.count || !usable(y.value) ? roundSize(highY - lowY, usable(y.value) ? y.value : 10, linearSizes) : y.value;
  // A logarithm is cut into so many parts a power.
  const ySize = log === undefined ? linear : 1 / (usable(y.value) ? y.value : 1);
  const logarithm = log === 2 ? Math.log2 : Math.log10;
  const down = (value: number, size: number): number => Math.floor(value / size) * size;
  const binX = (value: number): number => down(value, xSize);
  const binY = (value: number): number => down(log === undefined ? value : logarithm(value), ySize);
  const columns = Math.round((binX(highX) - binX(lowX)) / xSize) + 1;
  const rows = Math.round((binY(highY) - binY(lowY)) / ySize) + 1;
  if (!(columns * rows <= mostCells)) throw new Error(`Buckets of this size make ${columns} x ${rows} cells; make them larger.`);
  const counts = new Float64Array(columns * rows);
  for (const [at, value] of ys.entries()) {
    if (log !== undefined && value <= 0) continue;
    const column = Math.round((binX(xs[at]!) - binX(lowX)) / xSize);
    counts[column * rows + Math.round((binY(value) - binY(lowY)) / ySize)]!++;
  }
  return {
    counts,
    x: Float64Array.from({ length: counts.length }, (_, cell) => binX(lowX) + Math.floor(cell / rows) * xSize),
    y: Float64Array.from({ length: counts.length }, (_, cell) => {
      const value = binY(lowY) + (cell % rows) * ySize;
      return log === undefined ? value : log ** value;
    }),
  };
}

function bounds(values: readonly number[], counts: (value: number) => boolean): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!counts(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
