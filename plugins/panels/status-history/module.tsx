/** Status history: a box for every sample of every series. */
import { statesPanel } from '@orrery/plugin-sdk/ui/states-over-time/panel.ts';
import { editors } from './editors.ts';
import { defaults, styleDefaults } from './options.ts';
import { t } from './text/index.ts';

const statusHistory = statesPanel({ name: t.name, form: 'samples', defaults, styleDefaults, editors, fieldEditors: [] });

export const panels = { 'status-history': statusHistory };
