import { type OptionCase, type PanelCases, reduce, textSizes } from './shared.ts';

const change = { options: { showPercentChange: true } };
const cases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes,
  { option: 'text.percentSize', value: 22, scene: change },
  { option: 'orientation', value: 'horizontal' },
  { option: 'orientation', value: 'vertical' },
  ...['none', 'background', 'background_solid'].map((value) => ({ option: 'colorMode', value })),
  { option: 'graphMode', value: 'none' },
  { option: 'graphMode', value: 'line' },
  { option: 'justifyMode', value: 'center' },
  ...['value', 'name', 'none'].map((value) => ({ option: 'textMode', value })),
  { option: 'textMode', value: 'value_and_name', scene: { data: 'one' } },
  { option: 'wideLayout', value: false, scene: { options: { graphMode: 'none', orientation: 'horizontal' } } },
  { option: 'showPercentChange', value: true },
  { option: 'percentChangeColorMode', value: 'inverted', scene: change },
  { option: 'percentChangeColorMode', value: 'same_as_value', scene: change },
];

export default { base: { data: 'disks', defaults: { unit: 'percent' } }, cases } satisfies PanelCases;
