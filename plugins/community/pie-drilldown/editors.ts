import { legendEditors, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
export const editors: readonly OptionEditor[] = [
  {
    path: 'levels',
    label: e.levels,
    description: e.levelsHelp,
    group: e.parts,
    control: { kind: 'list', of: 'text', placeholder: 'region' },
  },
  { path: 'most', label: e.most, group: e.parts, control: { kind: 'slider', min: 2, max: 30, step: 1 } },
  { path: 'ring', label: e.ring, group: e.parts, control: { kind: 'switch' } },
  ...legendEditors(),
];
