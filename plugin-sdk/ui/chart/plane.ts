/** Painting over a chart whichever way its time runs. Positions are canvas pixels. */
import type uPlot from 'uplot';

export interface Plane {
  readonly ctx: CanvasRenderingContext2D;
  /** Canvas pixels a CSS pixel. */
  readonly ratio: number;
  readonly upright: boolean;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  timeAt(time: number): number;
  valueAt(value: number, scale: string): number;
  /** Where time and value meet. */
  point(time: number, value: number, scale: string): { x: number; y: number };
  /** A line across the plot at one time, or at one value. */
  rule(across: 'time' | 'value', at: number): void;
  /** A filled stripe across the plot, cut off at its edges. */
  stripe(across: 'time' | 'value', from: number, to: number): void;
}

export function planeOf(plot: uPlot): Plane {
  const { ctx } = plot;
  const box = plot.bbox;
  const { left, top, width, height } = box;
  const upright = plot.scales.x?.ori === 1;
  const timeAt = (time: number): number => plot.valToPos(time, 'x', true);
  const valueAt = (value: number, scale: string): number => plot.valToPos(value, scale, true);
  const isVertical = (across: 'time' | 'value'): boolean => (across === 'time') !== upright;
  return {
    ctx,
    ratio: ctx.canvas.width / plot.width,
    upright,
    box,
    timeAt,
    valueAt,
    point: (time, value, scale) =>
      upright ? { x: valueAt(value, scale), y: timeAt(time) } : { x: timeAt(time), y: valueAt(value, scale) },
    rule(across, at) {
      const place = Math.round(at) + 0.5;
      ctx.beginPath();
      if (isVertical(across)) {
        ctx.moveTo(place, top);
        ctx.lineTo(place, top + height);
      } else {
        ctx.moveTo(left, place);
        ctx.lineTo(left + width, place);
      }
      ctx.stroke();
    },
    stripe(across, from, to) {
      const [low, high] = from < to ? [from, to] : [to, from];
      if (isVertical(across)) {
        const start = Math.max(left, low);
        ctx.fillRect(start, top, Math.max(0, Math.min(left + width, high) - start), height);
      } else {
        const start = Math.max(top, low);
        ctx.fillRect(left, start, width, Math.max(0, Math.min(top + height, high) - start));
      }
    },
  };
}
