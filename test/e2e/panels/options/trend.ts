import { type OptionCase, type PanelCases, thresholds } from './shared.ts';
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
  'custom.fillBelowTo',
  'custom.stacking.group',
  'custom.spanNulls',
  'custom.insertNulls',
  'tooltip.hideZeros',
  'custom.showPoints',
]);

const cases: readonly OptionCase[] = [
  { option: 'xField', value: 'noise' },
  ...series.filter(({ option }) => !skipped.has(option)),
  { option: 'custom.fillBelowTo', value: 'noise', scene: { custom: { fillOpacity: 40 } } },
  { option: 'custom.showPoints', value: 'always' },
  { option: 'custom.thresholdsStyle.mode', value: 'area', scene: { defaults: { thresholds } } },
];

export default { base: { data: 'speeds' }, cases, withoutEditor: timeseries.withoutEditor } satisfies PanelCases;
