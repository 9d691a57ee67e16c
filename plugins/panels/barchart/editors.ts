/** What people may choose about this panel and its series. */
import {
  axisEditors,
  choices,
  hideFromEditors,
  legendEditors,
  type OptionEditor,
  orientationEditor,
  textSizeEditors,
  tooltipEditors,
} from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;
const share = { kind: 'slider', min: 0, max: 1, step: 0.01 } as const;

export const editors: readonly OptionEditor[] = [
  { path: 'xField', label: t.xField, group, control: { kind: 'field', placeholder: t.automatic } },
  orientationEditor(group),
  { path: 'xTickLabelRotation', label: t.rotation, group, control: { kind: 'slider', min: -90, max: 90, step: 15 } },
  { path: 'xTickLabelMaxLength', label: t.maxLength, group, control: { kind: 'number', min: 0, placeholder: t.none } },
  { path: 'xTickLabelSpacing', label: t.spacing, group, control: { kind: 'slider', min: -300, max: 300, step: 10 } },
  {
    path: 'showValue',
    label: t.showValue,
    group,
    control: { kind: 'segments', choices: choices({ auto: t.auto, always: t.always, never: t.never }) },
  },
  {
    path: 'stacking',
    label: t.stacking,
    group,
    control: { kind: 'segments', choices: choices({ none: t.none, normal: t.normal, percent: t.percent }) },
  },
  { path: 'groupWidth', label: t.groupWidth, group, control: share, when: [{ path: 'stacking', is: ['none'] }] },
  { path: 'barWidth', label: t.barWidth, group, control: share },
  { path: 'barRadius', label: t.barRadius, group, control: { kind: 'slider', min: 0, max: 0.5, step: 0.05 } },
  { path: 'fullHighlight', label: t.fullHighlight, group, control: { kind: 'switch' } },
  { path: 'colorByField', label: t.colorByField, group, control: { kind: 'field', placeholder: t.none } },
  ...textSizeEditors(),
  ...legendEditors(),
  ...tooltipEditors(),
];

export const fieldEditors: readonly OptionEditor[] = [
  { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
  { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
  {
    path: 'gradientMode',
    label: t.gradient,
    group,
    control: { kind: 'segments', choices: choices({ none: t.none, opacity: t.opacity, hue: t.hue, scheme: t.scheme }) },
  },
  {
    path: 'thresholdsStyle.mode',
    label: t.thresholds,
    group,
    control: {
      kind: 'choice',
      choices: choices({
        off: t.off,
        line: t.line,
        dashed: t.dashed,
        area: t.area,
        'line+area': `${t.line} + ${t.area}`,
        'dashed+area': `${t.dashed} + ${t.area}`,
      }),
    },
  },
  ...axisEditors(),
  ...hideFromEditors(),
];
