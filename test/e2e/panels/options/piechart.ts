import { hideFrom, legend, multi, type OptionCase, type PanelCases, reduce, textSizes } from './shared.ts';

const labelled = { options: { displayLabels: ['name', 'value', 'percent'] } };
const slice = [0.52, 0.3] as const;
const cases: readonly OptionCase[] = [
  ...reduce,
  ...textSizes.map((each) => ({ ...each, scene: labelled })),
  { option: 'pieType', value: 'donut' },
  { option: 'sort', value: 'asc' },
  { option: 'sort', value: 'none' },
  { option: 'displayLabels', value: ['percent'] },
  { option: 'displayLabels', value: ['name', 'value'] },
  ...legend
    .filter(({ option }) => option !== 'legend.calcs')
    .map(({ scene, ...each }) => {
      const { legend: block } = (scene?.options ?? {}) as { legend?: object };
      const sorted = each.option.startsWith('legend.sort');
      return {
        ...each,
        ...(each.option === 'legend.sortBy' && { value: 'Value' }),
        scene: {
          ...scene,
          ...(sorted
            ? { options: { sort: 'none', legend: { displayMode: 'table', values: ['value'], sortBy: 'Name' } } }
            : block && { options: { legend: block } }),
        },
      };
    }),
  { option: 'legend.values', value: ['percent'] },
  { option: 'legend.values', value: [], scene: { options: { legend: { displayMode: 'table' } } } },
  { option: 'tooltip.mode', value: 'multi', point: slice },
  { option: 'tooltip.mode', value: 'none', point: slice },
  { option: 'tooltip.sort', value: 'asc', scene: { options: multi }, point: slice },
  { option: 'tooltip.sort', value: 'desc', scene: { options: { ...multi, sort: 'asc' } }, point: slice },
  { option: 'tooltip.hideZeros', value: true, scene: { data: 'zeros', options: multi }, point: slice },
  { option: 'tooltip.maxWidth', value: 90, scene: { defaults: { displayName: 'a very long name of a series' } }, point: slice },
  { option: 'tooltip.maxHeight', value: 40, scene: { options: multi }, point: slice },
  ...hideFrom.map((each) => (each.point ? { ...each, point: slice } : each)),
];

export default { base: { data: 'disks' }, cases } satisfies PanelCases;
