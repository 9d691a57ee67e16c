import { legend, type OptionCase, type PanelCases, percent, reduce, textSizes } from './shared.ts';

const lying = { options: { orientation: 'horizontal' } };
const byHand = { options: { orientation: 'horizontal', sizing: 'manual', minVizHeight: 16, maxVizHeight: 300 } };
const cases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  ...legend
    .filter(({ option }) => option !== 'legend.showLegend')
    .map((each) => ({
      ...each,
      scene: {
        ...each.scene,
        options: { legend: { showLegend: true, ...(each.scene?.options as { legend?: object } | undefined)?.legend } },
      },
    })),
  { option: 'legend.showLegend', value: true },
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical', scene: { width: 300, height: 420 } },
  { option: 'displayMode', value: 'basic' },
  { option: 'displayMode', value: 'lcd' },
  { option: 'valueMode', value: 'text' },
  { option: 'valueMode', value: 'hidden' },
  { option: 'namePlacement', value: 'top' },
  { option: 'namePlacement', value: 'left', scene: lying },
  { option: 'namePlacement', value: 'hidden' },
  { option: 'showUnfilled', value: false },
  { option: 'sizing', value: 'manual', scene: { options: { orientation: 'horizontal', maxVizHeight: 30 } } },
  { option: 'minVizWidth', value: 200, scene: { options: { orientation: 'vertical', sizing: 'manual', minVizWidth: 8 } } },
  { option: 'minVizHeight', value: 120, scene: byHand },
  { option: 'maxVizHeight', value: 24, scene: byHand },
];

export default { base: { data: 'disks', defaults: percent }, cases } satisfies PanelCases;
