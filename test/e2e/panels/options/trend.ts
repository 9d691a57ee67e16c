import { middle, multi, type OptionCase, type PanelCases } from './shared.ts';
import timeseries from './timeseries.ts';

const notHere = (option: string): boolean => option === 'timezone' || option.startsWith('annotations.');
/** A trend draws one frame: the cases of series that need several are drawn from this one. */
const series: readonly OptionCase[] = timeseries.cases
  .filter(({ option }) => !notHere(option))
  .map(({ scene, ...each }) => {
    const { data: _, annotations: _notes, overrides: _rules, ...rest } = scene ?? {};
    return { ...each, scene: rest };
  });
const skipped = new Set([
  ...['custom.fillBelowTo', 'custom.stacking.group', 'custom.spanNulls', 'custom.insertNulls', 'custom.showPoints', 'custom.barMaxWidth'],
  ...['tooltip.hideZeros', 'tooltip.maxHeight', 'tooltip.sort'],
]);

const cases: readonly OptionCase[] = [
  { option: 'xField', value: 'noise' },
  ...series.filter(({ option }) => !skipped.has(option)),
  { option: 'custom.fillBelowTo', value: 'noise', scene: { custom: { fillOpacity: 40 } } },
  { option: 'custom.showPoints', value: 'always' },
  { option: 'custom.showPoints', value: 'never', scene: { width: 900 } },
  { option: 'custom.spanNulls', value: true, scene: { data: 'speedGaps' } },
  { option: 'custom.insertNulls', value: 8, scene: { data: 'speedGaps' } },
  { option: 'custom.barMaxWidth', value: 2, scene: { custom: { drawStyle: 'bars', fillOpacity: 50 } } },
  {
    option: 'custom.stacking.group',
    value: 'A',
    scene: {
      custom: { stacking: { mode: 'normal', group: 'B' } },
      overrides: [
        {
          matcher: { id: 'byName', options: 'power' },
          properties: [
            { id: 'unit', value: null },
            { id: 'custom.stacking', value: { mode: 'normal', group: 'A' } },
          ],
        },
      ],
    },
  },
  { option: 'tooltip.sort', value: 'asc', scene: { options: multi }, point: [0.8, 0.5] },
  { option: 'tooltip.sort', value: 'desc', scene: { options: multi }, point: middle },
  { option: 'tooltip.hideZeros', value: true, scene: { options: multi }, keys: ['ArrowRight'] },
  { option: 'tooltip.maxHeight', value: 50, scene: { options: multi }, point: middle },
];

export default { base: { data: 'speeds' }, cases, withoutEditor: timeseries.withoutEditor } satisfies PanelCases;
