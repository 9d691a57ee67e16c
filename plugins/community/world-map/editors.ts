import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
export const editors: readonly OptionEditor[] = [
  {
    path: 'region',
    label: e.region,
    group: e.map,
    control: { kind: 'choice', choices: Object.entries(e.regions).map(([value, label]) => ({ value, label })) },
  },
  { path: 'countryField', label: e.field, description: e.fieldHelp, group: e.map, control: { kind: 'field', placeholder: e.found } },
  {
    path: 'circles',
    label: e.countries,
    group: e.map,
    control: {
      kind: 'segments',
      choices: [
        { value: 'places', label: e.coloured },
        { value: 'always', label: e.circles },
      ],
    },
  },
  { path: 'largest', label: e.largest, group: e.map, control: { kind: 'slider', min: 6, max: 60, step: 1 } },
];
