/** What people may choose about this panel. */
import { choices, type OptionCondition, type OptionEditor, orientationEditor, reduceEditors, textSizeEditors } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;
const manual: OptionCondition = { path: 'sizing', is: ['manual'] };

export const editors: readonly OptionEditor[] = [
  ...reduceEditors(),
  orientationEditor(group),
  { path: 'showThresholdLabels', label: t.showThresholdLabels, group, control: { kind: 'switch' } },
  { path: 'showThresholdMarkers', label: t.showThresholdMarkers, group, control: { kind: 'switch' } },
  {
    path: 'textMode',
    label: t.textMode,
    group,
    control: {
      kind: 'choice',
      choices: choices({ auto: t.auto, value_and_name: t.valueAndName, value: t.value, name: t.name, none: t.none }),
    },
  },
  { path: 'sizing', label: t.sizing, group, control: { kind: 'segments', choices: choices({ auto: t.auto, manual: t.manual }) } },
  { path: 'minVizWidth', label: t.minVizWidth, group, control: { kind: 'slider', min: 0, max: 600, step: 1 }, when: [manual] },
  { path: 'minVizHeight', label: t.minVizHeight, group, control: { kind: 'slider', min: 0, max: 600, step: 1 }, when: [manual] },
  { path: 'shape', label: t.shape, group, control: { kind: 'segments', choices: choices({ gauge: t.arc, circle: t.circle }) } },
  { path: 'barWidthFactor', label: t.barWidthFactor, group, control: { kind: 'slider', min: 0.1, max: 1, step: 0.01 } },
  { path: 'barShape', label: t.barShape, group, control: { kind: 'segments', choices: choices({ flat: t.flat, rounded: t.rounded }) } },
  {
    path: 'endpointMarker',
    label: t.endpointMarker,
    group,
    control: { kind: 'segments', choices: choices({ point: t.point, glow: t.glow, none: t.none }) },
  },
  { path: 'segmentCount', label: t.segmentCount, group, control: { kind: 'slider', min: 1, max: 100, step: 1 } },
  {
    path: 'segmentSpacing',
    label: t.segmentSpacing,
    group,
    control: { kind: 'slider', min: 0, max: 0.9, step: 0.01 },
    when: [{ path: 'segmentCount', not: [1] }],
  },
  { path: 'sparkline', label: t.sparkline, group, control: { kind: 'switch' }, when: [{ path: 'reduceOptions.values', not: [true] }] },
  { path: 'neutral', label: t.neutral, group, control: { kind: 'number', placeholder: t.auto } },
  { path: 'effects.gradient', label: t.gradient, group: t.effects, control: { kind: 'switch' } },
  { path: 'effects.barGlow', label: t.barGlow, group: t.effects, control: { kind: 'switch' } },
  { path: 'effects.centerGlow', label: t.centerGlow, group: t.effects, control: { kind: 'switch' } },
  ...textSizeEditors(),
];
