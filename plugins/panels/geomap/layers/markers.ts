/** A sign at every row's place; `last-point-tracker` marks the last one only. */
import { rawAt, shown } from '@orrery/plugin-sdk/data';
import { placesOf } from '../location.ts';
import { type MapView, type Spot, toScreen } from '../projection.ts';
import { type RowStyle, rowStyle, styleIn } from '../style.ts';
import { symbolOf, traceSymbol } from '../symbols.ts';
import { t } from '../text/index.ts';
import type { Hit, Layer, LayerParts, MakeLayer } from './layer.ts';

export interface PlacedRows {
  readonly fields: LayerParts['frames'][number];
  readonly spots: readonly Spot[];
  readonly style: RowStyle;
}

export async function placedRows({ options, frames, props }: LayerParts, key = 'style'): Promise<{ rows: PlacedRows[]; missing?: string }> {
  const places = await Promise.all(frames.map((fields) => placesOf(fields, options.location)));
  const style = styleIn(options.config, key);
  const rows = frames.map((fields, index) => ({ fields, spots: places[index]?.spots ?? [], style: rowStyle(style, fields, props.theme) }));
  const missing = rows.length > 0 && !rows.some(({ spots }) => spots.some(({ x }) => Number.isFinite(x)));
  if (!missing) return { rows };
  return {
    rows,
    missing: places.some((place) => place.missing === 'gazetteer') ? t.noGazetteer(options.location?.gazetteer ?? '') : t.noPlaces,
  };
}

export const markers: MakeLayer = async (parts) => {
  const { rows, missing } = await placedRows(parts);
  const { options, props } = parts;
  const only = options.type === 'last-point-tracker';
  const kept = only
    ? rows.map((each) => ({ ...each, spots: each.spots.map((spot, row) => (row === each.spots.length - 1 ? spot : none)) }))
    : rows;
  const spots = kept.flatMap((each) => each.spots.filter(({ x }) => Number.isFinite(x)));
  return {
    options,
    spots,
    ...(missing && { missing }),
    draw: (context, view) => drawMarkers(context, view, kept, props.theme.fontSans),
    hitAt: (view, x, y) => markerAt(kept, view, x, y),
    hits: (view) => kept.flatMap((each) => each.spots.flatMap((_, row) => hitOf(each, row, view) ?? [])),
    ...(options.config?.showLegend !== false && kept[0] && { legend: { name: options.name ?? '', style: kept[0].style } }),
  } satisfies Layer;
};
const none: Spot = { x: Number.NaN, y: Number.NaN };

export function drawMarkers(context: CanvasRenderingContext2D, view: MapView, rows: readonly PlacedRows[], font: string): void {
  for (const { spots, style } of rows) {
    const { symbolAlign, textConfig = {} } = style.style;
    const aside = { left: -1, center: 0, right: 1 }[symbolAlign?.horizontal ?? 'center'];
    const below = { top: -1, center: 0, bottom: 1 }[symbolAlign?.vertical ?? 'center'];
    spots.forEach((spot, row) => {
      if (!Number.isFinite(spot.x)) return;
      const { x, y } = toScreen(view, spot.x, spot.y);
      const size = style.size(row);
      if (x < -size || y < -size || x > view.width + size || y > view.height + size) return;
      const color = style.color(row);
      context.save();
      context.translate(x + aside * size, y + below * size);
      const turn = style.rotation(row);
      if (turn) context.rotate((turn * Math.PI) / 180);
      context.fillStyle = color;
      context.strokeStyle = color;
      context.lineWidth = style.lineWidth;
      if (traceSymbol(context, symbolOf(style.symbol(row)), size)) {
        const { globalAlpha } = context;
        context.globalAlpha = globalAlpha * style.opacity;
        context.fill();
        context.globalAlpha = globalAlpha;
      } else context.lineWidth = Math.max(style.lineWidth, size / 3);
      context.stroke();
      context.restore();
      const text = style.text(row);
      if (!text) return;
      context.fillStyle = color;
      context.font = `${textConfig.fontSize ?? 12}px ${font}`;
      context.textAlign = textConfig.textAlign ?? 'center';
      context.textBaseline = textConfig.textBaseline ?? 'middle';
      context.fillText(text, x + (textConfig.offsetX ?? 0), y + (textConfig.offsetY ?? 0));
    });
  }
}

/** The topmost sign under the pointer. */
export function markerAt(rows: readonly PlacedRows[], view: MapView, x: number, y: number): Hit | undefined {
  for (const each of rows.toReversed()) {
    for (let row = each.spots.length - 1; row >= 0; row--) {
      const spot = each.spots[row] as Spot;
      if (!Number.isFinite(spot.x)) continue;
      const at = toScreen(view, spot.x, spot.y);
      if (Math.hypot(at.x - x, at.y - y) <= Math.max(6, each.style.size(row) + 2)) return hitOf(each, row, view);
    }
  }
  return;
}

export function hitOf({ fields, spots }: PlacedRows, row: number, view: MapView): Hit | undefined {
  const spot = spots[row];
  if (!spot || !Number.isFinite(spot.x)) return;
  const name = fields.find(({ field }) => field.type === 'string');
  return { ...toScreen(view, spot.x, spot.y), fields, row, label: name ? shown(name.display(rawAt(name.field, row))) : t.row(row + 1) };
}
