/** Thresholds: which step a value is on. */
import { grey } from './colors.ts';
import type { ThresholdStep, ThresholdsConfig } from './types.ts';

/** Limit of a step; the base has none. JSON cannot say -Infinity, so dashboards write null. */
export function stepValue(step: ThresholdStep): number {
  return typeof step.value === 'number' ? step.value : Number.NEGATIVE_INFINITY;
}

export function activeStep(value: number, steps: readonly ThresholdStep[] | undefined): ThresholdStep {
  if (!steps || steps.length === 0) return { value: 0, color: grey };
  let active = steps[0]!;
  for (const step of steps) {
    if (value >= stepValue(step)) active = step;
    else break;
  }
  return active;
}

/** Steps from low to high. */
export function sortedSteps(thresholds: ThresholdsConfig | undefined): readonly ThresholdStep[] {
  return [...(thresholds?.steps ?? [])].sort((a, b) => stepValue(a) - stepValue(b));
}
