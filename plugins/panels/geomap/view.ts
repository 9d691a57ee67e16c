/** Where the map begins: as the dashboard says, or so that the data fit. */
import type { Layer } from './layers/layer.ts';
import type { GeomapOptions, ViewOptions } from './options.ts';
import { boundsOf, fitted, type MapView, project } from './projection.ts';

const centres: Readonly<Record<string, readonly [longitude: number, latitude: number, zoom: number]>> = {
  zero: [0, 0, 1],
  'north-america': [-100, 40, 4],
  'south-america': [-60, -20, 3],
  europe: [14, 46, 4],
  africa: [15, 0, 3],
  'west-asia': [53, 26, 4],
  'se-asia': [106, 10, 4],
  asia: [90, 35, 3],
  oceania: [140, -25, 4],
};
/** A single point is not looked at through a microscope. */
const closestFit = 12;

export function startView(
  { view }: Pick<GeomapOptions, 'view'>,
  layers: readonly Layer[],
  size: { readonly width: number; readonly height: number },
): MapView {
  const { id, lat, lon, zoom } = view;
  if (id === 'fit') {
    const bounds = boundsOf(fittedLayers(view, layers).flatMap(({ spots }) => (view.lastOnly ? spots.slice(-1) : spots)));
    if (bounds)
      return limited({ ...size, ...fitted(bounds, size, view.padding ?? 5, Math.min(view.maxZoom ?? closestFit, closestFit)) }, view);
  }
  const [longitude, latitude, near] = centres[id] ?? centres.zero ?? [0, 0, 1];
  const own = id === 'coords' || id === 'dashboardVariable' || id === 'dashboard-variable' || !Object.hasOwn(centres, id);
  const centre = project(own ? Number(lon ?? longitude) || 0 : longitude, own ? Number(lat ?? latitude) || 0 : latitude);
  return limited({ ...size, ...centre, zoom: zoom ?? near }, view);
}

function fittedLayers({ allLayers = true, layer }: ViewOptions, layers: readonly Layer[]): readonly Layer[] {
  if (allLayers) return layers;
  const chosen = layers.filter(({ options }) => options.name === layer);
  return chosen.length > 0 ? chosen : layers;
}

/** Between the nearest and the farthest that the dashboard allows. */
export function limited<View extends MapView>(view: View, { minZoom = 0, maxZoom = 20 }: ViewOptions): View {
  return { ...view, zoom: Math.max(minZoom, Math.min(maxZoom, view.zoom)) };
}
