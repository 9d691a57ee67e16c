import type { PanelCases } from './shared.ts';

export default {
  base: { data: 'graph' },
  cases: [
    { option: 'layoutAlgorithm', value: 'force' },
    { option: 'layoutAlgorithm', value: 'grid' },
    { option: 'zoomMode', value: 'greedy', point: [0.5, 0.5], wheel: -240 },
    { option: 'nodes.mainStatUnit', value: 'bytes' },
    { option: 'nodes.secondaryStatUnit', value: 'bytes' },
    { option: 'nodes.arcs', value: [{ field: 'mainstat', color: 'purple' }] },
    { option: 'edges.mainStatUnit', value: 'bytes' },
    { option: 'edges.secondaryStatUnit', value: 'bytes' },
  ],
} satisfies PanelCases;
