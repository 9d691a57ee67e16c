/** What people may choose about this panel and its fields. */
import { axisEditors, choices, hideFromEditors, legendEditors, type OptionEditor, tooltipEditors } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;

export const editors: readonly OptionEditor[] = [
  {
    path: 'bucketCount',
    label: t.bucketCount,
    group,
    control: { kind: 'number', min: 1, max: 500, placeholder: '30' },
    when: [{ path: 'bucketSize', is: [undefined, null, 0] }],
  },
  { path: 'bucketSize', label: t.bucketSize, group, control: { kind: 'number', min: 0, placeholder: t.auto } },
  { path: 'bucketOffset', label: t.bucketOffset, group, control: { kind: 'number', placeholder: '0' } },
  { path: 'combine', label: t.combine, group, control: { kind: 'switch' } },
  ...legendEditors(),
  ...tooltipEditors(),
];

export const fieldEditors: readonly OptionEditor[] = [
  {
    path: 'stacking.mode',
    label: t.stacking,
    group,
    control: { kind: 'segments', choices: choices({ none: t.none, normal: t.normal, percent: t.percent }) },
  },
  { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
  { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
  {
    path: 'gradientMode',
    label: t.gradient,
    group,
    control: { kind: 'segments', choices: choices({ none: t.none, opacity: t.opacity, hue: t.hue, scheme: t.scheme }) },
  },
  ...axisEditors(),
  ...hideFromEditors(),
];
