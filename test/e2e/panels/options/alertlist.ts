import type { OptionCase, PanelCases } from './shared.ts';

const shown = { options: { showInstances: true } };
const states: readonly OptionCase[] = ['firing', 'pending', 'recovering', 'error'].map((state) => ({
  option: `stateFilter.${state}`,
  value: false,
}));
export default {
  base: { data: 'nothing', height: 420 },
  cases: [
    { option: 'viewMode', value: 'stat' },
    { option: 'groupMode', value: 'custom', scene: { options: { groupBy: ['instance'] } } },
    { option: 'groupBy', value: ['team'], scene: { options: { groupMode: 'custom' } } },
    { option: 'maxItems', value: 1 },
    ...[2, 3, 4, 5].map((value) => ({ option: 'sortOrder', value })),
    { option: 'dashboardAlerts', value: true },
    { option: 'alertName', value: 'disk' },
    { option: 'alertInstanceLabelFilter', value: '{instance=~"web-.*"}', scene: shown },
    { option: 'datasource', value: 'other' },
    { option: 'folder.title', value: 'Elsewhere' },
    { option: 'showInstances', value: true },
    { option: 'showInactiveAlerts', value: true },
    ...states,
    { option: 'stateFilter.noData', value: true },
    { option: 'stateFilter.normal', value: true },
  ],
} satisfies PanelCases;
