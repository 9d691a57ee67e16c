/** Legends, tooltips and axes of panels that draw series: versions 30, 35, 37, 42. */
import { fieldConfigOf, isObject, objects } from '../json.ts';
import { panelStep } from './step.ts';

export const tooltipStep = panelStep(30, (panel) => {
  if ((panel.type !== 'timeseries' && panel.type !== 'xychart') || !panel.options?.tooltipOptions) return;
  panel.options.tooltip = panel.options.tooltipOptions;
  delete panel.options.tooltipOptions;
});

/** Hidden axes used to leave the time axis alone. */
export const hiddenAxisStep = panelStep(35, (panel) => {
  if (panel.type !== 'timeseries' || panel.fieldConfig?.defaults?.custom?.axisPlacement !== 'hidden') return;
  fieldConfigOf(panel).overrides.push({
    matcher: { id: 'byType', options: 'time' },
    properties: [{ id: 'custom.axisPlacement', value: 'auto' }],
  });
});

/** One way to hide a legend instead of two. */
export const legendStep = panelStep(37, (panel) => {
  const legend = panel.options?.legend;
  if (!isObject(legend)) return;
  const hidden = legend.displayMode === 'hidden' || legend.showLegend === false;
  legend.showLegend = !hidden;
  if (hidden) legend.displayMode = 'list';
});

/** What is not drawn is not in the tooltip either. */
export const hiddenFromTooltipStep = panelStep(42, (panel) => {
  for (const { properties } of objects(panel.fieldConfig?.overrides))
    for (const { id, value } of objects(properties))
      if (id === 'custom.hideFrom' && isObject(value) && value.viz === true) value.tooltip = true;
});
