/** Changes of form that many dashboards need. Versions that are missing changed nothing that is read today. */

import { datasourceDefaultsStep, datasourceRefsStep } from './datasource-refs.ts';
import { gaugeOptionsStep } from './gauge-options.ts';
import { axesStep, gridThresholdsStep } from './graph-axes.ts';
import { hiddenAxisStep, hiddenFromTooltipStep, legendStep, tooltipStep } from './graph-options.ts';
import { linkTextSteps, panelLinksStep } from './links.ts';
import { mappingsStep } from './mappings.ts';
import { refreshStep, repeatWidthStep, sharedCrosshairStep, timeOptionsStep } from './small.ts';
import type { Step } from './step.ts';
import { formatTimeStep, mergeAfterLabelsStep, timeSeriesTableStep } from './transformations.ts';
import { variableSteps } from './variables.ts';

/** Without those of `rare.ts`. */
export const usualSteps: readonly Step[] = [
  axesStep,
  gridThresholdsStep,
  sharedCrosshairStep,
  repeatWidthStep,
  gaugeOptionsStep,
  panelLinksStep,
  ...linkTextSteps,
  ...variableSteps,
  mappingsStep,
  tooltipStep,
  mergeAfterLabelsStep,
  datasourceRefsStep,
  hiddenAxisStep,
  datasourceDefaultsStep,
  legendStep,
  timeSeriesTableStep,
  refreshStep,
  timeOptionsStep,
  hiddenFromTooltipStep,
  formatTimeStep,
];
