/** What people may choose about this panel beside what all panels of states have. */
import { choices, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { gapEditors } from '@orrery/plugin-sdk/ui/series/gap-editors.ts';
import { t } from './text/index.ts';

const group = t.name;

export const editors: readonly OptionEditor[] = [
  { path: 'mergeValues', label: t.mergeValues, group, control: { kind: 'switch' } },
  {
    path: 'alignValue',
    label: t.alignValue,
    group,
    control: { kind: 'segments', choices: choices({ left: t.left, center: t.center, right: t.right }) },
    when: [{ path: 'showValue', not: ['never'] }],
  },
];

export const fieldEditors: readonly OptionEditor[] = gapEditors;
