import { type FieldData, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { defineTransformation, firstTimeField, numbers, paddedTo } from '@orrery/plugin-sdk/data/transform/index';
import { ASAP } from 'downsample';

interface Smoothing {
  readonly resolution?: number;
}
interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** Less noise, the same swings: the ASAP method on the first numbers decides the times, and all numbers are read there. */
export const smoothing = defineTransformation<Smoothing>({
  defaults: { resolution: 100 },
  apply: (frames, { resolution = 100 }) => frames.map((frame) => smoothed(frame, Number(resolution))),
});

function smoothed(frame: FrameData, resolution: number): FrameData {
  const time = firstTimeField(frame);
  const first = frame.fields.find(({ type, values }) => type === 'number' && values.length > 0);
  const points = time && first && pointsOf(time, first);
  if (!time || !points || points.xs.length === 0) return frame;
  const found = ASAP(
    Array.from(points.xs, (x, at): [number, number] => [x, points.ys[at]!]),
    resolution,
  ) as readonly ([number, number] | { x: number })[];
  const times = Float64Array.from(found, (point) => (Array.isArray(point) ? point[0]! : (point as { x: number }).x));
  const fields = frame.fields.map((field): FieldData => {
    const { nulls: _nulls, nanos: _nanos, ...plain } = field;
    if (field.type === 'time') return { ...plain, kind: 'time.Time', values: times };
    if (field.type !== 'number') return field;
    const { labels, config } = field;
    return numbers(`${field.name} (smoothed)`, readAt(pointsOf(time, field), times), undefined, {
      ...(labels && { labels }),
      ...(config && { config }),
    });
  });
  // Fewer points than rows: texts beside them stay whole, and so does the frame.
  return { ...frame, name: `${frame.name || 'Data'} (smoothed)`, fields: fields.map((field) => paddedTo(field, frame.length)) };
}

function pointsOf(time: FieldData, field: FieldData): Points {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let row = 0; row < time.values.length; row++) {
    const value = rawAt(field, row) as number | null | undefined;
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    xs.push(rawAt(time, row) as number);
    ys.push(value);
  }
  return { xs: Float64Array.from(xs), ys: Float64Array.from(ys) };
}

/** On the straight line between the two points around each time; beyond them on the line from the first to the last. */
function readAt({ xs, ys }: Points, times: Float64Array): Float64Array {
  const last = xs.length - 1;
  return times.map((time) => {
    if (last < 0) return Number.NaN;
    let [left, right] = [0, last];
    // The first pair that holds the time between them; times rise, so that it is found by halving.
    let [low, high] = [0, last - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (xs[middle + 1]! >= time) high = middle;
      else low = middle + 1;
    }
    if (low >= 0 && low < last && xs[low]! <= time && xs[low + 1]! >= time) [left, right] = [low, low + 1];
    if (xs[left] === time) return ys[left]!;
    if (xs[right] === time || xs[left] === xs[right]) return xs[right] === time ? ys[right]! : ys[left]!;
    return ys[left]! + ((time - xs[left]!) / (xs[right]! - xs[left]!)) * (ys[right]! - ys[left]!);
  });
}
