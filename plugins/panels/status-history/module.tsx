/** Status history: a box for every sample of every series. */
import { definePanel } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import { mountStates } from '@orrery/plugin-sdk/ui/states-over-time/mount.ts';
import { type StateOptions, stateRows, statesOf } from '@orrery/plugin-sdk/ui/states-over-time/rows.ts';
import { editors, fieldEditors } from './editors.ts';
import { defaults, styleDefaults } from './options.ts';
import { t } from './text/index.ts';

const statusHistory = definePanel<StateOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('continuous-GrYlRd', styleDefaults),
  editors,
  fieldEditors,
  mount: (surface) => mountStates(surface, 'samples', t),
  summary(props) {
    const rows = stateRows(props, 'samples') ?? [];
    const states = statesOf(rows).map(({ text }) => text);
    return t.summary(props.title || t.name, rows.length, states.slice(0, 6).join(', '));
  },
});

export const panels = { 'status-history': statusHistory };
