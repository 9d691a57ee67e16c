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
  { path: 'colWidth', label: t.colWidth, group, control: { kind: 'slider', min: 0, max: 1, step: 0.01 } },
  { path: 'rowHeight', label: t.rowHeight, group, control: { kind: 'slider', min: 0, max: 1, step: 0.01 } },
  { path: 'perPage', label: t.perPage, group, control: { kind: 'number', min: 1, step: 1 } },
  ...legendEditors({ calcs: false }),
  ...tooltipEditors(),
];

export const fieldEditors: readonly OptionEditor[] = [
  { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
  { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
  ...hideFromEditors(),
];
