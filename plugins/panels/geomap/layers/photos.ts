/** Pictures where they were taken. Of this server or inside the data: the page asks nobody else. */
import { namedColor, rawAt } from '@orrery/plugin-sdk/data';
import { isShown } from '@orrery/plugin-sdk/ui';
import { toScreen } from '../projection.ts';
import { fieldOf } from '../style.ts';
import type { MakeLayer } from './layer.ts';
import { hitOf, placedRows } from './markers.ts';

interface PhotosConfig {
  readonly src?: { readonly field?: string };
  readonly kind?: 'square' | 'circle' | 'anchored' | 'folio';
  readonly border?: number;
  readonly radius?: number;
  readonly color?: string;
  readonly shadow?: boolean;
}
const most = 500;

export const photos: MakeLayer = async (parts) => {
  const { rows, missing } = await placedRows(parts);
  const { options, props, redraw } = parts;
  const { src, kind = 'square', border = 2, radius = 20, color = 'white', shadow = true } = (options.config ?? {}) as PhotosConfig;
  const pictures = new Map<string, HTMLImageElement>();
  const pictureOf = (url: string): HTMLImageElement | undefined => {
    if (!isShown(url, location.origin)) return;
    let image = pictures.get(url);
    if (!image && pictures.size < most) {
      image = new Image();
      image.onload = redraw;
      image.src = url;
      pictures.set(url, image);
    }
    return image?.complete && image.naturalWidth > 0 ? image : undefined;
  };
  return {
    options,
    spots: rows.flatMap(({ spots }) => spots.filter(({ x }) => Number.isFinite(x))),
    ...(missing && { missing }),
    draw(context, view) {
      for (const { fields, spots } of rows) {
        const source = fieldOf(fields, src?.field) ?? fields.find(({ field }) => /^(src|image|photo|picture|url)$/i.test(field.name));
        spots.forEach((spot, row) => {
          if (!Number.isFinite(spot.x)) return;
          const { x, y } = toScreen(view, spot.x, spot.y);
          if (x < -2 * radius || y < -2 * radius || x > view.width + 2 * radius || y > view.height + 3 * radius) return;
          const up = kind === 'anchored' ? radius + 8 : 0;
          context.save();
          context.translate(x, y - up);
          context.fillStyle = namedColor(color, props.theme);
          if (shadow) Object.assign(context, { shadowColor: 'rgba(0,0,0,.4)', shadowBlur: 4, shadowOffsetY: 1 });
          context.beginPath();
          if (kind === 'circle') context.arc(0, 0, radius + border, 0, 2 * Math.PI);
          else context.rect(-radius - border, -radius - border, 2 * (radius + border), 2 * (radius + border) + (kind === 'folio' ? 6 : 0));
          if (up) {
            context.moveTo(-5, radius);
            context.lineTo(0, up);
            context.lineTo(5, radius);
          }
          context.fill();
          Object.assign(context, { shadowColor: 'transparent' });
          context.beginPath();
          if (kind === 'circle') context.arc(0, 0, radius, 0, 2 * Math.PI);
          else context.rect(-radius, -radius, 2 * radius, 2 * radius);
          context.clip();
          const image = source && pictureOf(String(rawAt(source.field, row) ?? ''));
          if (image) {
            const side = Math.min(image.naturalWidth, image.naturalHeight);
            context.drawImage(
              image,
              ...([(image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2, side, side] as const),
              ...([-radius, -radius, 2 * radius, 2 * radius] as const),
            );
          } else {
            context.fillStyle = props.theme.tokens['bg-inset'] ?? '#888';
            context.fillRect(-radius, -radius, 2 * radius, 2 * radius);
          }
          context.restore();
        });
      }
    },
    hitAt(view, x, y) {
      for (const each of rows)
        for (let row = each.spots.length - 1; row >= 0; row--) {
          const hit = hitOf(each, row, view);
          const up = kind === 'anchored' ? radius + 8 : 0;
          if (hit && Math.max(Math.abs(hit.x - x), Math.abs(hit.y - up - y)) <= radius + border) return hit;
        }
      return;
    },
    hits: (view) => rows.flatMap((each) => each.spots.flatMap((_, row) => hitOf(each, row, view) ?? [])),
  };
};
