/** Panels of the community whose work core panels took over. */
import { own } from '@orrery/plugin-sdk/data/own';
import { compact, fieldConfigOf, isObject, type Json, objects } from '../json.ts';
import { newMappings } from '../steps/mappings.ts';
import { become, drop } from './become.ts';
import { reducerOf } from './reducers.ts';
import { singlestatMappings } from './singlestat.ts';

/** Words of two panels for a colour at each place. */
function colorByName(panel: Json): Json[] {
  const { aliasColors } = panel;
  return Object.entries(isObject(aliasColors) ? aliasColors : {}).map(([alias, fixedColor]) => ({
    matcher: { id: 'byName', options: alias },
    properties: [{ id: 'color', value: { mode: 'fixed', fixedColor } }],
  }));
}

export function pieChartPanel(panel: Json): void {
  const { defaults, overrides } = fieldConfigOf(panel);
  const { legend = {}, legendType } = panel;
  Object.assign(defaults, compact({ unit: panel.format, decimals: panel.decimals }));
  overrides.push(...colorByName(panel));
  const shown = legend.show !== false && legendType !== 'On graph';
  panel.options = {
    ...panel.options,
    pieType: panel.pieType === 'donut' ? 'donut' : 'pie',
    reduceOptions: { values: false, calcs: [reducerOf(panel.valueName) ?? 'lastNotNull'], fields: '' },
    displayLabels:
      legendType === 'On graph' ? ['name', ...(legend.values ? ['value'] : []), ...(legend.percentage ? ['percent'] : [])] : [],
    legend: {
      showLegend: shown,
      displayMode: legend.values || legend.percentage ? 'table' : 'list',
      placement: legendType === 'Right side' ? 'right' : 'bottom',
      values: [...(legend.values ? ['value'] : []), ...(legend.percentage ? ['percent'] : [])],
    },
    tooltip: { mode: 'single', sort: 'none' },
  };
  become(panel, 'piechart');
  drop(panel, ['format', 'decimals', 'valueName', 'pieType', 'legend', 'legendType', 'aliasColors', 'nullPointMode', 'nullText']);
}

/** Where the view stands, by the names of the old panel. */
const centers: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  '(0°, 0°)': [0, 0],
  'North America': [40, -100],
  Europe: [46, 14],
  'West Asia': [26, 53],
  'SE Asia': [10, 106],
};

export function worldMapPanel(panel: Json): void {
  const { defaults } = fieldConfigOf(panel);
  const [lat, lon] = own(centers, String(panel.mapCenter)) ?? [Number(panel.mapCenterLatitude) || 0, Number(panel.mapCenterLongitude) || 0];
  const limits = typeof panel.thresholds === 'string' ? panel.thresholds.split(',').map(Number) : [];
  if (Array.isArray(panel.colors) && limits.length > 0)
    defaults.thresholds = {
      mode: 'absolute',
      steps: [null, ...limits].map((value, at) => ({ value, color: panel.colors[at] ?? 'transparent' })),
    };
  if (panel.decimals !== undefined) defaults.decimals = panel.decimals;
  const { latitudeField, longitudeField, geohashField } = isObject(panel.tableQueryOptions) ? panel.tableQueryOptions : ({} as Json);
  const byHash = panel.locationData === 'geohash' || panel.tableQueryOptions?.queryType === 'geohash';
  const byPlace = panel.locationData === 'table';
  panel.options = {
    ...panel.options,
    basemap: { type: 'default', name: 'Layer 0' },
    view: { id: 'coords', lat, lon, zoom: Number(panel.initialZoom) || 1 },
    controls: { mouseWheelZoom: Boolean(panel.mouseWheelZoom), showZoom: true, showAttribution: true },
    layers: [
      {
        type: 'markers',
        name: 'Layer 1',
        config: {
          style: {
            size: { fixed: 5, min: Number(panel.circleMinSize) || 2, max: Number(panel.circleMaxSize) || 30, field: 'Value' },
            color: { field: 'Value', fixed: 'dark-green' },
            opacity: 0.5,
          },
          showLegend: panel.showLegend !== false,
        },
        location: byHash
          ? compact({ mode: 'geohash', geohash: geohashField ?? panel.esGeoPoint })
          : byPlace
            ? compact({ mode: 'coords', latitude: latitudeField, longitude: longitudeField })
            : {
                mode: 'lookup',
                gazetteer: panel.locationData === 'states' ? 'public/gazetteer/usa-states.json' : 'public/gazetteer/countries.json',
              },
      },
    ],
  };
  become(panel, 'geomap');
  drop(panel, ['mapCenter', 'mapCenterLatitude', 'mapCenterLongitude', 'initialZoom', 'mouseWheelZoom', 'circleMinSize', 'circleMaxSize']);
  drop(panel, ['showLegend', 'thresholds', 'colors', 'locationData', 'tableQueryOptions', 'decimals', 'esGeoPoint']);
}

export function discretePanel(panel: Json): void {
  const { defaults, overrides } = fieldConfigOf(panel);
  const mappings = newMappings(singlestatMappings(panel));
  const colors = objects(panel.colorMaps);
  const texts: Json = {};
  for (const { text, color } of colors) texts[String(text)] = { color };
  const all = [...mappings, ...(colors.length > 0 ? [{ type: 'value', options: texts }] : [])];
  if (all.length > 0) defaults.mappings = all;
  Object.assign(defaults, compact({ unit: panel.units, decimals: panel.decimals }));
  overrides.push(...colorByName(panel));
  panel.options = {
    ...panel.options,
    mergeValues: true,
    showValue: panel.writeAllValues || panel.writeLastValue ? 'always' : 'auto',
    alignValue: 'left',
    rowHeight: 0.9,
    legend: { showLegend: panel.showLegend !== false, displayMode: 'list', placement: 'bottom', calcs: [] },
    tooltip: { mode: 'single', sort: 'none' },
  };
  become(panel, 'state-timeline');
  drop(panel, ['mappingType', 'mappingTypes', 'valueMaps', 'rangeMaps', 'colorMaps', 'units', 'decimals', 'showLegend', 'legend']);
}
