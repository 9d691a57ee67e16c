/** What people may choose about this panel beside what all panels of states have. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export const editors: readonly OptionEditor[] = [
  { path: 'colWidth', label: t.colWidth, group: t.name, control: { kind: 'slider', min: 0, max: 1, step: 0.01 } },
];
