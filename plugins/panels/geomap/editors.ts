/** What people may choose about a map and its layers. */
import { choices, type OptionCondition, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
const of = (...types: string[]): OptionCondition => ({ path: 'type', is: types });
const marked = of('markers', 'last-point-tracker', 'route', 'network', 'dynamic-geojson', 'geojson');
const placed = of('markers', 'last-point-tracker', 'route', 'network', 'heatmap', 'photos');
const group = e.layers;
const symbolChoices = Object.entries(e.symbols).map(([name, label]) => ({ value: `img/icons/marker/${name}.svg`, label }));

/** A look for shapes whose property is so. */
const ruleEditors: readonly OptionEditor[] = [
  { path: 'check.property', label: e.property, group, control: { kind: 'text', placeholder: 'name' } },
  { path: 'check.operation', label: e.operation, group, control: { kind: 'choice', choices: choices(e.operations) } },
  { path: 'check.value', label: e.value, group, control: { kind: 'text' } },
  { path: 'style.color.fixed', label: e.color, group, control: { kind: 'color' } },
  { path: 'style.opacity', label: e.fill, group, control: { kind: 'slider', min: 0, max: 1, step: 0.05 } },
  { path: 'style.lineWidth', label: e.lineWidth, group, control: { kind: 'number', min: 0, max: 20 } },
];

/** Of one layer. */
const layerEditors: readonly OptionEditor[] = [
  { path: 'name', label: e.layerName, group, control: { kind: 'text' } },
  { path: 'type', label: e.type, group, control: { kind: 'choice', choices: choices(e.types) } },
  { path: 'location.mode', label: e.location, group, control: { kind: 'choice', choices: choices(e.modes) }, when: [placed] },
  ...(
    [
      ['latitude', 'coords', e.latitude],
      ['longitude', 'coords', e.longitude],
      ['geohash', 'geohash', e.geohash],
      ['lookup', 'lookup', e.lookup],
    ] as const
  ).map(
    ([key, mode, label]): OptionEditor => ({
      path: `location.${key}`,
      label,
      group,
      control: { kind: 'field' },
      when: [placed, { path: 'location.mode', is: [mode] }],
    }),
  ),
  {
    path: 'location.gazetteer',
    label: e.gazetteer,
    group,
    control: {
      kind: 'choice',
      choices: [
        { value: 'public/gazetteer/countries.json', label: e.gazetteers.countries },
        { value: 'public/gazetteer/usa-states.json', label: e.gazetteers.states },
      ],
    },
    when: [placed, { path: 'location.mode', is: ['lookup', 'auto', undefined] }],
  },
  { path: 'filterData.options', label: e.query, group, control: { kind: 'text', placeholder: 'A' } },
  {
    path: 'config.src',
    label: e.src,
    group,
    control: { kind: 'text', placeholder: 'public/maps/countries.geojson' },
    when: [of('geojson', 'dynamic-geojson')],
  },
  { path: 'config.rules', label: e.rules, group, control: { kind: 'items', add: e.addRule, editors: ruleEditors }, when: [of('geojson')] },
  { path: 'config.idField', label: e.idField, group, control: { kind: 'field' }, when: [of('dynamic-geojson')] },
  { path: 'config.style.size.field', label: e.sizeField, group, control: { kind: 'field' }, when: [marked] },
  { path: 'config.style.size.fixed', label: e.size, group, control: { kind: 'number', min: 1, placeholder: '5' }, when: [marked] },
  { path: 'config.style.size.min', label: e.sizeMin, group, control: { kind: 'number', min: 0, placeholder: '2' }, when: [marked] },
  { path: 'config.style.size.max', label: e.sizeMax, group, control: { kind: 'number', min: 0, placeholder: '15' }, when: [marked] },
  { path: 'config.style.color.field', label: e.colorField, group, control: { kind: 'field' }, when: [marked] },
  { path: 'config.style.color.fixed', label: e.color, group, control: { kind: 'color' }, when: [marked] },
  { path: 'config.style.opacity', label: e.fill, group, control: { kind: 'slider', min: 0, max: 1, step: 0.05 }, when: [marked] },
  { path: 'config.style.symbol.field', label: e.symbolField, group, control: { kind: 'field' }, when: [marked] },
  { path: 'config.style.symbol.fixed', label: e.symbol, group, control: { kind: 'choice', choices: symbolChoices }, when: [marked] },
  {
    path: 'config.style.symbolAlign.horizontal',
    label: e.alignX,
    group,
    control: { kind: 'segments', choices: choices({ left: e.left, center: e.center, right: e.right }) },
    when: [of('markers', 'last-point-tracker', 'network')],
  },
  {
    path: 'config.style.symbolAlign.vertical',
    label: e.alignY,
    group,
    control: { kind: 'segments', choices: choices({ top: e.top, center: e.center, bottom: e.bottom }) },
    when: [of('markers', 'last-point-tracker', 'network')],
  },
  { path: 'config.style.text.field', label: e.textField, group, control: { kind: 'field' }, when: [marked] },
  { path: 'config.style.text.fixed', label: e.text, group, control: { kind: 'text' }, when: [marked] },
  {
    path: 'config.style.textConfig.fontSize',
    label: e.fontSize,
    group,
    control: { kind: 'number', min: 6, placeholder: '12' },
    when: [marked],
  },
  { path: 'config.style.textConfig.offsetX', label: e.offsetX, group, control: { kind: 'number', placeholder: '0' }, when: [marked] },
  { path: 'config.style.textConfig.offsetY', label: e.offsetY, group, control: { kind: 'number', placeholder: '0' }, when: [marked] },
  {
    path: 'config.style.textConfig.textAlign',
    label: e.textAlign,
    group,
    control: { kind: 'segments', choices: choices({ left: e.left, center: e.center, right: e.right }) },
    when: [marked],
  },
  {
    path: 'config.style.textConfig.textBaseline',
    label: e.textBaseline,
    group,
    control: { kind: 'segments', choices: choices({ top: e.top, middle: e.center, bottom: e.bottom }) },
    when: [marked],
  },
  { path: 'config.style.rotation.field', label: e.rotationField, group, control: { kind: 'field' }, when: [marked] },
  { path: 'config.style.rotation.fixed', label: e.rotation, group, control: { kind: 'number', min: -360, max: 360 }, when: [marked] },
  {
    path: 'config.style.rotation.mode',
    label: e.rotationMode,
    group,
    control: { kind: 'segments', choices: choices(e.rotationModes) },
    when: [marked],
  },
  ...(['min', 'max'] as const).map(
    (end): OptionEditor => ({
      path: `config.style.rotation.${end}`,
      label: end === 'min' ? e.rotationMin : e.rotationMax,
      group,
      control: { kind: 'number', min: -360, max: 360, placeholder: end === 'min' ? '-360' : '360' },
      when: [marked],
    }),
  ),
  {
    path: 'config.style.lineWidth',
    label: e.lineWidth,
    group,
    control: { kind: 'number', min: 0, max: 20 },
    when: [of('route', 'geojson', 'dynamic-geojson')],
  },
  {
    path: 'config.arrow',
    label: e.arrow,
    group,
    control: {
      kind: 'segments',
      choices: [
        { value: 0, label: e.none },
        { value: 1, label: e.forward },
        { value: -1, label: e.backward },
      ],
    },
    when: [of('route', 'network')],
  },
  { path: 'config.weight.field', label: e.weightField, group, control: { kind: 'field' }, when: [of('heatmap')] },
  { path: 'config.radius', label: e.radius, group, control: { kind: 'slider', min: 1, max: 50 }, when: [of('heatmap', 'photos')] },
  { path: 'config.blur', label: e.blur, group, control: { kind: 'slider', min: 1, max: 50 }, when: [of('heatmap')] },
  {
    path: 'config.show',
    label: e.show,
    group,
    control: { kind: 'segments', choices: choices({ from: e.from, to: e.to }) },
    when: [of('night')],
  },
  { path: 'config.sun', label: e.sun, group, control: { kind: 'switch' }, when: [of('night')] },
  { path: 'config.nightColor', label: e.nightColor, group, control: { kind: 'color' }, when: [of('night')] },
  { path: 'config.src.field', label: e.photoField, group, control: { kind: 'field' }, when: [of('photos')] },
  { path: 'config.kind', label: e.kind, group, control: { kind: 'choice', choices: choices(e.kinds) }, when: [of('photos')] },
  { path: 'config.border', label: e.border, group, control: { kind: 'number', min: 0, max: 20 }, when: [of('photos')] },
  { path: 'opacity', label: e.opacity, group, control: { kind: 'slider', min: 0, max: 1, step: 0.05 } },
  {
    path: 'config.showLegend',
    label: e.legend,
    group,
    control: { kind: 'switch' },
    when: [of('markers', 'last-point-tracker', 'route', 'network')],
  },
  { path: 'tooltip', label: e.tooltip, group, control: { kind: 'switch' } },
];

const blueprint = (type: keyof typeof e.types, config: object = {}): { label: string; value: Readonly<Record<string, unknown>> } => ({
  label: e.types[type],
  value: {
    type,
    name: e.types[type],
    config: { showLegend: true, ...config },
    location: { mode: 'auto' },
    filterData: { id: 'byRefId', options: '' },
    opacity: 1,
    tooltip: true,
  },
});

const fits: OptionCondition = { path: 'view.id', is: ['fit'] };
const coords: OptionCondition = { path: 'view.id', is: ['coords'] };
const base = e.base;
const tiles = (...types: string[]): OptionCondition => ({ path: 'basemap.type', is: types });

export const editors: readonly OptionEditor[] = [
  { path: 'view.id', label: e.start, group: e.view, control: { kind: 'choice', choices: choices(e.starts) } },
  { path: 'view.lat', label: t.latitude, group: e.view, control: { kind: 'number', min: -85, max: 85, step: 0.1 }, when: [coords] },
  { path: 'view.lon', label: t.longitude, group: e.view, control: { kind: 'number', min: -180, max: 180, step: 0.1 }, when: [coords] },
  {
    path: 'view.zoom',
    label: e.startZoom,
    group: e.view,
    control: { kind: 'number', min: 0, max: 20, step: 0.1 },
    when: [{ path: 'view.id', not: ['fit'] }],
  },
  { path: 'view.padding', label: e.padding, group: e.view, control: { kind: 'number', min: 0, max: 80, placeholder: '5' }, when: [fits] },
  { path: 'view.allLayers', label: e.allLayers, group: e.view, control: { kind: 'switch' }, when: [fits] },
  { path: 'view.layer', label: e.layer, group: e.view, control: { kind: 'text' }, when: [fits, { path: 'view.allLayers', is: [false] }] },
  { path: 'view.lastOnly', label: e.lastOnly, group: e.view, control: { kind: 'switch' }, when: [fits] },
  { path: 'view.minZoom', label: e.minZoom, group: e.view, control: { kind: 'number', min: 0, max: 20 } },
  { path: 'view.maxZoom', label: e.maxZoom, group: e.view, control: { kind: 'number', min: 0, max: 20 } },
  { path: 'view.shared', label: e.shared, group: e.view, control: { kind: 'switch' } },
  { path: 'view.noRepeat', label: e.noRepeat, group: e.view, control: { kind: 'switch' } },
  {
    path: 'layers',
    label: e.layers,
    group: e.layers,
    control: {
      kind: 'items',
      name: 'name',
      editors: layerEditors,
      kinds: [
        blueprint('markers'),
        blueprint('heatmap', { radius: 5, blur: 15 }),
        blueprint('geojson', { src: 'public/maps/countries.geojson' }),
        blueprint('dynamic-geojson', { src: 'public/maps/countries.geojson' }),
        blueprint('route', { arrow: 0 }),
        blueprint('network', { arrow: 0 }),
        blueprint('night', { show: 'to', sun: true }),
        blueprint('photos', { kind: 'square', radius: 20, border: 2 }),
        blueprint('last-point-tracker'),
      ],
    },
  },
  { path: 'basemap.type', label: e.type, group: base, control: { kind: 'choice', choices: choices(e.basemaps) } },
  {
    path: 'basemap.config.theme',
    label: e.look,
    group: base,
    control: { kind: 'segments', choices: choices(e.looks) },
    when: [tiles('carto')],
  },
  { path: 'basemap.config.showLabels', label: e.showLabels, group: base, control: { kind: 'switch' }, when: [tiles('carto')] },
  {
    path: 'basemap.config.server',
    label: e.server,
    group: base,
    control: { kind: 'choice', choices: choices(e.servers) },
    when: [tiles('esri-xyz')],
  },
  {
    path: 'basemap.config.url',
    label: e.url,
    group: base,
    control: { kind: 'text', placeholder: 'https://tile.example/{z}/{x}/{y}.png' },
    when: [tiles('xyz', 'esri-xyz')],
  },
  { path: 'basemap.config.attribution', label: e.attribution, group: base, control: { kind: 'text' }, when: [tiles('xyz', 'esri-xyz')] },
  { path: 'basemap.opacity', label: e.opacity, group: base, control: { kind: 'slider', min: 0, max: 1, step: 0.05 } },
  { path: 'controls.showZoom', label: e.showZoom, group: e.controls, control: { kind: 'switch' } },
  { path: 'controls.mouseWheelZoom', label: e.wheel, group: e.controls, control: { kind: 'switch' } },
  { path: 'controls.showAttribution', label: e.showAttribution, group: e.controls, control: { kind: 'switch' } },
  { path: 'controls.showScale', label: e.showScale, group: e.controls, control: { kind: 'switch' } },
  { path: 'controls.showMeasure', label: e.showMeasure, group: e.controls, control: { kind: 'switch' } },
  { path: 'controls.showDebug', label: e.showDebug, group: e.controls, control: { kind: 'switch' } },
  {
    path: 'tooltip.mode',
    label: e.tooltip,
    group: e.tooltip,
    control: { kind: 'segments', choices: choices({ details: e.details, none: e.none }) },
  },
];
