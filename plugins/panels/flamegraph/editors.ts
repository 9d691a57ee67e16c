/** What people may choose about this panel. */
import { choices, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export const editors: readonly OptionEditor[] = [
  { path: 'selectedView', label: t.view, group: t.flamegraph, control: { kind: 'segments', choices: choices(t.views) } },
  { path: 'colorScheme', label: t.colors, group: t.flamegraph, control: { kind: 'choice', choices: choices(t.schemes) } },
];
