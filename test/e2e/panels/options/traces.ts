import type { PanelCases } from './shared.ts';

const found = { options: { spanFilters: { query: 'billing' } } };
export default {
  base: { data: 'trace', width: 640 },
  cases: [
    { option: 'spanFilters.query', value: 'billing' },
    { option: 'spanFilters.serviceName', value: 'checkout' },
    { option: 'spanFilters.spanName', value: 'price' },
    { option: 'spanFilters.from', value: '100ms' },
    { option: 'spanFilters.to', value: '100ms' },
    { option: 'spanFilters.criticalPathOnly', value: true },
    { option: 'spanFilters.matchesOnly', value: true, scene: found },
  ],
} satisfies PanelCases;
