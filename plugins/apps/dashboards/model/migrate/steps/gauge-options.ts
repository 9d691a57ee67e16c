/** Version 18: options of the first gauge panel. */
import { isObject } from '../json.ts';
import { panelStep } from './step.ts';

const moved = ['unit', 'stat', 'decimals', 'prefix', 'suffix'];

export const gaugeOptionsStep = panelStep(18, (panel) => {
  const old = panel['options-gauge'];
  if (!isObject(old)) return;
  const { options: _, thresholds, ...rest } = old;
  panel.options = {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => !moved.includes(key))),
    valueOptions: Object.fromEntries(moved.map((key) => [key, rest[key]])),
    ...(thresholds !== undefined && { thresholds: Array.isArray(thresholds) ? [...thresholds].reverse() : thresholds }),
  };
  delete panel['options-gauge'];
});
