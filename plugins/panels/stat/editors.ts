/** What people may choose about this panel. */
import { choices, type OptionEditor, orientationEditor, reduceEditors, textSizeEditors } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;

export const editors: readonly OptionEditor[] = [
  ...reduceEditors(),
  orientationEditor(group),
  {
    path: 'textMode',
    label: t.textMode,
    group,
    control: {
      kind: 'choice',
      choices: choices({ auto: t.auto, value: t.value, value_and_name: t.valueAndName, name: t.name, none: t.none }),
    },
  },
  {
    path: 'wideLayout',
    label: t.wideLayout,
    group,
    control: { kind: 'switch' },
    when: [{ path: 'textMode', not: ['value', 'name', 'none'] }],
  },
  {
    path: 'colorMode',
    label: t.colorMode,
    group,
    control: {
      kind: 'choice',
      choices: choices({ none: t.none, value: t.value, background: t.background, background_solid: t.backgroundSolid }),
    },
  },
  {
    path: 'graphMode',
    label: t.graphMode,
    group,
    control: { kind: 'segments', choices: choices({ none: t.none, line: t.line, area: t.area }) },
    when: [{ path: 'reduceOptions.values', not: [true] }],
  },
  { path: 'justifyMode', label: t.justifyMode, group, control: { kind: 'segments', choices: choices({ auto: t.auto, center: t.center }) } },
  { path: 'showPercentChange', label: t.showPercentChange, group, control: { kind: 'switch' } },
  {
    path: 'percentChangeColorMode',
    label: t.percentChangeColorMode,
    group,
    control: {
      kind: 'choice',
      choices: choices({ standard: t.standard, inverted: t.inverted, same_as_value: t.sameAsValue }),
    },
    when: [{ path: 'showPercentChange', is: [true] }],
  },
  ...textSizeEditors(['title', 'value', 'percent']),
];
