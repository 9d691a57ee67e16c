/** Nodes at their places and edges between them: a frame of nodes with an id, and one with `source` and `target`. */
import { rawAt, type ResolvedField } from '@orrery/plugin-sdk/data';
import { type Spot, toScreen } from '../projection.ts';
import { rowStyle, styleIn } from '../style.ts';
import type { MakeLayer } from './layer.ts';
import { drawMarkers, hitOf, markerAt, placedRows } from './markers.ts';
import { beside, drawArrow } from './route.ts';

const named = (fields: readonly ResolvedField[], name: string): ResolvedField | undefined =>
  fields.find(({ field }) => field.name.toLowerCase() === name);

export const network: MakeLayer = async (parts) => {
  const nodes = parts.frames.filter((fields) => !named(fields, 'source'));
  const edges = parts.frames.filter((fields) => named(fields, 'source') && named(fields, 'target'));
  const { options, props } = parts;
  const { rows, missing } = await placedRows({ ...parts, frames: nodes });
  const arrow = Number(options.config?.arrow ?? 0);
  const spots = new Map<string, Spot>();
  for (const each of rows) {
    const id = named(each.fields, 'id') ?? each.fields[0];
    each.spots.forEach((spot, row) => id && Number.isFinite(spot.x) && spots.set(String(rawAt(id.field, row)), spot));
  }
  const edgeStyle = styleIn(options.config, 'edgeStyle');
  const lines = edges.flatMap((fields) => {
    const [source, target] = [named(fields, 'source'), named(fields, 'target')] as [ResolvedField, ResolvedField];
    const style = rowStyle({ ...edgeStyle, size: { fixed: 1.5, min: 1, max: 10, ...edgeStyle.size } }, fields, props.theme);
    return Array.from({ length: source.field.values.length }, (_, row) => ({
      from: spots.get(String(rawAt(source.field, row))),
      to: spots.get(String(rawAt(target.field, row))),
      color: style.color(row),
      width: style.size(row),
      opacity: style.opacity,
    }));
  });
  return {
    options,
    spots: [...spots.values()],
    ...(missing && { missing }),
    draw(context, view) {
      for (const { from, to, color, width, opacity } of lines) {
        if (!from || !to) continue;
        const start = toScreen(view, from.x, from.y);
        const end = beside(view, start, from, to);
        context.save();
        context.globalAlpha *= Math.max(0.2, opacity);
        context.strokeStyle = color;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(start.x, start.y);
        context.lineTo(end.x, end.y);
        context.stroke();
        if (arrow !== 0) drawArrow(context, arrow > 0 ? start : end, arrow > 0 ? end : start, color);
        context.restore();
      }
      drawMarkers(context, view, rows, props.theme.fontSans);
    },
    hitAt: (view, x, y) => markerAt(rows, view, x, y),
    hits: (view) => rows.flatMap((each) => each.spots.flatMap((_, row) => hitOf(each, row, view) ?? [])),
    ...(options.config?.showLegend !== false && rows[0] && { legend: { name: options.name ?? '', style: rows[0].style } }),
  };
};
