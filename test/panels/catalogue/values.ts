/** Panels of single values. */
import { hideFrom, legend, orientation, reduce, textSizes, tooltip } from './blocks.ts';
import { flag, list, number, type PanelKnown, pick } from './types.ts';

const manual = { within: { sizing: 'manual' }, without: [{ sizing: 'auto' }] };
const color = 'thresholds';

export const stat: PanelKnown = {
  options: [
    ...reduce,
    orientation,
    pick('textMode', ['auto', 'value', 'value_and_name', 'name', 'none'], 'auto'),
    flag('wideLayout', true, { without: [{ textMode: 'value' }, { textMode: 'name' }, { textMode: 'none' }] }),
    pick('colorMode', ['none', 'value', 'background', 'background_solid'], 'value'),
    pick('graphMode', ['none', 'line', 'area'], 'area', { without: [{ 'reduceOptions.values': true }] }),
    pick('justifyMode', ['auto', 'center'], 'auto'),
    flag('showPercentChange', false),
    pick('percentChangeColorMode', ['standard', 'inverted', 'same_as_value'], 'standard', {
      within: { showPercentChange: true },
      without: [{ showPercentChange: false }],
    }),
    ...textSizes('title', 'value', 'percent'),
  ],
  color,
};

export const gauge: PanelKnown = {
  options: [
    ...reduce,
    orientation,
    flag('showThresholdLabels', false),
    flag('showThresholdMarkers', true),
    pick('sizing', ['auto', 'manual'], 'auto'),
    number('minVizWidth', 75, manual),
    number('minVizHeight', 75, manual),
    pick('shape', ['gauge', 'circle'], 'gauge'),
    number('barWidthFactor', 0.5),
    pick('barShape', ['flat', 'rounded'], 'flat'),
    pick('endpointMarker', ['point', 'glow', 'none'], 'none'),
    number('segmentCount', 1),
    number('segmentSpacing', 0.3, { within: { segmentCount: 8 }, without: [{ segmentCount: 1 }] }),
    // New gauges have them; those that never chose keep the look that they were made with.
    flag('sparkline', false, { without: [{ 'reduceOptions.values': true }] }),
    flag('effects.barGlow'),
    flag('effects.centerGlow'),
    flag('effects.gradient'),
    pick('textMode', ['auto', 'value_and_name', 'value', 'name', 'none'], 'auto'),
    number('neutral'),
    ...textSizes('title', 'value'),
  ],
  color,
};

export const bargauge: PanelKnown = {
  options: [
    ...reduce,
    orientation,
    pick('displayMode', ['gradient', 'lcd', 'basic'], 'gradient'),
    pick('valueMode', ['color', 'text', 'hidden'], 'color'),
    pick('namePlacement', ['auto', 'top', 'left', 'hidden'], 'auto'),
    flag('showUnfilled', true),
    pick('sizing', ['auto', 'manual'], 'auto'),
    number('minVizWidth', 8, { ...manual, without: [...manual.without, { orientation: 'horizontal' }] }),
    number('minVizHeight', 16, { ...manual, without: [...manual.without, { orientation: 'vertical' }] }),
    number('maxVizHeight', 300, { ...manual, without: [...manual.without, { orientation: 'vertical' }] }),
    ...legend({ shown: false }),
    ...textSizes('title', 'value'),
  ],
  color,
};

export const piechart: PanelKnown = {
  options: [
    ...reduce,
    pick('pieType', ['pie', 'donut'], 'pie'),
    pick('sort', ['desc', 'asc', 'none'], 'desc'),
    pick('displayLabels', ['percent', 'value', 'name'], []),
    ...textSizes('title', 'value'),
    ...legend({ calcs: false }),
    list('legend.values', ['percent', 'value'], { without: [{ 'legend.showLegend': false }] }),
    ...tooltip(),
  ],
  custom: hideFrom,
  color: 'palette-classic',
};
