import type { JSX } from 'preact';

/** A trend without axes: its own minimum and maximum, gaps where values are missing. */
export function Sparkline({
  values,
  width,
  height,
  color,
  area,
  min,
  max,
}: {
  values: readonly (number | null)[];
  width: number;
  height: number;
  color: string;
  area: boolean;
  /** Ends of the field's range, where the dashboard set them. */
  min?: number | undefined;
  max?: number | undefined;
}): JSX.Element {
  const { line, fill } = sparkPaths(values, width, height, min, max);
  return (
    <svg class="o-spark" width={width} height={height} aria-hidden="true">
      {area && <path d={fill} fill={color} fill-opacity=".14" />}
      <path d={line} fill="none" stroke={color} stroke-width="1.5" stroke-linejoin="round" />
    </svg>
  );
}

/** Thinned to one lowest and one highest point a pixel, so that spikes survive. */
export function sparkPaths(
  values: readonly (number | null)[],
  width: number,
  height: number,
  min?: number,
  max?: number,
): { line: string; fill: string } {
  let low = min ?? Number.POSITIVE_INFINITY;
  let high = max ?? Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (min === undefined && value < low) low = value;
    if (max === undefined && value > high) high = value;
  }
  const top = 2;
  const bottom = height - 2;
  const yOf = (value: number): string =>
    (high <= low ? (top + bottom) / 2 : bottom - Math.max(0, Math.min(1, (value - low) / (high - low))) * (bottom - top)).toFixed(1);
  const bucket = Math.max(1, Math.floor(values.length / Math.max(1, width)));
  const pieces: string[][] = [[]];
  for (let start = 0; start < values.length; start += bucket) {
    let min: number | null = null;
    let max: number | null = null;
    for (let index = start; index < Math.min(values.length, start + bucket); index++) {
      const value = values[index];
      if (value === null || value === undefined || !Number.isFinite(value)) continue;
      if (min === null || value < min) min = value;
      if (max === null || value > max) max = value;
    }
    const x = ((start / Math.max(1, values.length - 1)) * width).toFixed(1);
    if (min === null || max === null) {
      if (pieces.at(-1)?.length) pieces.push([]);
    } else {
      pieces.at(-1)?.push(`${x} ${yOf(min)}`);
      if (max !== min) pieces.at(-1)?.push(`${x} ${yOf(max)}`);
    }
  }
  const drawn = pieces.filter((piece) => piece.length > 0);
  const line = drawn.map((piece) => `M${piece.join('L')}`).join('');
  const fill = drawn
    .map((piece) => `M${piece[0]?.split(' ')[0]} ${height}L${piece.join('L')}L${piece.at(-1)?.split(' ')[0]} ${height}Z`)
    .join('');
  return { line, fill };
}
