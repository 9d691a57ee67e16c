import type { PanelCases } from './shared.ts';

export default {
  base: { data: 'nothing' },
  cases: [
    { option: 'onlyFromThisDashboard', value: true },
    { option: 'onlyInTimeRange', value: true },
    { option: 'tags', value: ['incident'] },
    { option: 'limit', value: 1 },
    { option: 'showUser', value: false },
    { option: 'showTime', value: false },
    { option: 'showTags', value: false },
  ],
  toldElsewhere: {
    navigateToPanel: 'e2e/lists.e2e.ts: leads to the panel, with the time around the event',
    navigateBefore: 'e2e/lists.e2e.ts: leads to the panel, with the time around the event',
    navigateAfter: 'e2e/lists.e2e.ts: leads to the panel, with the time around the event',
  },
} satisfies PanelCases;
