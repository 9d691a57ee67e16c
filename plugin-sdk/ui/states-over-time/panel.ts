/** What state timeline and status history have in common: all but the form of their boxes. */
import {
  axisEditors,
  choices,
  definePanel,
  hideFromEditors,
  legendEditors,
  type OptionEditor,
  type Panel,
  tooltipEditors,
} from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '../chart/field-defaults.ts';
import { mountStates } from './mount.ts';
import { type Form, type StateOptions, type StateStyle, stateRows, statesOf } from './rows.ts';
import { t } from './text/index.ts';

export interface StatesPanel {
  readonly name: string;
  readonly form: Form;
  readonly defaults: StateOptions;
  readonly styleDefaults: StateStyle;
  /** Options that only this panel has. */
  readonly editors: readonly OptionEditor[];
  readonly fieldEditors: readonly OptionEditor[];
}

/** Names stand on the axis: what is about a scale of values means nothing there. */
const ofNames = new Set(['axisPlacement', 'axisLabel', 'axisWidth', 'axisBorderShow', 'axisGridShow']);

export function statesPanel({ name, form, defaults, styleDefaults, editors, fieldEditors }: StatesPanel): Panel<StateOptions> {
  const group = name;
  return definePanel<StateOptions>({
    defaults,
    fieldDefaults: fieldDefaultsOf('continuous-GrYlRd', styleDefaults),
    editors: [
      {
        path: 'showValue',
        label: t.showValue,
        group,
        control: { kind: 'segments', choices: choices({ auto: t.auto, always: t.always, never: t.never }) },
      },
      ...editors,
      { path: 'rowHeight', label: t.rowHeight, group, control: { kind: 'slider', min: 0, max: 1, step: 0.01 } },
      { path: 'perPage', label: t.perPage, group, control: { kind: 'number', min: 1, step: 1 } },
      {
        path: 'timezone',
        label: t.timezone,
        description: t.timezoneHelp,
        group,
        control: { kind: 'list', of: 'timezone', placeholder: t.auto },
      },
      ...legendEditors({ calcs: false }),
      ...tooltipEditors(),
    ],
    fieldEditors: [
      { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 } },
      { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 } },
      ...fieldEditors,
      ...axisEditors().filter(({ path }) => ofNames.has(path)),
      ...hideFromEditors(),
    ],
    mount: (surface) => mountStates(surface, form, t),
    summary(props) {
      const rows = stateRows(props, form) ?? [];
      const states = statesOf(rows).map(({ text }) => text);
      return t.summary(props.title || name, rows.length, states.slice(0, 6).join(', '));
    },
  });
}
