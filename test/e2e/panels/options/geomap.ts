import { middle, type OptionCase, type PanelCases } from './shared.ts';

const view = { id: 'fit', padding: 10 };
const map = { layers: [{ type: 'markers', name: 'Cities', config: { style: { size: { fixed: 9 } } } }] };
const coords = { id: 'coords', lat: 48, lon: 8, zoom: 3 };

/** A layer without and with something said of it. */
function layer(type: string, without: object, with_: object, data = 'cities' as const): OptionCase {
  const base = { type, name: 'A', ...without };
  return { option: 'layers', value: [deep(base, with_)], scene: { data, options: { view, layers: [base] } } };
}
function deep(one: object, other: object): object {
  const both: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = both[key];
    both[key] =
      typeof value === 'object' && value && !Array.isArray(value) && typeof before === 'object' && before ? deep(before, value) : value;
  }
  return both;
}
const big = { config: { style: { size: { fixed: 12 } } } };
const style = (of: object): object => ({ config: { style: of } });
const turning = (rotation: object): object => ({
  config: { style: { size: { fixed: 14 }, symbol: { fixed: 'plane' }, rotation: { field: 'Course', ...rotation } } },
});
const places = (location: object): OptionCase => ({
  option: 'layers',
  value: [{ type: 'markers', name: 'A', location, ...big }],
  scene: {
    data: 'countries',
    options: { view: { id: 'zero' }, layers: [{ type: 'markers', name: 'A', location: { mode: 'coords' }, ...big }] },
  },
});

const cases: readonly OptionCase[] = [
  { option: 'view.id', value: 'europe', scene: { options: { view: { id: 'zero' } } } },
  { option: 'view.id', value: 'fit', scene: { options: { view: { id: 'zero' } } } },
  { option: 'view.lat', value: 20, scene: { options: { view: coords } } },
  { option: 'view.lon', value: 60, scene: { options: { view: coords } } },
  { option: 'view.zoom', value: 5, scene: { options: { view: coords } } },
  { option: 'view.minZoom', value: 5, scene: { options: { view: coords } } },
  { option: 'view.maxZoom', value: 2, scene: { options: { view: coords } } },
  { option: 'view.padding', value: 60 },
  {
    option: 'view.allLayers',
    value: false,
    scene: {
      options: {
        view: { id: 'fit', layer: 'Last' },
        layers: [...map.layers, { type: 'last-point-tracker', name: 'Last', config: { style: {} } }],
      },
    },
  },
  {
    option: 'view.layer',
    value: 'Last',
    scene: {
      options: {
        view: { id: 'fit', allLayers: false },
        layers: [...map.layers, { type: 'last-point-tracker', name: 'Last', config: { style: {} } }],
      },
    },
  },
  { option: 'view.lastOnly', value: true },
  { option: 'view.noRepeat', value: true, scene: { options: { view: { id: 'coords', lat: 0, lon: 0, zoom: 0 } } } },
  { option: 'layers', value: [{ type: 'markers', name: 'B', filterData: { id: 'byRefId', options: 'Z' } }] },
  { option: 'layers', value: [{ ...map.layers[0], opacity: 0.3 }] },
  { option: 'layers', value: [{ ...map.layers[0], tooltip: false }], point: [0.5, 0.46], scene: { options: { view: coords2() } } },
  { option: 'layers', value: [{ ...map.layers[0], config: { style: { size: { fixed: 9 } }, showLegend: false } }] },
  layer('markers', big, style({ size: { field: 'Load', min: 4, max: 30 } })),
  layer('markers', { config: { style: { size: { field: 'Load' } } } }, style({ size: { min: 10 } })),
  layer('markers', { config: { style: { size: { field: 'Load' } } } }, style({ size: { max: 40 } })),
  layer('markers', big, style({ size: { fixed: 20 } })),
  layer('markers', big, style({ color: { field: 'Load' } })),
  layer('markers', big, style({ color: { fixed: 'purple' } })),
  layer('markers', big, style({ opacity: 1 })),
  ...['square', 'triangle', 'star', 'cross', 'x-mark', 'plane'].map((name) =>
    layer('markers', big, style({ symbol: { mode: 'fixed', fixed: `img/icons/marker/${name}.svg` } })),
  ),
  layer('markers', big, style({ symbolAlign: { horizontal: 'left' } })),
  layer('markers', big, style({ symbolAlign: { vertical: 'bottom' } })),
  layer('markers', big, style({ text: { field: 'City' } })),
  layer('markers', big, style({ text: { fixed: 'Here' } })),
  layer('markers', { config: { style: { text: { field: 'City' } } } }, style({ textConfig: { fontSize: 20 } })),
  layer('markers', { config: { style: { text: { field: 'City' } } } }, style({ textConfig: { offsetX: 20 } })),
  layer('markers', { config: { style: { text: { field: 'City' } } } }, style({ textConfig: { offsetY: 20 } })),
  layer('markers', { config: { style: { text: { field: 'City' } } } }, style({ textConfig: { textAlign: 'left' } })),
  layer('markers', { config: { style: { text: { field: 'City' } } } }, style({ textConfig: { textBaseline: 'bottom' } })),
  layer('markers', big, style({ symbol: { field: 'Sign' } })),
  layer('markers', turning({}), style({ rotation: { mode: 'clamped', max: 30 } })),
  layer('markers', turning({ mode: 'clamped' }), style({ rotation: { min: 60 } })),
  layer('markers', turning({ mode: 'clamped' }), style({ rotation: { max: 20 } })),
  layer('markers', big, { name: 'Another' }),
  layer('markers', { config: { style: { size: { fixed: 14 }, symbol: { fixed: 'plane' } } } }, style({ rotation: { fixed: 40 } })),
  layer('markers', { config: { style: { size: { fixed: 14 }, symbol: { fixed: 'plane' } } } }, style({ rotation: { field: 'Course' } })),
  layer('markers', big, { location: { mode: 'geohash', geohash: 'Load' } }),
  layer('markers', { ...big, location: { mode: 'geohash' } }, { location: { geohash: 'Hash' } }),
  layer('markers', { ...big, location: { mode: 'coords' } }, { location: { latitude: 'Load' } }),
  layer('markers', { ...big, location: { mode: 'coords' } }, { location: { longitude: 'Load' } }),
  places({ mode: 'lookup', lookup: 'Land' }),
  places({ mode: 'lookup', lookup: 'State', gazetteer: 'public/gazetteer/usa-states.json' }),
  places({ mode: 'auto' }),
  layer('heatmap', { config: { radius: 20, blur: 15 } }, { config: { radius: 40 } }),
  layer('heatmap', { config: { radius: 20, blur: 15 } }, { config: { blur: 40 } }),
  layer('heatmap', { config: { radius: 30, blur: 15 } }, { config: { weight: { field: 'Load' } } }),
  layer('route', { config: { style: { lineWidth: 2 } } }, { config: { arrow: 1 } }),
  layer('route', { config: { arrow: 1, style: { lineWidth: 2 } } }, { config: { arrow: -1 } }),
  layer('route', { config: { style: { lineWidth: 2 } } }, style({ lineWidth: 8 })),
  layer('night', {}, { config: { show: 'from' } }),
  layer('night', {}, { config: { nightColor: 'rgba(200, 0, 0, 0.5)' } }),
  {
    option: 'layers',
    value: [{ type: 'night', config: { sun: false } }],
    scene: { options: { view: { id: 'zero' }, layers: [{ type: 'night' }] } },
  },
  layer('photos', { config: { src: { field: 'src' } } }, { config: { kind: 'circle' } }),
  layer('photos', { config: { src: { field: 'src' } } }, { config: { kind: 'anchored' } }),
  layer('photos', { config: { src: { field: 'src' } } }, { config: { border: 10 } }),
  layer('photos', { config: { src: { field: 'src' } } }, { config: { radius: 40 } }),
  layer('photos', { config: {} }, { config: { src: { field: 'City' } } }),
  layer('geojson', {}, style({ color: { fixed: 'red' } })),
  layer(
    'geojson',
    {},
    { config: { rules: [{ check: { property: 'name', operation: 'eq', value: 'Spain' }, style: { color: { fixed: 'red' } } }] } },
  ),
  layer('geojson', {}, { config: { src: 'nothing.geojson' } }),
  {
    option: 'layers',
    value: [{ type: 'dynamic-geojson', config: { idField: 'Land', style: { color: { field: 'Load' } } } }],
    scene: { data: 'countries', options: { view: { id: 'europe' }, layers: [{ type: 'dynamic-geojson', config: { idField: 'State' } }] } },
  },
  {
    option: 'layers',
    value: [{ type: 'network', config: { arrow: 1, edgeStyle: { color: { fixed: 'blue' } } } }],
    scene: { data: 'network', options: { view, layers: [{ type: 'network', config: {} }] } },
  },
  { option: 'basemap.type', value: 'osm-standard' },
  { option: 'basemap.opacity', value: 0.2 },
  { option: 'controls.showZoom', value: false },
  { option: 'controls.showAttribution', value: false },
  { option: 'controls.showScale', value: true },
  { option: 'controls.showMeasure', value: true },
  { option: 'controls.showDebug', value: true },
  { option: 'controls.mouseWheelZoom', value: false, point: middle, wheel: -240 },
  { option: 'tooltip.mode', value: 'none', point: [0.5, 0.46], scene: { options: { view: coords2() } } },
];

/** Berlin in the middle, to be pointed at. */
function coords2(): object {
  return { id: 'coords', lat: 52.52, lon: 13.4, zoom: 4 };
}

export default {
  base: { data: 'cities', options: { view, ...map }, defaults: { unit: 'percent' } },
  cases: cases.map((each) => (each.point ? { ...each, point: middle } : each)),
  toldElsewhere: {
    // No server of pictures is asked in a test.
    ...Object.fromEntries(
      ['theme', 'showLabels', 'url', 'attribution', 'server'].map((name) => [
        `basemap.config.${name}`,
        'plugins/panels/geomap/tiles.test.ts',
      ]),
    ),
    'view.shared': 'plugins/panels/geomap/geomap.test.ts: maps that share their view move together',
  },
} satisfies PanelCases;
