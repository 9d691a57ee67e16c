/** What people may choose about this panel. */
import {
  choices,
  legendEditors,
  type OptionCondition,
  type OptionEditor,
  orientationEditor,
  reduceEditors,
  textSizeEditors,
} from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.look;
const manual: OptionCondition = { path: 'sizing', is: ['manual'] };
const lying: OptionCondition = { path: 'orientation', not: ['vertical'] };
const standing: OptionCondition = { path: 'orientation', not: ['horizontal'] };

export const editors: readonly OptionEditor[] = [
  ...reduceEditors(),
  orientationEditor(group),
  {
    path: 'displayMode',
    label: t.displayMode,
    group,
    control: { kind: 'segments', choices: choices({ gradient: t.gradient, lcd: t.lcd, basic: t.basic }) },
  },
  {
    path: 'valueMode',
    label: t.valueMode,
    group,
    control: { kind: 'segments', choices: choices({ color: t.valueColor, text: t.text, hidden: t.hidden }) },
  },
  {
    path: 'namePlacement',
    label: t.namePlacement,
    group,
    control: { kind: 'segments', choices: choices({ auto: t.auto, top: t.top, left: t.left, hidden: t.hidden }) },
  },
  { path: 'showUnfilled', label: t.showUnfilled, group, control: { kind: 'switch' } },
  { path: 'sizing', label: t.sizing, group, control: { kind: 'segments', choices: choices({ auto: t.auto, manual: t.manual }) } },
  { path: 'minVizWidth', label: t.minVizWidth, group, control: { kind: 'slider', min: 0, max: 300, step: 1 }, when: [manual, standing] },
  { path: 'minVizHeight', label: t.minVizHeight, group, control: { kind: 'slider', min: 0, max: 300, step: 1 }, when: [manual, lying] },
  { path: 'maxVizHeight', label: t.maxVizHeight, group, control: { kind: 'slider', min: 0, max: 300, step: 1 }, when: [manual, lying] },
  ...legendEditors(),
  ...textSizeEditors(),
];
