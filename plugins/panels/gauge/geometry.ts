/** Angles and sizes of a gauge. Degrees run clockwise from three o'clock, as SVG draws them. Pure. */
export interface Dial {
  /** Where the scale starts, and how far it goes. */
  readonly start: number;
  readonly sweep: number;
  readonly cx: number;
  readonly cy: number;
  /** Outer edge of everything that is drawn. */
  readonly radius: number;
  /** Middle line and width of the bar. */
  readonly barRadius: number;
  readonly barWidth: number;
  /** Middle line and width of the band of thresholds. */
  readonly bandRadius: number;
  readonly bandWidth: number;
}
export interface Arc {
  readonly from: number;
  readonly to: number;
}

const half = 240;

/** `labels`: px that the widest label of the scale needs, 0 without any. */
export function dialFor(
  width: number,
  height: number,
  { shape, barWidthFactor, band, labels }: { shape: 'gauge' | 'circle'; barWidthFactor: number; band: boolean; labels: number },
): Dial {
  // Labels stand beside the dial and above it; they never take more than half of the width.
  const margin = labels > 0 ? 22 : 3;
  const side = labels > 0 ? Math.max(margin, Math.min(labels + 12, width / 4)) : margin;
  const isCircle = shape === 'circle';
  // An arc of 240 degrees is one and a half radii high.
  const radius = Math.max(8, Math.min(width / 2 - side, isCircle ? height / 2 - margin : (height - 2 * margin) / 1.5));
  const bandWidth = band ? Math.max(2, Math.min(6, radius * 0.05)) : 0;
  const gap = band ? Math.max(1.5, radius * 0.03) : 0;
  const barWidth = Math.max(3, radius * 0.4 * Math.max(0.05, Math.min(1.5, barWidthFactor)));
  return {
    start: isCircle ? -90 : 90 + (360 - half) / 2,
    sweep: isCircle ? 360 : half,
    cx: width / 2,
    cy: isCircle ? height / 2 : (height - radius * 1.5) / 2 + radius,
    radius,
    bandRadius: radius - bandWidth / 2,
    bandWidth,
    barRadius: radius - bandWidth - gap - barWidth / 2,
    barWidth,
  };
}

/** Place in the range, 0 to 1. */
export function shareOf(value: number, min: number, max: number): number {
  if (Number.isNaN(value) || max <= min) return 0;
  return Math.max(0, Math.min(1, (value - min) / (max - min)));
}

export function pointAt({ cx, cy, start, sweep }: Dial, radius: number, share: number): { x: number; y: number } {
  const angle = ((start + sweep * share) * Math.PI) / 180;
  return { x: cx + radius * Math.cos(angle), y: cy + radius * Math.sin(angle) };
}

/** Path of an arc between two shares of the scale. A full turn is drawn as two, since an arc from a point to itself is nothing. */
export function arcPath(dial: Dial, radius: number, { from, to }: Arc): string {
  if (to - from <= 0) return '';
  const degrees = dial.sweep * (to - from);
  if (degrees > 359.9) {
    const middle = (from + to) / 2;
    return arcPath(dial, radius, { from, to: middle }) + arcPath(dial, radius, { from: middle, to });
  }
  const a = pointAt(dial, radius, from);
  const b = pointAt(dial, radius, to);
  const number = (value: number): string => value.toFixed(2);
  return `M${number(a.x)} ${number(a.y)}A${number(radius)} ${number(radius)} 0 ${degrees > 180 ? 1 : 0} 1 ${number(b.x)} ${number(b.y)}`;
}

/** The scale cut into segments with a gap between them, `spacing` of a segment wide. */
export function segments(count: number, spacing: number, isRing: boolean): Arc[] {
  if (count <= 1) return [{ from: 0, to: 1 }];
  const size = 1 / count;
  const gap = (size * Math.max(0, Math.min(0.9, spacing))) / 2;
  return Array.from({ length: count }, (_, index) => ({
    from: index * size + (isRing || index > 0 ? gap : 0),
    to: (index + 1) * size - (isRing || index < count - 1 ? gap : 0),
  }));
}

/** What of these arcs lies between two shares. */
export function within(arcs: readonly Arc[], low: number, high: number): Arc[] {
  return arcs.flatMap(({ from, to }) => {
    const cut = { from: Math.max(from, low), to: Math.min(to, high) };
    return cut.to > cut.from ? [cut] : [];
  });
}
