/** The outline of a small chart in a cell. Pure. */
import { type FieldData, type FrameData, numberAt } from '@orrery/plugin-sdk/data';
import { seriesOf } from './inner.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pieces between gaps, scaled to the box, and the values at its edges; x by time where the frame has one, else by place. */
export function sparkPoints(
  frame: FrameData,
  width: number,
  height: number,
  spanNulls: boolean,
  limits: { readonly min?: number | undefined; readonly max?: number | undefined },
): { readonly pieces: Point[][]; readonly low: number; readonly high: number } {
  const series = seriesOf(frame);
  if (!series) return { pieces: [], low: 0, high: 0 };
  const time: FieldData | undefined = frame.fields.find(({ type }) => type === 'time');
  const count = series.values.length;
  const xs = Array.from({ length: count }, (_, index) => (time ? (numberAt(time, index) ?? index) : index));
  const first = xs[0] ?? 0;
  const span = (xs[count - 1] ?? 0) - first || 1;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const value = numberAt(series, index);
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  low = limits.min ?? low;
  high = limits.max ?? high;
  const pieces: Point[][] = [[]];
  for (let index = 0; index < count; index++) {
    const value = numberAt(series, index);
    if (value === null || !Number.isFinite(value)) {
      if (!spanNulls && pieces.at(-1)?.length) pieces.push([]);
      continue;
    }
    const share = high === low ? 0.5 : Math.max(0, Math.min(1, (value - low) / (high - low)));
    pieces.at(-1)?.push({ x: ((xs[index]! - first) / span) * width, y: 2 + (1 - share) * (height - 4) });
  }
  return { pieces: pieces.filter(({ length }) => length > 0), low, high };
}

/** One path of straight lines, steps or curves. */
export function pathOf(points: readonly Point[], interpolation: string): string {
  const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (!before) return `M${at(point)}`;
      if (interpolation === 'stepAfter') return `H${point.x.toFixed(1)}V${point.y.toFixed(1)}`;
      if (interpolation === 'stepBefore') return `V${point.y.toFixed(1)}H${point.x.toFixed(1)}`;
      if (interpolation !== 'smooth') return `L${at(point)}`;
      const middle = ((before.x + point.x) / 2).toFixed(1);
      return `C${middle} ${before.y.toFixed(1)} ${middle} ${point.y.toFixed(1)} ${at(point)}`;
    })
    .join('');
}
