/** Layers by the type that dashboards name. What markers do not need is loaded with the first layer that does. */
import { frameMatcher, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { firstLayer, type GeomapOptions } from '../options.ts';
import { t } from '../text/index.ts';
import type { Layer, MakeLayer } from './layer.ts';
import { markers } from './markers.ts';

const lazy =
  <Name extends string>(load: () => Promise<Record<Name, MakeLayer>>, name: Name): MakeLayer =>
  async (parts) =>
    (await load())[name](parts);
const geojson = lazy(() => import('./geojson.ts'), 'geojson');
const makers: Readonly<Record<string, MakeLayer>> = {
  markers,
  'last-point-tracker': markers,
  heatmap: lazy(() => import('./heatmap.ts'), 'heatmap'),
  geojson,
  'dynamic-geojson': geojson,
  route: lazy(() => import('./route.ts'), 'route'),
  night: lazy(() => import('./night.ts'), 'night'),
  photos: lazy(() => import('./photos.ts'), 'photos'),
  network: lazy(() => import('./network.ts'), 'network'),
};

/** All layers of the map, from the lowest to the topmost. One that fails leaves the others. */
export function layersOf(props: PanelProps<GeomapOptions>, redraw: () => void): Promise<Layer[]> {
  const fields = resolveFields(props.frames, props.fieldConfig, props);
  const list = props.options.layers.length > 0 ? props.options.layers : [firstLayer];
  return Promise.all(
    list.map(async (options): Promise<Layer> => {
      const maker = Object.hasOwn(makers, options.type) ? makers[options.type] : undefined;
      const empty: Layer = { options, spots: [], draw: () => undefined };
      if (!maker) return { ...empty, missing: t.unknownLayer(options.type) };
      const isMeant = options.filterData ? frameMatcher({ id: options.filterData.id, options: options.filterData.options }) : () => true;
      const frames = props.frames.flatMap((frame, index) =>
        isMeant(frame, index) ? [fields.filter(({ frameIndex }) => frameIndex === index)] : [],
      );
      try {
        return await maker({ options, props, frames, redraw });
      } catch (error) {
        return { ...empty, missing: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
