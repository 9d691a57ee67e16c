/** Changes of form that many dashboards need. Versions that are missing changed nothing that is read today. */

import { datasourceDefaultsStep, datasourceRefsStep } from './datasource-refs.ts';
import { axesStep, gridThresholdsStep } from './graph-axes.ts';
import { hiddenAxisStep, hiddenFromTooltipStep, legendStep, tooltipStep } from './graph-options.ts';
import { mappingsStep } from './mappings.ts';
import { refreshStep, repeatWidthStep, sharedCrosshairStep, timeOptionsStep } from './small.ts';
import type { Step } from './step.ts';

/** Without those of `rare.ts`. */
export const usualSteps: readonly Step[] = [
  axesStep,
  gridThresholdsStep,
  sharedCrosshairStep,
  repeatWidthStep,
  mappingsStep,
  tooltipStep,
  datasourceRefsStep,
  hiddenAxisStep,
  datasourceDefaultsStep,
  legendStep,
  refreshStep,
  timeOptionsStep,
  hiddenFromTooltipStep,
];
