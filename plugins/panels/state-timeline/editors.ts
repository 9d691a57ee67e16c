/** What people may choose about this panel and its series. */
import { choices, hideFromEditors, legendEditors, type OptionEditor, tooltipEditors } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.name;

export const editors: readonly OptionEditor[] = [
  {
    path: 'showValue',
    label: t.showValue,
    group,
    control: { kind: 'segments', choices: choices({ auto: t.auto, always: t.always, never: t.never }) },
  },
  { path: 'mergeValues', label: t.mergeValues, group, control: { kind: 'switch' } },
  {
    path: 'alignValue',
    label: t.alignValue,
    group,
    control: { kind: 'segments', choices: choices({ left: t.left, center: t.center, right: t.right }) },
    when: [{ path: 'showValue', not: ['never'] }],
  },
  { path: 'rowHeight', label: t.rowHeight, group, control: { kind: 'slider', min: 0, max: 1, step: 0.01 } },
  { path: 'perPage', label: t.perPage, group, control: { kind: 'number', min: 1, step: 1 } },
  ...legendEditors({ calcs: false }),
  ...tooltipEditors(),
];

export const fieldEditors: readonly OptionEditor[] = [
  { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
  { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
  {
    path: 'spanNulls',
    label: t.spanNulls,
    group,
    control: {
      kind: 'segments',
      choices: [
        { value: false, label: t.never },
        { value: true, label: t.always },
      ],
    },
  },
  ...hideFromEditors(),
];
