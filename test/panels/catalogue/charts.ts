/** Panels that draw series, bars and points over axes. */
import { axis, bar, hideFrom, legend, orientation, series, seriesOptions, textSizes, thresholdStyles, tooltip } from './blocks.ts';
import { color, field, flag, list, number, type PanelKnown, pick, text, unit } from './types.ts';

const palette = 'palette-classic';
export const timeseries: PanelKnown = { options: [...seriesOptions(), flag('timeCompare')], custom: series, color: palette };

export const trend: PanelKnown = {
  // Its axis is none of times.
  options: [...legend(), ...tooltip(), pick('orientation', ['horizontal', 'vertical']), flag('disableKeyboardEvents'), field('xField')],
  custom: series,
  color: palette,
};

export const candlestick: PanelKnown = {
  options: [
    pick('mode', ['candles+volume', 'candles', 'volume'], 'candles+volume'),
    pick('candleStyle', ['candles', 'ohlcbars'], 'candles', { without: [{ mode: 'volume' }] }),
    pick('colorStrategy', ['open-close', 'close-close'], 'open-close'),
    color('colors.up', 'green'),
    color('colors.down', 'red'),
    color('colors.flat', 'gray'),
    ...['open', 'high', 'low', 'close', 'volume'].map((role) => field(`fields.${role}`)),
    flag('includeAllFields', false),
    ...seriesOptions('multi'),
  ],
  custom: series,
  color: palette,
};

export const barchart: PanelKnown = {
  options: [
    field('xField'),
    field('colorByField'),
    orientation,
    number('xTickLabelRotation', 0),
    number('xTickLabelSpacing', 0),
    number('xTickLabelMaxLength'),
    pick('showValue', ['auto', 'always', 'never'], 'auto'),
    pick('stacking', ['none', 'normal', 'percent'], 'none'),
    number('groupWidth', 0.7, { without: [{ stacking: 'normal' }] }),
    number('barWidth', 0.97),
    number('barRadius', 0),
    flag('fullHighlight', false),
    ...textSizes('title', 'value'),
    ...legend(),
    ...tooltip(),
  ],
  custom: [...bar(80), pick('thresholdsStyle.mode', thresholdStyles, 'off'), ...axis, ...hideFrom],
  color: palette,
};

export const histogram: PanelKnown = {
  options: [
    number('bucketCount', 30, { without: [{ bucketSize: 5 }] }),
    number('bucketSize'),
    number('bucketOffset', 0),
    flag('combine', false),
    ...legend(),
    ...tooltip({ mode: 'multi' }),
  ],
  custom: [...bar(80), pick('stacking.mode', ['none', 'normal', 'percent'], 'none'), ...axis, ...hideFrom],
  color: palette,
};

export const xychart: PanelKnown = {
  options: [pick('mapping', ['auto', 'manual'], 'auto'), list('series', []), ...legend(), ...tooltip({ one: true })],
  items: {
    series: [
      text('name.fixed'),
      ...['x', 'y', 'size', 'color'].map((role) => field(`${role}.matcher`)),
      { path: 'frame.matcher', kind: 'matcher' },
    ],
  },
  custom: [
    pick('show', ['points', 'lines', 'points+lines'], 'points'),
    ...['fixed', 'min', 'max'].map((name) =>
      number(`pointSize.${name}`, name === 'fixed' ? 5 : undefined, { without: [{ show: 'lines' }] }),
    ),
    pick('pointShape', ['circle', 'square'], 'circle', { without: [{ show: 'lines' }] }),
    number('pointStrokeWidth', 1, { without: [{ show: 'lines' }] }),
    number('fillOpacity', 50, { without: [{ show: 'lines' }] }),
    number('lineWidth', 1, { within: { show: 'lines' }, without: [{ show: 'points' }] }),
    pick('lineStyle.fill', ['solid', 'dash', 'dot'], undefined, { within: { show: 'lines' }, without: [{ show: 'points' }] }),
    ...axis,
    ...hideFrom,
  ],
  color: palette,
};

const counted = { within: { calculate: true }, without: [{ calculate: false }] };
const given = { without: [{ calculate: true }] };
const scheme = { without: [{ 'color.mode': 'opacity' }] };
const opacity = { within: { 'color.mode': 'opacity' }, without: [{ 'color.mode': 'scheme' }] };
const withAxis = { without: [{ 'yAxis.axisPlacement': 'hidden' }] };
const toldTip = { without: [{ 'tooltip.mode': 'none' }] };
const byCount = ['count', 'size'];
export const heatmap: PanelKnown = {
  options: [
    flag('calculate', false),
    ...['xBuckets', 'yBuckets'].flatMap((of) => [
      pick(`calculation.${of}.mode`, byCount, undefined, counted),
      text(`calculation.${of}.value`, undefined, counted),
    ]),
    pick('calculation.yBuckets.scale.type', ['linear', 'log'], undefined, counted),
    pick('calculation.yBuckets.scale.log', [2, 10], undefined, {
      within: { calculate: true, 'calculation.yBuckets.scale.type': 'log' },
      without: [{ 'calculation.yBuckets.scale.type': 'linear' }, { calculate: false }],
    }),
    pick('rowsFrame.layout', ['auto', 'le', 'ge', 'unknown'], 'auto', given),
    text('rowsFrame.value', undefined, given),
    pick('color.mode', ['scheme', 'opacity'], 'scheme'),
    { ...pick('color.scheme', schemes(), 'Oranges', scheme) },
    color('color.fill', 'dark-orange', opacity),
    pick('color.scale', ['exponential', 'linear'], 'exponential', opacity),
    number('color.exponent', 0.5, { ...opacity, without: [...opacity.without, { 'color.scale': 'linear' }] }),
    number('color.steps', 64),
    flag('color.reverse', false),
    number('color.min'),
    number('color.max'),
    pick('yAxis.axisPlacement', ['left', 'right', 'hidden'], 'left'),
    unit('yAxis.unit'),
    number('yAxis.decimals'),
    number('yAxis.min'),
    number('yAxis.max'),
    flag('yAxis.reverse'),
    text('yAxis.axisLabel', undefined, withAxis),
    number('yAxis.axisWidth', undefined, withAxis),
    flag('yAxis.axisBorderShow', undefined, withAxis),
    flag('yAxis.axisGridShow', undefined, withAxis),
    flag('yAxis.axisCenteredZero'),
    number('yAxis.axisSoftMin'),
    number('yAxis.axisSoftMax'),
    number('cellGap', 1),
    number('cellRadius'),
    unit('cellValues.unit'),
    number('cellValues.decimals'),
    pick('showValue', ['auto', 'always', 'never'], 'auto'),
    number('filterValues.le', 1e-9),
    number('filterValues.ge'),
    pick('tooltip.mode', ['single', 'multi', 'none'], 'single'),
    flag('tooltip.yHistogram', false, toldTip),
    flag('tooltip.showColorScale', false, toldTip),
    number('tooltip.maxWidth', undefined, toldTip),
    number('tooltip.maxHeight', undefined, toldTip),
    flag('legend.show', true),
    color('exemplars.color', 'rgba(255,0,255,0.7)'),
    pick('selectionMode', ['x', 'y', 'xy'], 'x'),
  ],
  custom: [
    pick('scaleDistribution.type', ['linear', 'log', 'symlog'], 'linear'),
    pick('scaleDistribution.log', [2, 10], undefined, {
      within: { 'scaleDistribution.type': 'log' },
      without: [{ 'scaleDistribution.type': 'linear' }],
    }),
    number('scaleDistribution.linearThreshold', undefined, {
      within: { 'scaleDistribution.type': 'symlog' },
      without: [{ 'scaleDistribution.type': 'log' }],
    }),
    flag('hideFrom.viz', false),
  ],
  // Cells have colours and a scale of their own.
  standard: ['displayName', 'links', 'actions'],
  color: palette,
};

function schemes(): readonly string[] {
  return [
    ...['Turbo', 'Rainbow', 'Cividis', 'Inferno', 'Magma', 'Plasma', 'Viridis', 'Spectral', 'Blues', 'Greens', 'Greys', 'Oranges'],
    ...['Purples', 'Reds', 'BuGn', 'BuPu', 'GnBu', 'OrRd', 'PuBu', 'PuBuGn', 'PuRd', 'RdPu', 'YlGn', 'YlGnBu', 'YlOrBr', 'YlOrRd'],
    ...['RdYlGn', 'RdYlBu', 'RdBu', 'RdGy', 'PiYG', 'PRGn', 'BrBG', 'PuOr', 'Cool', 'CubehelixDefault', 'Sinebow', 'Tide', 'Warm'],
  ];
}

const states = (lineWidth: number): PanelKnown['custom'] => [
  number('lineWidth', lineWidth),
  number('fillOpacity', 70),
  ...axisOfStates(),
  ...hideFrom,
];
function axisOfStates(): readonly ReturnType<typeof number>[] {
  return axis.filter(({ path }) => ['axisPlacement', 'axisLabel', 'axisWidth', 'axisBorderShow', 'axisGridShow'].includes(path));
}
const stateOptions = [
  pick('showValue', ['auto', 'always', 'never'], 'auto'),
  number('rowHeight', 0.9),
  number('perPage', 20),
  list('timezone'),
  ...legend({ calcs: false }),
  ...tooltip(),
];
export const stateTimeline: PanelKnown = {
  options: [
    ...stateOptions,
    pick('alignValue', ['left', 'center', 'right'], 'left', { without: [{ showValue: 'never' }] }),
    flag('mergeValues', true),
  ],
  custom: [...(states(0) ?? []), pick('spanNulls', [false, true, 3_600_000], false), pick('insertNulls', [false, 3_600_000], false)],
  color: 'continuous-GrYlRd',
};
export const statusHistory: PanelKnown = {
  options: [...stateOptions, number('colWidth', 0.9)],
  custom: states(1) ?? [],
  color: 'continuous-GrYlRd',
};
