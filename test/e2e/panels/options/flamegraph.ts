import type { PanelCases } from './shared.ts';

export default {
  base: { data: 'flames', width: 720 },
  cases: [
    { option: 'selectedView', value: 'top' },
    { option: 'selectedView', value: 'flame' },
    { option: 'colorScheme', value: 'valueBased' },
    { option: 'colorScheme', value: 'diffColorBlind', scene: { data: 'flamesCompared' } },
  ],
} satisfies PanelCases;
