/** What people may choose about this panel and its fields. */
import { choices, type OptionCondition, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { schemes } from './model/colors.ts';
import { t } from './text/index.ts';

const calculated: OptionCondition = { path: 'calculate', is: [true] };
const ready: OptionCondition = { path: 'calculate', not: [true] };
const byScheme: OptionCondition = { path: 'color.mode', not: ['opacity'] };
const byOpacity: OptionCondition = { path: 'color.mode', is: ['opacity'] };
const axisShown: OptionCondition = { path: 'yAxis.axisPlacement', not: ['hidden'] };
const told: OptionCondition = { path: 'tooltip.mode', not: ['none'] };

function buckets(axis: 'xBuckets' | 'yBuckets', label: string, placeholder: string): OptionEditor[] {
  const path = `calculation.${axis}`;
  return [
    {
      path: `${path}.mode`,
      label,
      group: t.counting,
      control: { kind: 'segments', choices: choices({ count: t.byCount, size: t.bySize }) },
      when: [calculated],
    },
    { path: `${path}.value`, label: t.sizeOrCount, group: t.counting, control: { kind: 'text', placeholder }, when: [calculated] },
  ];
}

export const editors: readonly OptionEditor[] = [
  {
    path: 'calculate',
    label: t.calculate,
    description: t.calculateHelp,
    group: t.counting,
    control: { kind: 'switch' },
  },
  ...buckets('xBuckets', t.columns, '20, 1m'),
  ...buckets('yBuckets', t.rows, '10'),
  {
    path: 'calculation.yBuckets.scale.type',
    label: t.rowScale,
    group: t.counting,
    control: { kind: 'segments', choices: choices({ linear: t.linear, log: t.logarithmic }) },
    when: [calculated],
  },
  {
    path: 'calculation.yBuckets.scale.log',
    label: t.base,
    group: t.counting,
    control: {
      kind: 'segments',
      choices: [
        { value: 2, label: '2' },
        { value: 10, label: '10' },
      ],
    },
    when: [calculated, { path: 'calculation.yBuckets.scale.type', is: ['log'] }],
  },
  {
    path: 'rowsFrame.layout',
    label: t.rowLayout,
    description: t.rowLayoutHelp,
    group: t.counting,
    control: { kind: 'choice', choices: choices({ auto: t.auto, le: t.upperBound, ge: t.lowerBound, unknown: t.middle }) },
    when: [ready],
  },
  { path: 'rowsFrame.value', label: t.countName, group: t.counting, control: { kind: 'text' }, when: [ready] },

  {
    path: 'color.mode',
    label: t.colorMode,
    group: t.colors,
    control: { kind: 'segments', choices: choices({ scheme: t.scheme, opacity: t.opacity }) },
  },
  {
    path: 'color.scheme',
    label: t.scheme,
    group: t.colors,
    control: { kind: 'choice', choices: schemes.map((value) => ({ value, label: value })) },
    when: [byScheme],
  },
  { path: 'color.fill', label: t.fill, group: t.colors, control: { kind: 'color' }, when: [byOpacity] },
  {
    path: 'color.scale',
    label: t.fading,
    group: t.colors,
    control: { kind: 'segments', choices: choices({ exponential: t.exponential, linear: t.linear }) },
    when: [byOpacity],
  },
  {
    path: 'color.exponent',
    label: t.exponent,
    group: t.colors,
    control: { kind: 'slider', min: 0.1, max: 2, step: 0.1 },
    when: [byOpacity, { path: 'color.scale', not: ['linear'] }],
  },
  { path: 'color.steps', label: t.steps, group: t.colors, control: { kind: 'slider', min: 2, max: 128, step: 1 } },
  { path: 'color.reverse', label: t.reverse, group: t.colors, control: { kind: 'switch' } },
  { path: 'color.min', label: t.colorMin, group: t.colors, control: { kind: 'number', placeholder: t.auto } },
  { path: 'color.max', label: t.colorMax, group: t.colors, control: { kind: 'number', placeholder: t.auto } },

  {
    path: 'yAxis.axisPlacement',
    label: t.placement,
    group: t.yAxis,
    control: { kind: 'segments', choices: choices({ left: t.left, right: t.right, hidden: t.hidden }) },
  },
  { path: 'yAxis.unit', label: t.unit, group: t.yAxis, control: { kind: 'unit' } },
  { path: 'yAxis.decimals', label: t.decimals, group: t.yAxis, control: { kind: 'number', min: 0, max: 15, step: 1, placeholder: t.auto } },
  { path: 'yAxis.min', label: t.min, group: t.yAxis, control: { kind: 'number', placeholder: t.auto } },
  { path: 'yAxis.max', label: t.max, group: t.yAxis, control: { kind: 'number', placeholder: t.auto } },
  { path: 'yAxis.axisLabel', label: t.label, group: t.yAxis, control: { kind: 'text' }, when: [axisShown] },
  { path: 'yAxis.axisWidth', label: t.width, group: t.yAxis, control: { kind: 'number', min: 0, placeholder: t.auto }, when: [axisShown] },
  { path: 'yAxis.axisBorderShow', label: t.border, group: t.yAxis, control: { kind: 'switch' }, when: [axisShown] },
  { path: 'yAxis.axisGridShow', label: t.grid, group: t.yAxis, control: { kind: 'switch' }, when: [axisShown] },
  { path: 'yAxis.axisCenteredZero', label: t.centeredZero, group: t.yAxis, control: { kind: 'switch' } },
  { path: 'yAxis.axisSoftMin', label: t.softMin, group: t.yAxis, control: { kind: 'number', placeholder: t.none } },
  { path: 'yAxis.axisSoftMax', label: t.softMax, group: t.yAxis, control: { kind: 'number', placeholder: t.none } },
  { path: 'yAxis.reverse', label: t.upsideDown, group: t.yAxis, control: { kind: 'switch' } },

  { path: 'cellGap', label: t.cellGap, group: t.cells, control: { kind: 'slider', min: 0, max: 25, step: 1 } },
  { path: 'cellRadius', label: t.cellRadius, group: t.cells, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
  {
    path: 'showValue',
    label: t.showValue,
    group: t.cells,
    control: { kind: 'segments', choices: choices({ auto: t.auto, always: t.always, never: t.never }) },
  },
  { path: 'filterValues.le', label: t.hideUpTo, group: t.cells, control: { kind: 'number', placeholder: t.none } },
  { path: 'filterValues.ge', label: t.hideFrom, group: t.cells, control: { kind: 'number', placeholder: t.none } },
  { path: 'cellValues.unit', label: t.unit, group: t.cells, control: { kind: 'unit' } },
  {
    path: 'cellValues.decimals',
    label: t.decimals,
    group: t.cells,
    control: { kind: 'number', min: 0, max: 15, step: 1, placeholder: t.auto },
  },

  {
    path: 'tooltip.mode',
    label: t.tooltipMode,
    group: t.tooltip,
    control: { kind: 'segments', choices: choices({ single: t.single, multi: t.all, none: t.none }) },
  },
  { path: 'tooltip.yHistogram', label: t.histogram, group: t.tooltip, control: { kind: 'switch' }, when: [told] },
  { path: 'tooltip.showColorScale', label: t.colorScale, group: t.tooltip, control: { kind: 'switch' }, when: [told] },
  {
    path: 'tooltip.maxWidth',
    label: t.maxWidth,
    group: t.tooltip,
    control: { kind: 'number', min: 80, placeholder: t.auto },
    when: [told],
  },
  {
    path: 'tooltip.maxHeight',
    label: t.maxHeight,
    group: t.tooltip,
    control: { kind: 'number', min: 40, placeholder: t.auto },
    when: [told],
  },
  { path: 'legend.show', label: t.showLegend, group: t.legend, control: { kind: 'switch' } },
  { path: 'exemplars.color', label: t.exemplarColor, group: t.legend, control: { kind: 'color' } },
  {
    path: 'selectionMode',
    label: t.selection,
    group: t.legend,
    control: { kind: 'segments', choices: choices({ x: t.byTime, y: t.byValue, xy: t.byBoth }) },
  },
];

export const fieldEditors: readonly OptionEditor[] = [
  {
    path: 'scaleDistribution.type',
    label: t.rowScale,
    description: t.rowScaleHelp,
    group: t.yAxis,
    control: { kind: 'segments', choices: choices({ linear: t.even, log: t.logarithmic, symlog: t.symlog }) },
  },
  {
    path: 'scaleDistribution.log',
    label: t.base,
    group: t.yAxis,
    control: {
      kind: 'segments',
      choices: [
        { value: 2, label: '2' },
        { value: 10, label: '10' },
      ],
    },
    when: [{ path: 'scaleDistribution.type', is: ['log'] }],
  },
  {
    path: 'scaleDistribution.linearThreshold',
    label: t.linearThreshold,
    group: t.yAxis,
    control: { kind: 'number', min: 0, placeholder: '1' },
    when: [{ path: 'scaleDistribution.type', is: ['symlog'] }],
  },
  { path: 'hideFrom.viz', label: t.hideField, group: t.counting, control: { kind: 'switch' } },
];
