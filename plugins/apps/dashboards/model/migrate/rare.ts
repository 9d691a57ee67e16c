/** What few dashboards need: fetched on top, in one piece, since each piece costs a question of its own. */
import { fillInputs } from './inputs.ts';
import { discretePanel, pieChartPanel, worldMapPanel } from './panels/community.ts';
import { heatmapPanel } from './panels/heatmap.ts';
import type { PanelChanges } from './panels/index.ts';
import { listPanel } from './panels/lists.ts';
import { tablePanel } from './panels/table.ts';
import { textPanel } from './panels/text.ts';
import { xyChartPanel } from './panels/xychart.ts';
import { cloudWatchStep } from './steps/cloudwatch.ts';
import { firstSteps } from './steps/first-versions.ts';
import { gaugeOptionsStep } from './steps/gauge-options.ts';
import { influxStep } from './steps/influx.ts';
import { linkTextSteps, panelLinksStep } from './steps/links.ts';
import { rowsStep } from './steps/rows.ts';
import type { Step } from './steps/step.ts';
import { tableSteps } from './steps/tables.ts';
import { formatTimeStep, mergeAfterLabelsStep, timeSeriesTableStep } from './steps/transformations.ts';
import { variableSteps } from './steps/variables.ts';

export { fillInputs };
export const rareSteps: readonly Step[] = [
  ...firstSteps,
  influxStep,
  rowsStep,
  gaugeOptionsStep,
  panelLinksStep,
  ...linkTextSteps,
  ...tableSteps,
  mergeAfterLabelsStep,
  cloudWatchStep,
  ...variableSteps,
  timeSeriesTableStep,
  formatTimeStep,
];
export const rareChanges: PanelChanges = {
  'table-old': tablePanel,
  table: tablePanel,
  text: textPanel,
  alertlist: listPanel,
  dashlist: listPanel,
  news: listPanel,
  heatmap: heatmapPanel,
  'grafana-piechart-panel': pieChartPanel,
  'grafana-worldmap-panel': worldMapPanel,
  'natel-discrete-panel': discretePanel,
  xychart: xyChartPanel,
};
