import { axis, hideFrom, legend, multi, type OptionCase, type PanelCases } from './shared.ts';

const names = ['axisPlacement', 'axisLabel', 'axisWidth', 'axisBorderShow', 'axisGridShow'].map((name) => `custom.${name}`);
const numbers = { data: 'levels', options: multi } as const;
const row = [0.5, 0.3] as const;

/** What panels of states have in common. */
export const stateCases: readonly OptionCase[] = [
  { option: 'showValue', value: 'never' },
  {
    option: 'showValue',
    value: 'always',
    scene: { defaults: { mappings: [{ type: 'value', options: { up: { text: 'a state with a long name' } } }] } },
  },
  { option: 'rowHeight', value: 0.4 },
  { option: 'perPage', value: 2 },
  { option: 'timezone', value: ['', 'Asia/Tokyo'] },
  ...legend
    .filter(({ option }) => option !== 'legend.calcs')
    .map(({ scene, ...each }) => ({
      ...each,
      ...(each.option === 'legend.sortBy' && { value: 'Name' }),
      scene: each.option.startsWith('legend.sort')
        ? { options: { legend: { displayMode: 'table', ...(each.option === 'legend.sortDesc' && { sortBy: 'Name' }) } } }
        : each.option === 'legend.overflow'
          ? {
              options: { legend: { placement: 'right', width: 90 } },
              defaults: { mappings: [{ type: 'value', options: { up: { text: 'a state with a name that is far too long for it' } } }] },
            }
          : (scene ?? {}),
    })),
  { option: 'tooltip.mode', value: 'multi', point: row },
  { option: 'tooltip.mode', value: 'none', point: row },
  { option: 'tooltip.sort', value: 'asc', scene: numbers, point: [0.81, 0.3] },
  { option: 'tooltip.sort', value: 'desc', scene: numbers, point: [0.81, 0.3] },
  { option: 'tooltip.hideZeros', value: true, scene: numbers, point: row },
  { option: 'tooltip.maxWidth', value: 90, scene: { options: multi, defaults: { displayName: 'a very long name of a row' } }, point: row },
  { option: 'tooltip.maxHeight', value: 40, scene: { options: multi }, point: row },
  { option: 'custom.lineWidth', value: 4 },
  { option: 'custom.fillOpacity', value: 20 },
  ...axis.filter(({ option }) => names.includes(option)),
  ...hideFrom.map((each) => (each.point ? { ...each, point: row } : each)),
];

const cases: readonly OptionCase[] = [
  ...stateCases,
  { option: 'mergeValues', value: false },
  { option: 'alignValue', value: 'center' },
  { option: 'alignValue', value: 'right' },
  { option: 'custom.spanNulls', value: true },
  { option: 'custom.insertNulls', value: 600_000, scene: { data: 'lateStates' } },
];

export default { base: { data: 'states' }, cases } satisfies PanelCases;
