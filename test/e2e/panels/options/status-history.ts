import type { PanelCases } from './shared.ts';
import { stateCases } from './state-timeline.ts';

export default {
  base: { data: 'states' },
  cases: [...stateCases, { option: 'colWidth', value: 0.4 }],
} satisfies PanelCases;
