/** Every change of form, in order. Versions that are missing changed nothing that is read today. */

import { annotationsOf, type Json, objects, panelsOf } from '../json.ts';
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

const usual: readonly Step[] = [
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

interface LateSteps {
  /** The last version that they lead to. */
  readonly to: number;
  /** False for a dashboard in which there is nothing for them to change. */
  concerns(dashboard: Json, types: ReadonlySet<string>): boolean;
  load(): Promise<readonly Step[]>;
}

const anyTarget = (dashboard: Json, key: string): boolean =>
  panelsOf(dashboard).some((panel) => objects(panel.targets).some((target) => Object.hasOwn(target, key)));

const late: readonly LateSteps[] = [
  { to: 7, concerns: () => true, load: async () => (await import('./first-versions.ts')).firstSteps },
  { to: 8, concerns: (dashboard) => anyTarget(dashboard, 'groupBy'), load: async () => [(await import('./influx.ts')).influxStep] },
  { to: 9, concerns: (_, types) => types.has('singlestat'), load: async () => (await import('./tables.ts')).tableSteps },
  { to: 16, concerns: ({ rows }) => Array.isArray(rows), load: async () => [(await import('./rows.ts')).rowsStep] },
  {
    to: 34,
    concerns: (dashboard) =>
      anyTarget(dashboard, 'namespace') || annotationsOf(dashboard).some((annotation) => Object.hasOwn(annotation, 'namespace')),
    load: async () => [(await import('./cloudwatch.ts')).cloudWatchStep],
  },
  { to: 38, concerns: (_, types) => types.has('table'), load: async () => (await import('./tables.ts')).tableSteps },
];

/** The steps that a dashboard of this version needs, fetched and in order; all that there are where none is given. */
export async function stepsFor(dashboard?: Json, version = 0, types: ReadonlySet<string> = new Set()): Promise<readonly Step[]> {
  const wanted = late.filter((one) => !dashboard || (version < one.to && one.concerns(dashboard, types)));
  const fetched = new Set((await Promise.all(wanted.map((one) => one.load()))).flat());
  return [...fetched, ...usual].filter(({ to }) => version < to).sort((a, b) => a.to - b.to);
}
