/** Panels of plugins that were written for Angular and have no successor that they could become. */
import type { Dashboard, PanelModel } from '../types.ts';

/** Those that became other panels are not here: they have been turned into them. */
const angularOnly = new Set([
  'agenty-flowcharting-panel',
  'blackmirror1-singlestat-math-panel',
  'blackmirror1-statusbygroup-panel',
  'briangann-datatable-panel',
  'btplc-status-dot-panel',
  'btplc-trend-box-panel',
  'bessler-pictureit-panel',
  'corpglory-progresslist-panel',
  'digrich-bubblechart-panel',
  'fatcloud-windrose-panel',
  'grafana-discrete-panel',
  'jdbranham-diagram-panel',
  'larona-epict-panel',
  'macropower-analytics-panel',
  'michaeldmoore-annunciator-panel',
  'michaeldmoore-multistat-panel',
  'mtanda-histogram-panel',
  'mtanda-heatmap-epoch-panel',
  'natel-influx-admin-panel',
  'natel-usgs-datasource',
  'neocat-cal-heatmap-panel',
  'petrslavotinek-carpetplot-panel',
  'pr0ps-trackmap-panel',
  'ryantxu-ajax-panel',
  'ryantxu-annolist-panel',
  'savantly-heatmap-panel',
  'satellogic-3d-globe-panel',
  'snuids-radar-panel',
  'snuids-trafficlights-panel',
  'vonage-status-panel',
  'zuburqan-parity-report-panel',
]);

/** Of a migrated dashboard. */
export function angularPanels(dashboard: Dashboard): readonly PanelModel[] {
  return (dashboard.panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter(({ type }) => angularOnly.has(type));
}
