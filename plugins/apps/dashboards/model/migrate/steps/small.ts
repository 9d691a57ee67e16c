/** Changes of one key: versions 14, 17, 40, 41. */
import { isObject } from '../json.ts';
import { panelStep, type Step } from './step.ts';

export const sharedCrosshairStep: Step = {
  to: 14,
  run(dashboard) {
    if (dashboard.graphTooltip === undefined) dashboard.graphTooltip = dashboard.sharedCrosshair ? 1 : 0;
    delete dashboard.sharedCrosshair;
  },
};

/** The narrowest a repeated panel may be becomes how many stand side by side: the largest divisor of the grid that fits. */
export const repeatWidthStep = panelStep(17, (panel) => {
  if (typeof panel.minSpan === 'number' && panel.minSpan > 0) {
    const most = 24 / panel.minSpan;
    panel.maxPerRow = [24, 12, 8, 6, 4, 3, 2, 1].find((count) => count <= most) ?? 1;
  }
  delete panel.minSpan;
});

export const refreshStep: Step = {
  to: 40,
  run(dashboard) {
    if (typeof dashboard.refresh !== 'string') dashboard.refresh = '';
  },
};

export const timeOptionsStep: Step = {
  to: 41,
  run({ timepicker }) {
    if (isObject(timepicker)) delete timepicker.time_options;
  },
};
