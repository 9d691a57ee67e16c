/** Values written at their points, where there is room for them. */
import { shown } from '@orrery/plugin-sdk/data';
import { type PanelTheme, planeOf } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Prepared } from './prepare.ts';

export function paintValues(plot: uPlot, { series, columns, times }: Prepared, theme: PanelTheme): void {
  if (!series.some(({ style, visible }) => style.showValues && visible)) return;
  const plane = planeOf(plot);
  const { ctx, ratio, box, upright } = plane;
  const { min: from = 0, max: to = 0 } = plot.scales.x ?? {};
  ctx.save();
  ctx.font = `${11 * ratio}px ${theme.fontSans}`;
  ctx.textAlign = upright ? 'left' : 'center';
  ctx.textBaseline = upright ? 'middle' : 'bottom';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = theme.background;
  series.forEach(({ style, visible, scale, field, color, values }, index) => {
    if (!style.showValues || !visible) return;
    ctx.fillStyle = color;
    let free = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < times.length; row++) {
      const value = values[row];
      const drawn = columns[index]?.[row];
      const time = times[row] as number;
      if (typeof value !== 'number' || typeof drawn !== 'number' || time < (from ?? 0) || time > (to ?? 0)) continue;
      const { x, y } = plane.point(time, drawn, scale);
      const text = shown(field.display(value));
      const reach = (upright ? 14 * ratio : ctx.measureText(text).width) / 2 + 3 * ratio;
      const along = upright ? -y : x;
      if (along - reach < free) continue;
      free = along + reach;
      const at = upright ? { x: x + 6 * ratio, y } : { x, y: Math.max(box.top + 12 * ratio, y - 5 * ratio) };
      ctx.strokeText(text, at.x, at.y);
      ctx.fillText(text, at.x, at.y);
    }
  });
  ctx.restore();
}
