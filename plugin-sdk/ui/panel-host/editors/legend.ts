import type { OptionCondition, OptionEditor } from '../../option-editor.ts';
import { t } from '../text/index.ts';
import { choices } from './choices.ts';

const e = t.editors;

/** `options.legend`. */
export function legendEditors({ calcs = true }: { readonly calcs?: boolean } = {}): OptionEditor[] {
  const shown: OptionCondition = { path: 'legend.showLegend', not: [false] };
  const asTable: OptionCondition = { path: 'legend.displayMode', is: ['table'] };
  const aside: OptionCondition = { path: 'legend.placement', is: ['right'] };
  const group = e.legend;
  return [
    { path: 'legend.showLegend', label: e.show, group, control: { kind: 'switch' } },
    {
      path: 'legend.displayMode',
      label: e.mode,
      group,
      control: { kind: 'segments', choices: choices({ list: e.list, table: e.table, hidden: e.hidden }) },
      when: [shown],
    },
    {
      path: 'legend.placement',
      label: e.placement,
      group,
      control: { kind: 'segments', choices: choices({ bottom: e.bottom, right: e.right }) },
      when: [shown],
    },
    { path: 'legend.width', label: e.width, group, control: { kind: 'number', min: 40, placeholder: e.auto }, when: [shown, aside] },
    ...(calcs
      ? [{ path: 'legend.calcs', label: e.calcs, description: e.calcsHelp, group, control: { kind: 'reducers' as const }, when: [shown] }]
      : []),
    { path: 'legend.sortBy', label: e.sortBy, description: e.sortByHelp, group, control: { kind: 'text' }, when: [shown, asTable] },
    { path: 'legend.sortDesc', label: e.descending, group, control: { kind: 'switch' }, when: [shown, asTable] },
    { path: 'legend.limit', label: e.limit, group, control: { kind: 'number', min: 1, step: 1, placeholder: e.none }, when: [shown] },
    {
      path: 'legend.overflow',
      label: e.overflow,
      group,
      control: { kind: 'segments', choices: choices({ ellipsis: e.cut, wrap: e.wrap }) },
      when: [shown],
    },
    { path: 'legend.enableFacetedFilter', label: e.nameFilter, group, control: { kind: 'switch' }, when: [shown] },
  ];
}

/** `options.tooltip`. */
export function tooltipEditors(): OptionEditor[] {
  const shown: OptionCondition = { path: 'tooltip.mode', not: ['none'] };
  const several: OptionCondition = { path: 'tooltip.mode', is: ['multi'] };
  const group = e.tooltip;
  return [
    {
      path: 'tooltip.mode',
      label: e.mode,
      group,
      control: { kind: 'segments', choices: choices({ single: e.single, multi: e.all, none: e.none }) },
    },
    {
      path: 'tooltip.sort',
      label: e.sort,
      group,
      control: { kind: 'segments', choices: choices({ none: e.none, asc: e.ascending, desc: e.descending }) },
      when: [several],
    },
    { path: 'tooltip.hideZeros', label: e.hideZeros, group, control: { kind: 'switch' }, when: [several] },
    { path: 'tooltip.maxWidth', label: e.maxWidth, group, control: { kind: 'number', min: 80, placeholder: e.auto }, when: [shown] },
    { path: 'tooltip.maxHeight', label: e.maxHeight, group, control: { kind: 'number', min: 40, placeholder: e.auto }, when: [shown] },
  ];
}
