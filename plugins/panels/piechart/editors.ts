/** What people may choose about this panel. */
import {
  choices,
  hideFromEditors,
  legendEditors,
  type OptionEditor,
  reduceEditors,
  textSizeEditors,
  tooltipEditors,
} from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;
const values = { percent: t.percent, value: t.value };

export const editors: readonly OptionEditor[] = [
  ...reduceEditors(),
  { path: 'pieType', label: t.type, group, control: { kind: 'segments', choices: choices({ pie: t.pie, donut: t.donut }) } },
  {
    path: 'sort',
    label: t.sort,
    group,
    control: { kind: 'choice', choices: choices({ desc: t.descending, asc: t.ascending, none: t.none }) },
  },
  { path: 'displayLabels', label: t.labels, group, control: { kind: 'choices', choices: choices({ ...values, name: t.name }) } },
  ...textSizeEditors(),
  ...legendEditors({ calcs: false }),
  {
    path: 'legend.values',
    label: t.legendValues,
    group,
    control: { kind: 'choices', choices: choices(values) },
    when: [{ path: 'legend.showLegend', not: [false] }],
  },
  ...tooltipEditors(),
];
export const fieldEditors: readonly OptionEditor[] = hideFromEditors();
