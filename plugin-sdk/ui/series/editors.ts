/** What people may choose about this panel and its series. */
import {
  axisEditors,
  choices,
  hideFromEditors,
  legendEditors,
  type OptionCondition,
  type OptionEditor,
  tooltipEditors,
} from '@orrery/plugin-sdk/ui';
import { gapEditors } from './gap-editors.ts';
import { t } from './text/index.ts';

const isLine: OptionCondition = { path: 'drawStyle', is: ['line'] };
const isBars: OptionCondition = { path: 'drawStyle', is: ['bars'] };
const notPoints: OptionCondition = { path: 'drawStyle', not: ['points'] };

export const editors: readonly OptionEditor[] = [
  ...legendEditors(),
  ...tooltipEditors(),
  {
    path: 'timezone',
    label: t.timezone,
    description: t.timezoneHelp,
    group: t.timeAxis,
    control: { kind: 'list', of: 'timezone', placeholder: t.auto },
  },
  {
    path: 'orientation',
    label: t.orientation,
    group: t.timeAxis,
    control: { kind: 'segments', choices: choices({ horizontal: t.horizontal, vertical: t.vertical }) },
  },
  { path: 'disableKeyboardEvents', label: t.disableKeyboard, group: t.timeAxis, control: { kind: 'switch' } },
  { path: 'annotations.multiLane', label: t.multiLane, group: t.annotations, control: { kind: 'switch' } },
  { path: 'annotations.clustering', label: t.clustering, group: t.annotations, control: { kind: 'number', min: 0, placeholder: t.none } },
  { path: 'annotations.lines.width', label: t.annotationLine, group: t.annotations, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
  {
    path: 'annotations.regions.opacity',
    label: t.annotationRegion,
    group: t.annotations,
    control: { kind: 'slider', min: 0, max: 1, step: 0.05 },
  },
];

const lineEditors: readonly OptionEditor[] = [
  {
    path: 'drawStyle',
    label: t.drawStyle,
    group: t.lines,
    control: { kind: 'segments', choices: choices({ line: t.line, bars: t.bars, points: t.points }) },
  },
  {
    path: 'lineInterpolation',
    label: t.interpolation,
    group: t.lines,
    control: {
      kind: 'choice',
      choices: choices({ linear: t.linear, smooth: t.smooth, stepBefore: t.stepBefore, stepAfter: t.stepAfter }),
    },
    when: [isLine],
  },
  {
    path: 'barAlignment',
    label: t.barAlignment,
    group: t.lines,
    control: {
      kind: 'segments',
      choices: [
        { value: -1, label: t.before },
        { value: 0, label: t.center },
        { value: 1, label: t.after },
      ],
    },
    when: [isBars],
  },
  {
    path: 'barWidthFactor',
    label: t.barWidthFactor,
    group: t.lines,
    control: { kind: 'slider', min: 0.1, max: 1, step: 0.05 },
    when: [isBars],
  },
  { path: 'barMaxWidth', label: t.barMaxWidth, group: t.lines, control: { kind: 'number', min: 1, placeholder: t.none }, when: [isBars] },
  { path: 'lineWidth', label: t.lineWidth, group: t.lines, control: { kind: 'slider', min: 0, max: 10, step: 1 }, when: [notPoints] },
  { path: 'fillOpacity', label: t.fillOpacity, group: t.lines, control: { kind: 'slider', min: 0, max: 100, step: 1 }, when: [notPoints] },
  {
    path: 'gradientMode',
    label: t.gradient,
    description: t.schemeHelp,
    group: t.lines,
    control: { kind: 'segments', choices: choices({ none: t.none, opacity: t.opacity, hue: t.hue, scheme: t.scheme }) },
    when: [notPoints],
  },
  {
    path: 'fillBelowTo',
    label: t.fillBelowTo,
    group: t.lines,
    control: { kind: 'field', types: ['number'], placeholder: t.none },
    when: [isLine],
  },
  {
    path: 'lineStyle.fill',
    label: t.lineStyle,
    group: t.lines,
    control: { kind: 'segments', choices: choices({ solid: t.solid, dash: t.dash, dot: t.dot }) },
    when: [isLine],
  },
  {
    path: 'lineStyle.dash',
    label: t.dashes,
    group: t.lines,
    control: { kind: 'list', of: 'number', placeholder: '10, 10' },
    when: [isLine, { path: 'lineStyle.fill', is: ['dash', 'dot'] }],
  },
  {
    path: 'showPoints',
    label: t.showPoints,
    group: t.lines,
    control: { kind: 'segments', choices: choices({ auto: t.auto, always: t.always, never: t.never }) },
    when: [isLine],
  },
  {
    path: 'pointSize',
    label: t.pointSize,
    group: t.lines,
    control: { kind: 'slider', min: 1, max: 40, step: 1 },
    when: [{ path: 'drawStyle', not: ['bars'] }],
  },
  { path: 'showValues', label: t.showValues, group: t.lines, control: { kind: 'switch' } },
];

export const fieldEditors: readonly OptionEditor[] = [
  ...lineEditors,
  ...gapEditors,
  {
    path: 'stacking.mode',
    label: t.stack,
    group: t.stacking,
    control: { kind: 'segments', choices: choices({ none: t.none, normal: t.normal, percent: t.percent }) },
  },
  {
    path: 'stacking.group',
    label: t.stackGroup,
    group: t.stacking,
    control: { kind: 'text', placeholder: 'A' },
    when: [{ path: 'stacking.mode', not: ['none'] }],
  },
  {
    path: 'transform',
    label: t.transform,
    group: t.stacking,
    control: {
      kind: 'segments',
      choices: [
        { value: null, label: t.none },
        { value: 'constant', label: t.constant },
        { value: 'negative-Y', label: t.negativeY },
      ],
    },
  },
  ...axisEditors(),
  {
    path: 'thresholdsStyle.mode',
    label: t.thresholdsShown,
    group: t.thresholds,
    control: {
      kind: 'choice',
      choices: choices({
        off: t.none,
        line: t.asLine,
        dashed: t.asDashed,
        area: t.asArea,
        'line+area': t.asLineArea,
        'dashed+area': t.asDashedArea,
      }),
    },
  },
  ...hideFromEditors(),
];
