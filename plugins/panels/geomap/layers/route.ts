/** A way through the rows of a frame, in their order. */
import { toScreen, type MapView, type Spot } from '../projection.ts';
import { drawMarkers, hitOf, markerAt, placedRows } from './markers.ts';
import type { MakeLayer } from './layer.ts';

export const route: MakeLayer = async (parts) => {
  const { rows, missing } = await placedRows(parts);
  const { options, props } = parts;
  const arrow = Number(options.config?.arrow ?? 0);
  const isDotted = (options.config?.style as { size?: { field?: string } } | undefined)?.size?.field !== undefined;
  return {
    options,
    spots: rows.flatMap(({ spots }) => spots.filter(({ x }) => Number.isFinite(x))),
    ...(missing && { missing }),
    draw(context, view) {
      for (const { spots, style } of rows) {
        const seen = spots.flatMap((spot, row) => (Number.isFinite(spot.x) ? [{ spot, row }] : []));
        context.lineWidth = style.style.lineWidth ?? 2;
        context.lineCap = 'round';
        for (let index = 1; index < seen.length; index++) {
          const [from, to] = [seen[index - 1], seen[index]] as [(typeof seen)[0], (typeof seen)[0]];
          const start = toScreen(view, from.spot.x, from.spot.y);
          const end = beside(view, start, from.spot, to.spot);
          context.strokeStyle = style.color(from.row);
          context.beginPath();
          context.moveTo(start.x, start.y);
          context.lineTo(end.x, end.y);
          context.stroke();
          if (arrow !== 0) drawArrow(context, arrow > 0 ? start : end, arrow > 0 ? end : start, style.color(from.row));
        }
      }
      if (isDotted) drawMarkers(context, view, rows, props.theme.fontSans);
    },
    hitAt: (view, x, y) => markerAt(rows, view, x, y),
    hits: (view) => rows.flatMap((each) => each.spots.flatMap((_, row) => hitOf(each, row, view) ?? [])),
    ...(options.config?.showLegend !== false && rows[0] && { legend: { name: options.name ?? '', style: rows[0].style } }),
  };
};

/** The end of a piece on the side of the date line where it is nearer. */
export function beside(view: MapView, start: Spot, from: Spot, to: Spot): Spot {
  const end = toScreen(view, to.x, to.y);
  const away = to.x - from.x;
  const world = 256 * 2 ** view.zoom;
  return { x: start.x + (away - Math.round(away)) * world, y: end.y };
}

/** In the middle of the way, so that it does not hide what is at its end. */
export function drawArrow(context: CanvasRenderingContext2D, from: Spot, to: Spot, color: string): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 12) return;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  context.save();
  context.translate((from.x + to.x) / 2, (from.y + to.y) / 2);
  context.rotate(angle);
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(6, 0);
  context.lineTo(-5, -5);
  context.lineTo(-5, 5);
  context.fill();
  context.restore();
}
