/** Rows of the legend and of the tooltip, in the units of their fields. */
import { reduceField, reducerInfo, reducerName, shown, unitFormat, written } from '@orrery/plugin-sdk/data';
import type { ChartCursor, CursorValue, LegendItem, PanelEvent } from '@orrery/plugin-sdk/ui';
import type { TimeseriesOptions } from './options.ts';
import { type Prepared, type Series, valueNear } from './prepare.ts';

export function legendOf({ series }: Prepared, { legend }: TimeseriesOptions): Extract<PanelEvent, { type: 'legend' }> {
  const display = legend.showLegend === false ? 'hidden' : legend.displayMode;
  return {
    type: 'legend',
    display,
    placement: legend.placement,
    ...(legend.width && { width: legend.width }),
    ...(legend.sortBy && { sortBy: legend.sortBy }),
    ...(legend.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
    items: display === 'hidden' ? [] : series.filter(({ style }) => !style.hideFrom.legend).map((each) => item(each, legend.calcs)),
  };
}

function item({ field, visible, style }: Series, calcs: readonly string[]): LegendItem {
  return {
    name: field.displayName,
    color: field.color,
    hidden: !visible,
    ...(style.axisPlacement === 'right' && { axis: 'right' as const }),
    values: calcs.map((calc) => {
      const value = reduceField(field.field, calc);
      const numeric = typeof value === 'number' ? value : Number.NaN;
      const keepsUnit = reducerInfo[calc]?.keepsUnit ?? true;
      return { label: reducerName(calc), numeric, text: keepsUnit ? shown(field.display(value)) : written(unitFormat('none')(numeric)) };
    }),
  };
}

export function cursorValues({ series }: Prepared, cursor: ChartCursor, { tooltip }: TimeseriesOptions): CursorValue[] {
  const { index } = cursor;
  if (index === null || cursor.source === 'sync' || tooltip.mode === 'none') return [];
  const single = tooltip.mode === 'single' && cursor.source === 'pointer';
  const values: CursorValue[] = [];
  series.forEach(({ field, style, visible, values: column }, at) => {
    const focused = cursor.nearest === at + 1;
    if (!visible || style.hideFrom.tooltip || (single && !focused)) return;
    const value = valueNear(column, index);
    if (value === null || (tooltip.hideZeros && value === 0)) return;
    values.push({
      name: field.displayName,
      color: field.color,
      numeric: value,
      text: shown(field.display(value)),
      focused: focused && !single,
    });
  });
  if (tooltip.sort !== 'none') values.sort((a, b) => (tooltip.sort === 'asc' ? a.numeric - b.numeric : b.numeric - a.numeric));
  return values;
}
