import type { PanelCases } from './shared.ts';

const table = [{ schema: { fields: [{ name: 'who', type: 'string' }] }, data: { values: [['<img src=x onerror=alert(1)>']] } }];
export default {
  base: { data: 'two' },
  cases: [
    { option: 'selectedSeries', value: 1 },
    { option: 'snapshot', value: table },
  ],
  // Written in the panel itself.
  withoutEditor: ['snapshot'],
} satisfies PanelCases;
