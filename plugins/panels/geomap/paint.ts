/** The map itself: sea, land, borders, then the layers. */
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { Outlines } from './land.ts';
import { copies } from './layers/copies.ts';
import type { Layer } from './layers/layer.ts';
import { type MapView, scaleOf } from './projection.ts';

export interface Scene {
  readonly view: MapView;
  readonly outlines: Outlines | undefined;
  readonly tiles: ((context: CanvasRenderingContext2D, view: MapView) => void) | undefined;
  readonly layers: readonly Layer[];
  readonly theme: PanelTheme;
  readonly noRepeat: boolean;
  readonly basemapOpacity: number;
}

export function paint(canvas: HTMLCanvasElement, { view, outlines, tiles, layers, theme, noRepeat, basemapOpacity }: Scene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.max(1, Math.round(view.width * ratio)), Math.max(1, Math.round(view.height * ratio))];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { tokens } = theme;
  context.globalAlpha = 1;
  context.fillStyle = tokens['bg-inset'] ?? theme.background;
  context.fillRect(0, 0, view.width, view.height);
  context.globalAlpha = basemapOpacity;
  const scale = scaleOf(view);
  for (const copy of noRepeat ? [0] : copies(view)) {
    if (!outlines) break;
    context.save();
    context.translate((copy - view.x) * scale + view.width / 2, -view.y * scale + view.height / 2);
    context.scale(scale, scale);
    context.fillStyle = tokens['bg-raised'] ?? '#444';
    context.fill(outlines.land, 'evenodd');
    context.lineJoin = 'round';
    context.strokeStyle = tokens['border-control'] ?? '#666';
    context.lineWidth = 0.75 / scale;
    context.stroke(outlines.land);
    context.strokeStyle = tokens['border-default'] ?? '#555';
    context.stroke(outlines.borders);
    context.restore();
  }
  tiles?.(context, view);
  for (const layer of layers) {
    context.save();
    context.globalAlpha = layer.options.opacity ?? 1;
    layer.draw(context, view);
    context.restore();
  }
}
