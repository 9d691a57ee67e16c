/** Thresholds of singlestats and tables, styles and cells of tables: versions 9, 10, 22, 38. */
import { isObject, objects } from '../json.ts';
import { panelStep, type Step } from './step.ts';

/** The first of three had no meaning. */
const singlestatThresholds = panelStep(9, (panel) => {
  if (panel.type !== 'singlestat' || typeof panel.thresholds !== 'string') return;
  const levels = panel.thresholds.split(',');
  if (levels.length >= 3) panel.thresholds = levels.slice(1).join(',');
});

const styleThresholds = panelStep(10, (panel) => {
  if (panel.type !== 'table') return;
  for (const style of objects(panel.styles))
    if (Array.isArray(style.thresholds) && style.thresholds.length >= 3) style.thresholds = style.thresholds.slice(1);
});

const styleAlign = panelStep(22, (panel) => {
  if (panel.type === 'table') for (const style of objects(panel.styles)) style.align = 'auto';
});

const cellOptions = panelStep(38, (panel) => {
  if (panel.type !== 'table' || !isObject(panel.fieldConfig)) return;
  const custom = panel.fieldConfig.defaults?.custom;
  if (isObject(custom) && custom.displayMode !== undefined) {
    custom.cellOptions = cellOptionsOf(custom.displayMode);
    delete custom.displayMode;
  }
  for (const { properties } of objects(panel.fieldConfig.overrides)) {
    for (const property of objects(properties)) {
      if (property.id !== 'custom.displayMode') continue;
      property.id = 'custom.cellOptions';
      property.value = cellOptionsOf(property.value);
    }
  }
});

/** What one word said, as a type and its mode. */
function cellOptionsOf(displayMode: unknown): Readonly<Record<string, unknown>> {
  switch (displayMode) {
    case 'basic':
    case 'gradient-gauge':
    case 'lcd-gauge':
      return { type: 'gauge', mode: displayMode.replace('-gauge', '') };
    case 'color-background':
      return { type: 'color-background', mode: 'gradient' };
    case 'color-background-solid':
      return { type: 'color-background', mode: 'basic' };
    default:
      return { type: typeof displayMode === 'string' && displayMode ? displayMode : 'auto' };
  }
}

export const tableSteps: readonly Step[] = [singlestatThresholds, styleThresholds, styleAlign, cellOptions];
