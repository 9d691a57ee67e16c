/** What people may choose about this panel. */
import { choices, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const orders = [t.sorts.nameUp, t.sorts.nameDown, t.sorts.importance, t.sorts.timeUp, t.sorts.timeDown];
export const editors: readonly OptionEditor[] = [
  { path: 'viewMode', label: t.view, group: t.look, control: { kind: 'segments', choices: choices({ list: t.asList, stat: t.asStat }) } },
  {
    path: 'groupMode',
    label: t.groupMode,
    group: t.look,
    control: { kind: 'segments', choices: choices({ default: t.byRule, custom: t.byLabels }) },
  },
  {
    path: 'groupBy',
    label: t.groupBy,
    group: t.look,
    control: { kind: 'list', of: 'text' },
    when: [{ path: 'groupMode', is: ['custom'] }],
  },
  { path: 'maxItems', label: t.most, group: t.look, control: { kind: 'number', min: 1, max: 1000, step: 1 } },
  {
    path: 'sortOrder',
    label: t.sort,
    group: t.look,
    control: { kind: 'choice', choices: orders.map((label, index) => ({ value: index + 1, label })) },
  },
  { path: 'showInstances', label: t.showInstances, group: t.look, control: { kind: 'switch' } },
  { path: 'dashboardAlerts', label: t.onlyHere, group: t.filter, control: { kind: 'switch' } },
  { path: 'alertName', label: t.name, group: t.filter, control: { kind: 'text' } },
  { path: 'alertInstanceLabelFilter', label: t.labels, group: t.filter, control: { kind: 'text', placeholder: '{team="a"}' } },
  { path: 'datasource', label: t.datasource, group: t.filter, control: { kind: 'text', placeholder: 'grafana' } },
  { path: 'folder.title', label: t.folder, group: t.filter, control: { kind: 'text' } },
  { path: 'showInactiveAlerts', label: t.inactive, group: t.states, control: { kind: 'switch' } },
  ...(['firing', 'pending', 'recovering', 'noData', 'normal', 'error'] as const).map(
    (state): OptionEditor => ({ path: `stateFilter.${state}`, label: t.stateNames[state], group: t.states, control: { kind: 'switch' } }),
  ),
];
