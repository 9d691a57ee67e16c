/** What people may choose about this panel; its table is written in the panel itself. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export const editors: readonly OptionEditor[] = [
  { path: 'selectedSeries', label: t.series, description: t.seriesHelp, group: t.grid, control: { kind: 'number', min: 0, step: 1 } },
];
