/** What lies below the layers. The outlines of the land are always there; pictures of others come only from hosts that the server's setting names. */
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { LayerOptions } from './options.ts';
import { type MapView, scaleOf } from './projection.ts';
import { t } from './text/index.ts';

export interface Basemap {
  readonly attribution: string;
  readonly notice?: string;
  readonly draw?: (context: CanvasRenderingContext2D, view: MapView) => void;
}
interface Source {
  /** With `{z}`, `{x}`, `{y}`. */
  readonly url: string;
  readonly attribution: string;
}

const osm = '© OpenStreetMap';
const esri = 'https://services.arcgisonline.com/ArcGIS/rest/services';
const services = new Set([
  'World_Street_Map',
  'World_Imagery',
  'World_Physical_Map',
  'World_Topo_Map',
  'USA_Topo_Maps',
  'World_Ocean_Base',
]);

/** Where the tiles of a base map are, or undefined for one that has none. */
export function sourceOf({ type, config = {} }: LayerOptions, theme: Pick<PanelTheme, 'name'>): Source | undefined {
  const { url, attribution, theme: look, showLabels, server } = config as Readonly<Record<string, unknown>>;
  const written = typeof attribution === 'string' ? attribution.replace(/<[^>]*>/g, '') : '';
  if (type === 'osm-standard') return { url: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png', attribution: osm };
  if (type === 'carto') {
    const style = `${look === 'light' || (look !== 'dark' && theme.name === 'day') ? 'light' : 'dark'}_${showLabels === false ? 'nolabels' : 'all'}`;
    return { url: `https://basemaps.cartocdn.com/${style}/{z}/{x}/{y}.png`, attribution: `${osm} © CARTO` };
  }
  if (type === 'esri-xyz') {
    const name = String(server ?? 'streets');
    const short: Readonly<Record<string, string>> = {
      streets: 'World_Street_Map',
      'world-imagery': 'World_Imagery',
      topo: 'World_Topo_Map',
      'world-physical': 'World_Physical_Map',
      'usa-topo': 'USA_Topo_Maps',
      ocean: 'World_Ocean_Base',
    };
    const service = services.has(name) ? name : (short[name] ?? 'World_Street_Map');
    if (name !== 'custom') return { url: `${esri}/${service}/MapServer/tile/{z}/{y}/{x}`, attribution: 'Esri' };
  }
  return (type === 'xyz' || type === 'esri-xyz') && typeof url === 'string' && /^https?:\/\//.test(url)
    ? { url, attribution: written }
    : undefined;
}

/** Origins from which the page may show pictures, as the server wrote them into it. A frame of a plugin has none. */
export function mayShow(url: string, allowed: readonly string[]): boolean {
  let address: URL;
  try {
    address = new URL(url.replace(/\{[a-z]\}/g, '0'));
  } catch {
    return false;
  }
  return allowed.some((host) => {
    const [scheme, name = ''] = host.split('://');
    if (`${scheme}:` !== address.protocol) return false;
    return name.startsWith('*.') ? address.host.endsWith(name.slice(1)) : address.host === name;
  });
}

const tileSize = 256;
const mostTiles = 400;

export async function basemapOf(layer: LayerOptions, theme: PanelTheme, redraw: () => void): Promise<Basemap> {
  if (layer.type === 'default') return { attribution: t.outlines };
  const source = sourceOf(layer, theme);
  const allowed = document.querySelector<HTMLMetaElement>('meta[name="image-hosts"]')?.content.split(' ').filter(Boolean) ?? [];
  if (!source || !mayShow(source.url, allowed)) return { attribution: t.outlinesFor(layer.type) };
  return { attribution: source.attribution || t.outlines, draw: tilesOf(source, redraw) };
}

function tilesOf({ url }: Source, redraw: () => void): NonNullable<Basemap['draw']> {
  const kept = new Map<string, HTMLImageElement>();
  const tileAt = (zoom: number, x: number, y: number): HTMLImageElement => {
    const address = url
      .replace('{z}', String(zoom))
      .replace('{x}', String(x))
      .replace('{y}', String(y))
      .replace('{-y}', String(2 ** zoom - 1 - y))
      .replace('{s}', 'abc'[(x + y) % 3] as string);
    const known = kept.get(address);
    if (known) return known;
    if (kept.size >= mostTiles) kept.delete(kept.keys().next().value as string);
    const image = new Image();
    // Without its leave a foreign picture would keep the map from being saved as one.
    image.crossOrigin = 'anonymous';
    image.referrerPolicy = 'strict-origin-when-cross-origin';
    image.addEventListener('load', redraw, { once: true });
    image.src = address;
    kept.set(address, image);
    return image;
  };
  return (context, view) => {
    const zoom = Math.max(0, Math.min(19, Math.round(view.zoom)));
    const count = 2 ** zoom;
    const size = scaleOf(view) / count;
    if (size < tileSize / 4) return;
    const left = view.x * count - view.width / 2 / size;
    const top = view.y * count - view.height / 2 / size;
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(count, top + view.height / size); y++)
      for (let x = Math.floor(left); x < left + view.width / size; x++) {
        const image = tileAt(zoom, ((x % count) + count) % count, y);
        // Half a pixel more: no seams between tiles.
        if (image.complete && image.naturalWidth > 0) context.drawImage(image, (x - left) * size, (y - top) * size, size + 0.5, size + 0.5);
      }
  };
}
