import { axis, hideFrom, legend, type OptionCase, type PanelCases } from './shared.ts';

const byName = (options: string) => ({ matcher: { id: 'byName', options } });
const lines = { custom: { show: 'points+lines' } };
const sized = { options: { series: [{ size: byName('noise') }] } };
const onPoint = [0.52, 0.62] as const;

const cases: readonly OptionCase[] = [
  ...legend,
  {
    option: 'mapping',
    value: 'manual',
    scene: { options: { series: [{ x: byName('noise'), y: byName('power'), name: { fixed: 'one <b>' } }] } },
  },
  { option: 'series', value: [{ x: byName('noise') }] },
  {
    option: 'series',
    value: [{ x: byName('noise'), y: byName('power'), frame: { matcher: { id: 'byIndex', options: 3 } } }],
    scene: { options: { mapping: 'manual', series: [{ x: byName('noise'), y: byName('power') }] } },
  },
  {
    option: 'series',
    value: [{ x: byName('noise'), y: byName('power'), name: { fixed: 'Loud' } }],
    scene: { options: { mapping: 'manual', series: [{ x: byName('noise'), y: byName('power') }] } },
  },
  { option: 'series', value: [{ size: byName('noise') }] },
  { option: 'series', value: [{ color: byName('noise') }], scene: { defaults: { color: { mode: 'continuous-GrYlRd' } } } },
  { option: 'series', value: [{ y: byName('noise') }] },
  { option: 'custom.show', value: 'lines' },
  { option: 'custom.show', value: 'points+lines' },
  { option: 'custom.pointSize.fixed', value: 14 },
  { option: 'custom.pointSize.min', value: 20, scene: sized },
  { option: 'custom.pointSize.max', value: 30, scene: sized },
  { option: 'custom.pointShape', value: 'square' },
  { option: 'custom.pointStrokeWidth', value: 3 },
  { option: 'custom.fillOpacity', value: 0 },
  { option: 'custom.lineWidth', value: 4, scene: lines },
  { option: 'custom.lineStyle.fill', value: 'dash', scene: lines },
  { option: 'custom.lineStyle.fill', value: 'dot', scene: lines },
  { option: 'tooltip.mode', value: 'multi', point: onPoint },
  { option: 'tooltip.mode', value: 'none', point: onPoint },
  { option: 'tooltip.maxWidth', value: 80, scene: { options: { tooltip: { mode: 'multi' } } }, point: onPoint },
  { option: 'tooltip.maxHeight', value: 70, scene: { options: { tooltip: { mode: 'multi' } } }, point: onPoint },
  ...axis.map((each) => ({ ...each, scene: { ...each.scene, data: 'speeds' as const } })),
  ...hideFrom.map((each) => ({ ...each, ...(each.point && { point: onPoint }), scene: { ...each.scene, options: {} } })),
];

export default { base: { data: 'speeds' }, cases } satisfies PanelCases;
