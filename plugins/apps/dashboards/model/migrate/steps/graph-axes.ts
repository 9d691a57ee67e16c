/** Versions 12 and 13: axes and thresholds of graphs leave the bag `grid`. */
import { isObject, type Json, objects } from '../json.ts';
import { panelStep } from './step.ts';

export const axesStep = panelStep(12, (panel) => {
  const { grid } = panel;
  if (panel.type !== 'graph' || !isObject(grid) || panel.yaxes) return;
  const formats = Array.isArray(panel.y_formats) ? panel.y_formats : [];
  panel.yaxes = (['left', 'right'] as const).map((side, at) => {
    const axis = {
      show: panel['y-axis'] ?? true,
      min: grid[`${side}Min`],
      max: grid[`${side}Max`],
      logBase: grid[`${side}LogBase`],
      format: formats[at],
      label: panel[`${side}YAxisLabel`],
    };
    for (const key of ['Min', 'Max', 'LogBase']) delete grid[side + key];
    delete panel[`${side}YAxisLabel`];
    return axis;
  });
  panel.xaxis = { show: panel['x-axis'] ?? true };
  for (const key of ['y_formats', 'y-axis', 'x-axis']) delete panel[key];
});

export const gridThresholdsStep = panelStep(13, (panel) => {
  const { grid } = panel;
  if (panel.type !== 'graph' || !isObject(grid)) return;
  const [first, second] = [threshold(grid, 1), threshold(grid, 2)];
  const op = first && second && first.value > second.value ? 'lt' : 'gt';
  // A second one alone was never drawn.
  const found = first ? [first, ...(second ? [second] : [])].map((one) => ({ ...one, op })) : [];
  panel.thresholds = [...objects(panel.thresholds), ...found];
  for (const key of ['threshold1', 'threshold1Color', 'threshold2', 'threshold2Color', 'thresholdLine']) delete grid[key];
});

function threshold(grid: Json, at: 1 | 2): Json | undefined {
  const value = grid[`threshold${at}`];
  if (typeof value !== 'number') return undefined;
  const color = grid[`threshold${at}Color`];
  return { value, colorMode: 'custom', ...(grid.thresholdLine ? { line: true, lineColor: color } : { fill: true, fillColor: color }) };
}
