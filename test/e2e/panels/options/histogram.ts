import { axis, hideFrom, legend, multi, type OptionCase, type PanelCases, tooltipLimits } from './shared.ts';

const scaled = (option: string): boolean => option.startsWith('custom.scaleDistribution');
const cases: readonly OptionCase[] = [
  { option: 'bucketCount', value: 8 },
  { option: 'bucketSize', value: 20 },
  { option: 'bucketOffset', value: 3, scene: { options: { bucketSize: 10 } } },
  { option: 'combine', value: true },
  ...legend,
  ...tooltipLimits,
  { option: 'tooltip.mode', value: 'single', scene: { options: multi }, point: [0.5, 0.8] },
  { option: 'tooltip.sort', value: 'asc', scene: { options: multi }, keys: ['ArrowLeft'] },
  { option: 'tooltip.sort', value: 'desc', scene: { options: multi }, keys: ['ArrowRight'] },
  { option: 'tooltip.hideZeros', value: true, scene: { options: multi }, keys: ['ArrowRight'] },
  { option: 'custom.stacking.mode', value: 'normal' },
  { option: 'custom.stacking.mode', value: 'percent' },
  { option: 'custom.lineWidth', value: 4 },
  { option: 'custom.fillOpacity', value: 20 },
  ...['opacity', 'hue', 'scheme'].map((value) => ({
    option: 'custom.gradientMode',
    value,
    scene: { defaults: { color: { mode: 'continuous-GrYlRd' } } },
  })),
  ...axis.filter(({ option }) => !scaled(option)),
  // Counts are scaled, not values: these are far apart.
  ...axis.filter(({ option }) => scaled(option)).map(({ scene, ...each }) => ({ ...each, scene: { ...scene, data: 'spread' as const } })),
  ...hideFrom,
];

export default { base: { data: 'two' }, cases } satisfies PanelCases;
