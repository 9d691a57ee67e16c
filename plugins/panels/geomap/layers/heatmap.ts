/** Where much is: every row warms the map around it. */
import { continuousScale } from '@orrery/plugin-sdk/data';
import { toScreen } from '../projection.ts';
import { fieldOf, scaled } from '../style.ts';
import type { Dimension } from '../options.ts';
import type { MakeLayer } from './layer.ts';
import { placedRows } from './markers.ts';

interface HeatmapConfig {
  readonly weight?: Dimension<number>;
  readonly radius?: number;
  readonly blur?: number;
}
const rainbow = ['#0000ff', '#00ffff', '#00ff00', '#ffff00', '#ff0000'];

export const heatmap: MakeLayer = async (parts) => {
  const { rows, missing } = await placedRows(parts);
  const { options, props } = parts;
  const { weight, radius = 5, blur = 15 } = (options.config ?? {}) as HeatmapConfig;
  const weights = rows.map(({ fields }) =>
    scaled(weight?.mode === 'fixed' ? undefined : fieldOf(fields, weight?.field), { min: 0, max: 1, ...weight }, 1),
  );
  const mode = props.fieldConfig.defaults.color?.mode ?? '';
  const scale = continuousScale(mode, props.theme);
  const colors = new Uint8ClampedArray(paint(scale ? Array.from({ length: 9 }, (_, index) => scale(index / 8)) : rainbow));
  return {
    options,
    spots: rows.flatMap(({ spots }) => spots.filter(({ x }) => Number.isFinite(x))),
    ...(missing && { missing }),
    draw(context, view) {
      const ratio = context.getTransform().a || 1;
      const reach = radius + blur;
      const sheet = new OffscreenCanvas(Math.max(1, Math.round(view.width * ratio)), Math.max(1, Math.round(view.height * ratio)));
      const heat = sheet.getContext('2d') as OffscreenCanvasRenderingContext2D;
      heat.scale(ratio, ratio);
      const sprite = warmth(radius, reach);
      rows.forEach(({ spots }, index) => {
        spots.forEach((spot, row) => {
          if (!Number.isFinite(spot.x)) return;
          const { x, y } = toScreen(view, spot.x, spot.y);
          if (x < -reach || y < -reach || x > view.width + reach || y > view.height + reach) return;
          heat.globalAlpha = Math.max(0.02, Math.min(1, weights[index]?.(row) ?? 1));
          heat.drawImage(sprite, x - reach, y - reach, reach * 2, reach * 2);
        });
      });
      const image = heat.getImageData(0, 0, sheet.width, sheet.height);
      const { data } = image;
      for (let at = 3; at < data.length; at += 4) {
        const much = data[at] as number;
        if (much === 0) continue;
        data.set(colors.subarray(much * 4, much * 4 + 3), at - 3);
      }
      heat.putImageData(image, 0, 0);
      context.drawImage(sheet, 0, 0, view.width, view.height);
    },
  };
};

/** Fades from its middle to its edge. */
function warmth(radius: number, reach: number): OffscreenCanvas {
  const sprite = new OffscreenCanvas(reach * 2, reach * 2);
  const context = sprite.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const fade = context.createRadialGradient(reach, reach, radius / 2, reach, reach, reach);
  fade.addColorStop(0, 'rgba(0,0,0,1)');
  fade.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = fade;
  context.fillRect(0, 0, reach * 2, reach * 2);
  return sprite;
}

/** 256 colours from the first to the last. */
function paint(colors: readonly string[]): ArrayLike<number> {
  const strip = new OffscreenCanvas(256, 1);
  const context = strip.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const run = context.createLinearGradient(0, 0, 256, 0);
  colors.forEach((color, index) => run.addColorStop(index / (colors.length - 1), color));
  context.fillStyle = run;
  context.fillRect(0, 0, 256, 1);
  return context.getImageData(0, 0, 256, 1).data;
}
