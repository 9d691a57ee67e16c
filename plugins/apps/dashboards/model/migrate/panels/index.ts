/** Panels that became other panels, and options that moved, by what the panel itself says: whatever the version of its dashboard. */
import { own } from '@orrery/plugin-sdk/data/own';
import { type Json, panelsOf } from '../json.ts';
import { discretePanel, pieChartPanel, worldMapPanel } from './community.ts';
import { graphPanel } from './graph.ts';
import { heatmapPanel } from './heatmap.ts';
import { renamed } from './renamed.ts';
import { singlestatPanel } from './singlestat.ts';
import { hideFromPanel, listPanel } from './small.ts';
import { statFamilyPanel } from './stat-family.ts';
import { tablePanel } from './table.ts';
import { textPanel } from './text.ts';
import { xyChartPanel } from './xychart.ts';

/** `dashboard` takes what a panel cannot hold any more. */
type Change = (panel: Json, dashboard: Json) => void;

const changes: Readonly<Record<string, Change>> = {
  graph: graphPanel,
  singlestat: singlestatPanel,
  'grafana-singlestat-panel': singlestatPanel,
  'table-old': tablePanel,
  table: tablePanel,
  text: textPanel,
  heatmap: heatmapPanel,
  stat: statFamilyPanel,
  gauge: statFamilyPanel,
  bargauge: statFamilyPanel,
  'grafana-piechart-panel': pieChartPanel,
  'grafana-worldmap-panel': worldMapPanel,
  'natel-discrete-panel': discretePanel,
  alertlist: listPanel,
  dashlist: listPanel,
  news: listPanel,
  timeseries: hideFromPanel,
  xychart: xyChartPanel,
};

export function migratePanels(dashboard: Json): void {
  for (const panel of panelsOf(dashboard)) {
    if (typeof panel.type !== 'string') continue;
    panel.type = own(renamed, panel.type) ?? panel.type;
    own(changes, panel.type)?.(panel, dashboard);
  }
}
