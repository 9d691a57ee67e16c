import { axis, hideFrom, legend, middle, multi, type OptionCase, type PanelCases, textSizes, thresholds, tooltipLimits } from './shared.ts';

const cases: readonly OptionCase[] = [
  { option: 'xField', value: 'Used' },
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical', scene: { width: 260, height: 400 } },
  { option: 'xTickLabelRotation', value: 45 },
  { option: 'xTickLabelRotation', value: -90 },
  { option: 'xTickLabelSpacing', value: 100 },
  { option: 'xTickLabelSpacing', value: -100, scene: { options: { xTickLabelSpacing: 100 }, width: 300 } },
  { option: 'xTickLabelMaxLength', value: 2 },
  { option: 'showValue', value: 'never' },
  { option: 'showValue', value: 'always', scene: { data: 'disks' } },
  { option: 'stacking', value: 'normal' },
  { option: 'stacking', value: 'percent' },
  { option: 'groupWidth', value: 0.4 },
  { option: 'barWidth', value: 0.5 },
  { option: 'barRadius', value: 0.4 },
  { option: 'fullHighlight', value: true, scene: { options: { tooltip: { mode: 'none' } } }, point: middle },
  { option: 'colorByField', value: 'Free', scene: { defaults: { color: { mode: 'continuous-GrYlRd' } } } },
  ...textSizes,
  ...legend,
  ...tooltipLimits,
  { option: 'tooltip.mode', value: 'multi', point: middle },
  { option: 'tooltip.sort', value: 'asc', scene: { options: multi }, point: [0.9, 0.8] },
  { option: 'tooltip.sort', value: 'desc', scene: { options: multi }, point: [0.2, 0.8] },
  { option: 'tooltip.hideZeros', value: true, scene: { data: 'zeros', options: multi }, point: middle },
  { option: 'custom.lineWidth', value: 5 },
  { option: 'custom.fillOpacity', value: 20 },
  ...['opacity', 'hue', 'scheme'].map((value) => ({
    option: 'custom.gradientMode',
    value,
    scene: { defaults: { color: { mode: 'continuous-GrYlRd' } } },
  })),
  ...['line', 'dashed', 'area', 'line+area', 'dashed+area'].map((value) => ({
    option: 'custom.thresholdsStyle.mode',
    value,
    scene: { defaults: { thresholds } },
  })),
  ...axis,
  ...hideFrom,
];

export default { base: { data: 'rows' }, cases } satisfies PanelCases;
