/** Rows of the legend and of the tooltip, in the units of their fields. */
import { isLinked } from '@orrery/plugin-sdk/ui';
import { reduceField, reducerInfo, reducerName, shown, unitFormat, written } from '@orrery/plugin-sdk/data';
import type { ChartCursor, CursorValue, LegendItem, PanelEvent } from '@orrery/plugin-sdk/ui';
import type { SeriesOptions } from './options.ts';
import { type Prepared, type Series, sampleNear } from './prepare.ts';

export function legendOf({ series }: Prepared, { legend }: SeriesOptions): Extract<PanelEvent, { type: 'legend' }> {
  const display = legend.showLegend === false ? 'hidden' : legend.displayMode;
  // A hidden legend costs nothing: its calculations are not made.
  const listed = display === 'hidden' ? [] : series.filter(({ style }) => !style.hideFrom.legend);
  const limited = legend.limit && legend.limit > 0 ? listed.slice(0, legend.limit) : listed;
  return {
    type: 'legend',
    display,
    placement: legend.placement,
    ...(legend.width && { width: legend.width }),
    ...(legend.sortBy && { sortBy: legend.sortBy }),
    ...(legend.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
    ...(legend.overflow === 'wrap' && { wrap: true }),
    ...(legend.enableFacetedFilter && { filter: true }),
    ...(limited.length < listed.length && { more: listed.length - limited.length }),
    items: limited.map((each) => item(each, legend.calcs)),
  };
}

function item({ field, color, visible, style }: Series, calcs: readonly string[]): LegendItem {
  return {
    name: field.displayName,
    color,
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

export function cursorValues({ series, times }: Prepared, cursor: ChartCursor, { tooltip }: SeriesOptions): CursorValue[] {
  const { index } = cursor;
  if (index === null || tooltip.mode === 'none') return [];
  const single = tooltip.mode === 'single' && cursor.source === 'pointer';
  const values: CursorValue[] = [];
  series.forEach(({ field, style, color, visible, values: column, source }, at) => {
    const focused = cursor.nearest === at + 1;
    if (!visible || style.hideFrom.tooltip || (single && !focused)) return;
    const sample = sampleNear(column, index);
    const value = column[sample];
    if (value === null || value === undefined || (tooltip.hideZeros && value === 0)) return;
    const row = source && isLinked(field) ? rowAt(field.frame, times[sample] as number) : undefined;
    values.push({
      name: field.displayName,
      color,
      numeric: value,
      text: shown(field.display(value)),
      focused: focused && !single,
      ...(source && row !== undefined && { point: { ...source, row } }),
    });
  });
  if (tooltip.sort !== 'none') values.sort((a, b) => (tooltip.sort === 'asc' ? a.numeric - b.numeric : b.numeric - a.numeric));
  return values;
}

/** The row of a frame with this time. */
function rowAt(frame: Series['field']['frame'], time: number): number | undefined {
  const times = frame.fields.find(({ type }) => type === 'time')?.values as ArrayLike<number> | undefined;
  const row = times ? Array.prototype.indexOf.call(times, time) : -1;
  return row < 0 ? undefined : row;
}
