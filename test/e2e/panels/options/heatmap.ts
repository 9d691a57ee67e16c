import { middle, type OptionCase, type PanelCases } from './shared.ts';

const counted = { data: 'hosts', options: { calculate: true } } as const;
const fades = { options: { color: { mode: 'opacity' } } };
const told = { options: { tooltip: { mode: 'multi' } } };
const numeric = { custom: { scaleDistribution: { type: 'log' } } };

const cases: readonly OptionCase[] = [
  { option: 'calculate', value: true, scene: { data: 'hosts' } },
  {
    option: 'calculation.xBuckets.mode',
    value: 'size',
    scene: { data: 'hosts', options: { calculate: true, calculation: { xBuckets: { value: '10m' } } } },
  },
  {
    option: 'calculation.xBuckets.value',
    value: '5',
    scene: { data: 'hosts', options: { calculate: true, calculation: { xBuckets: { mode: 'count' } } } },
  },
  {
    option: 'calculation.yBuckets.mode',
    value: 'size',
    scene: { data: 'hosts', options: { calculate: true, calculation: { yBuckets: { value: '40' } } } },
  },
  {
    option: 'calculation.yBuckets.value',
    value: '25',
    scene: { data: 'hosts', options: { calculate: true, calculation: { yBuckets: { mode: 'count' } } } },
  },
  { option: 'calculation.yBuckets.scale.type', value: 'log', scene: counted },
  {
    option: 'calculation.yBuckets.scale.log',
    value: 10,
    scene: { data: 'spread', options: { calculate: true, calculation: { yBuckets: { scale: { type: 'log', log: 2 } } } } },
  },
  { option: 'rowsFrame.layout', value: 'ge' },
  { option: 'rowsFrame.layout', value: 'unknown' },
  { option: 'rowsFrame.value', value: 'Requests', point: middle },
  { option: 'color.mode', value: 'opacity' },
  { option: 'color.scheme', value: 'Viridis' },
  { option: 'color.scheme', value: 'Tide' },
  { option: 'color.fill', value: 'blue', scene: fades },
  { option: 'color.scale', value: 'linear', scene: fades },
  { option: 'color.exponent', value: 1.5, scene: fades },
  { option: 'color.steps', value: 4 },
  { option: 'color.reverse', value: true },
  { option: 'color.min', value: 25 },
  { option: 'color.max', value: 20 },
  { option: 'yAxis.axisPlacement', value: 'right' },
  { option: 'yAxis.axisPlacement', value: 'hidden' },
  { option: 'yAxis.unit', value: 's' },
  { option: 'yAxis.decimals', value: 4 },
  { option: 'yAxis.min', value: 0.05 },
  { option: 'yAxis.max', value: 0.5 },
  { option: 'yAxis.min', value: 1, scene: { data: 'native' } },
  { option: 'yAxis.max', value: 2, scene: { data: 'native' } },
  { option: 'yAxis.axisLabel', value: 'Latency <b>' },
  { option: 'yAxis.axisWidth', value: 120 },
  { option: 'yAxis.axisBorderShow', value: true },
  { option: 'yAxis.axisGridShow', value: true },
  { option: 'yAxis.axisCenteredZero', value: true, scene: counted },
  { option: 'yAxis.axisSoftMin', value: -40, scene: counted },
  { option: 'yAxis.axisSoftMax', value: 200, scene: counted },
  { option: 'yAxis.reverse', value: true },
  { option: 'cellGap', value: 5 },
  { option: 'cellRadius', value: 8, scene: { data: 'rows3' } },
  { option: 'showValue', value: 'always', scene: { data: 'native', width: 900 } },
  { option: 'filterValues.le', value: 20 },
  { option: 'filterValues.ge', value: 30 },
  { option: 'cellValues.unit', value: 'bytes' },
  { option: 'cellValues.decimals', value: 3 },
  { option: 'tooltip.mode', value: 'multi', point: middle },
  { option: 'tooltip.mode', value: 'none', point: middle },
  { option: 'tooltip.yHistogram', value: true, point: middle },
  { option: 'tooltip.showColorScale', value: true, point: middle },
  {
    option: 'tooltip.maxWidth',
    value: 90,
    scene: { options: { tooltip: { mode: 'multi' }, rowsFrame: { value: 'a very long name of a count' } } },
    point: middle,
  },
  { option: 'tooltip.maxHeight', value: 90, scene: told, point: middle },
  {
    option: 'selectionMode',
    value: 'y',
    drag: [
      [0.4, 0.3],
      [0.6, 0.6],
    ],
  },
  {
    option: 'selectionMode',
    value: 'xy',
    drag: [
      [0.4, 0.3],
      [0.6, 0.6],
    ],
  },
  { option: 'legend.show', value: false },
  { option: 'exemplars.color', value: 'green', scene: { data: 'bucketsWithExemplars' } },
  { option: 'custom.scaleDistribution.type', value: 'log' },
  { option: 'custom.scaleDistribution.type', value: 'symlog' },
  { option: 'custom.scaleDistribution.log', value: 10, scene: numeric },
  { option: 'custom.scaleDistribution.linearThreshold', value: 5, scene: { custom: { scaleDistribution: { type: 'symlog' } } } },
  { option: 'custom.hideFrom.viz', value: true },
];

export default { base: { data: 'buckets' }, cases } satisfies PanelCases;
