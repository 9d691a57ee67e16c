import { type OptionCase, type PanelCases, percent, reduce, textSizes } from './shared.ts';

const manual = { options: { sizing: 'manual', minVizWidth: 75, minVizHeight: 75 } };
const cases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical' },
  { option: 'showThresholdLabels', value: true },
  { option: 'showThresholdMarkers', value: false },
  { option: 'sizing', value: 'manual', scene: { options: { minVizWidth: 300, minVizHeight: 200 } } },
  { option: 'minVizWidth', value: 300, scene: manual },
  { option: 'minVizHeight', value: 240, scene: manual },
  { option: 'shape', value: 'circle' },
  { option: 'barWidthFactor', value: 0.9 },
  { option: 'barShape', value: 'rounded' },
  { option: 'endpointMarker', value: 'point' },
  { option: 'endpointMarker', value: 'glow' },
  { option: 'segmentCount', value: 12 },
  { option: 'segmentSpacing', value: 0.7, scene: { options: { segmentCount: 12 } } },
  { option: 'sparkline', value: true, scene: { data: 'one' } },
  { option: 'effects.gradient', value: true },
  { option: 'effects.barGlow', value: true },
  { option: 'effects.centerGlow', value: true },
  ...['value', 'name', 'none'].map((value) => ({ option: 'textMode', value })),
  { option: 'textMode', value: 'value_and_name', scene: { data: 'one' } },
  { option: 'neutral', value: 50 },
];

export default { base: { data: 'disks', defaults: percent }, cases } satisfies PanelCases;
