/** Every change of form, in order. Versions that are missing changed nothing that is read today. */

import { cloudWatchStep } from './cloudwatch.ts';
import { datasourceDefaultsStep, datasourceRefsStep } from './datasource-refs.ts';
import { firstSteps } from './first-versions.ts';
import { gaugeOptionsStep } from './gauge-options.ts';
import { axesStep, gridThresholdsStep } from './graph-axes.ts';
import { hiddenAxisStep, hiddenFromTooltipStep, legendStep, tooltipStep } from './graph-options.ts';
import { influxStep } from './influx.ts';
import { linkTextSteps, panelLinksStep } from './links.ts';
import { mappingsStep } from './mappings.ts';
import { rowsStep } from './rows.ts';
import { refreshStep, repeatWidthStep, sharedCrosshairStep, timeOptionsStep } from './small.ts';
import type { Step } from './step.ts';
import { cellOptionsStep, singlestatThresholdsStep, styleAlignStep, styleThresholdsStep } from './tables.ts';
import { formatTimeStep, mergeAfterLabelsStep, timeSeriesTableStep } from './transformations.ts';
import { variableSteps } from './variables.ts';

export const steps: readonly Step[] = [
  ...firstSteps,
  influxStep,
  singlestatThresholdsStep,
  styleThresholdsStep,
  axesStep,
  gridThresholdsStep,
  sharedCrosshairStep,
  rowsStep,
  repeatWidthStep,
  gaugeOptionsStep,
  panelLinksStep,
  ...linkTextSteps,
  styleAlignStep,
  ...variableSteps,
  mappingsStep,
  tooltipStep,
  mergeAfterLabelsStep,
  datasourceRefsStep,
  cloudWatchStep,
  hiddenAxisStep,
  datasourceDefaultsStep,
  legendStep,
  cellOptionsStep,
  timeSeriesTableStep,
  refreshStep,
  timeOptionsStep,
  hiddenFromTooltipStep,
  formatTimeStep,
].sort((a, b) => a.to - b.to);
