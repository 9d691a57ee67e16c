/** State timeline: states over time: how long each lasted. */
import { statesPanel } from '@orrery/plugin-sdk/ui/states-over-time/panel.ts';
import { editors, fieldEditors } from './editors.ts';
import { defaults, styleDefaults } from './options.ts';
import { t } from './text/index.ts';

const stateTimeline = statesPanel({ name: t.name, form: 'changes', defaults, styleDefaults, editors, fieldEditors });

export const panels = { 'state-timeline': stateTimeline };
