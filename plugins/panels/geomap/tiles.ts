/** What lies below the layers. The outlines of the land are always there; pictures of others come only where the server may bring them. */
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { LayerOptions } from './options.ts';
import type { MapView } from './projection.ts';
import { t } from './text/index.ts';

export interface Basemap {
  readonly attribution: string;
  readonly notice?: string;
  readonly draw?: (context: CanvasRenderingContext2D, view: MapView) => void;
}

export async function basemapOf({ type }: LayerOptions, _theme: PanelTheme, _redraw: () => void): Promise<Basemap> {
  return { attribution: type === 'default' ? t.outlines : t.outlinesFor(type) };
}
