/** What a dashboard stores for this panel (spec dashboards.md 6.8): options of the panel, and `custom` of its fields. */
import { legendDefaults } from '@orrery/plugin-sdk/ui';
import { type StateOptions, type StateStyle, stateStyleDefaults } from '@orrery/plugin-sdk/ui/states-over-time/rows.ts';

export const defaults: StateOptions = {
  showValue: 'auto',
  rowHeight: 0.9,
  alignValue: 'left',
  mergeValues: true,
  perPage: 20,
  legend: legendDefaults,
  tooltip: { mode: 'single', sort: 'none' },
};
export const styleDefaults: StateStyle = { ...stateStyleDefaults, lineWidth: 0, fillOpacity: 70, spanNulls: false, insertNulls: false };
