/** Candles or bars of prices, and volumes, over the chart's scales. */
import { namedColor, withAlpha } from '@orrery/plugin-sdk/data';
import { planeOf } from '@orrery/plugin-sdk/ui';
import type { Painter } from '@orrery/plugin-sdk/ui/series/plot.ts';
import { type Candles, candleAt, type Props } from './candles.ts';

const widest = 60;

export function paintCandles(props: () => Props): Painter {
  return (plot, { prepared, range }) => {
    const candles = prepared as Candles;
    const { options, theme } = props();
    const { series, fields, times } = candles;
    const plane = planeOf(plot);
    const { ctx, ratio, box, upright } = plane;
    const { up, down, flat } = options.colors;
    const colorOf = (turn: -1 | 0 | 1): string => namedColor((turn > 0 ? up : turn < 0 ? down : flat) || 'gray', theme);
    const room = (upright ? box.height : box.width) / Math.max(1, countIn(times, range.from, range.to));
    const wide = Math.max(ratio, Math.min(widest * ratio, Math.floor(room * 0.7)));
    const leader = series[fields.close ?? fields.open ?? -1];
    const volume = fields.volume === undefined ? undefined : series[fields.volume];
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    const rect = (time: number, from: number, to: number, across: number): [number, number, number, number] => {
      const at = plane.timeAt(time);
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      const long = Math.max(ratio, high - low);
      return upright ? [low, Math.round(at - across / 2), long, across] : [Math.round(at - across / 2), low, across, long];
    };
    for (let row = 0; row < times.length; row++) {
      const time = times[row]!;
      if (time < range.from - (range.to - range.from) || time > range.to + (range.to - range.from)) continue;
      const candle = candleAt(candles, row, options.colorStrategy);
      const amount = volume?.visible ? volume.values[row] : undefined;
      if (typeof amount === 'number' && Number.isFinite(amount)) {
        const turn = candle?.turn ?? (Math.sign(amount - Number(volume!.values[row - 1] ?? amount)) as -1 | 0 | 1);
        ctx.fillStyle = withAlpha(colorOf(turn), options.mode === 'volume' ? 0.8 : 0.4);
        ctx.fillRect(...rect(time, plane.valueAt(0, volume!.scale), plane.valueAt(amount, volume!.scale), wide));
      }
      if (!candle || !leader || options.mode === 'volume' || !leader.visible) continue;
      const y = (value: number): number => Math.round(plane.valueAt(value, leader.scale));
      const line = Math.max(1, Math.round(Math.max(1, leader.style.lineWidth) * ratio));
      ctx.fillStyle = colorOf(candle.turn);
      if (options.candleStyle === 'candles') {
        const [left, top, across, down] = rect(time, y(candle.open), y(candle.close), wide);
        // Coloured by the close before, a candle tells by its body whether it closed above where it opened: it is hollow.
        const hollow = options.colorStrategy === 'close-close' && candle.close >= candle.open && Math.min(across, down) > 2 * line;
        const [upper, lower] = [Math.max(candle.open, candle.close), Math.min(candle.open, candle.close)];
        ctx.fillRect(...rect(time, y(candle.high), y(upper), Math.min(line, wide)));
        ctx.fillRect(...rect(time, y(lower), y(candle.low), Math.min(line, wide)));
        if (!hollow) ctx.fillRect(left, top, across, down);
        else {
          ctx.strokeStyle = ctx.fillStyle;
          ctx.lineWidth = line;
          ctx.strokeRect(left + line / 2, top + line / 2, across - line, down - line);
        }
        continue;
      }
      ctx.fillRect(...rect(time, y(candle.high), y(candle.low), Math.min(line, wide)));
      // A tick to the left where it opened, and to the right where it closed.
      const half = wide / 2;
      const at = plane.timeAt(time);
      for (const [value, from] of [
        [candle.open, at - half],
        [candle.close, at],
      ] as const) {
        const place = y(value) - line / 2;
        if (upright) ctx.fillRect(place, from, line, half);
        else ctx.fillRect(from, place, half, line);
      }
    }
    ctx.restore();
  };
}

function countIn(times: Float64Array, from: number, to: number): number {
  let [low, high] = [0, 0];
  for (const time of times) {
    if (time < from) low++;
    if (time <= to) high++;
  }
  const seen = high - low;
  if (seen < 2) return 20;
  // By their distance and not by their number, so that a half empty range has candles of the usual width.
  const span = times[high - 1]! - times[low]!;
  return span > 0 ? ((to - from) / span) * (seen - 1) : seen;
}
