/** Rows of the legend and of the tooltip, in the units of their fields. */
import { shown } from '@orrery/plugin-sdk/data';
import { type ChartCursor, type CursorValue, isLinked, legendEvent, legendValues, type PanelEvent } from '@orrery/plugin-sdk/ui';
import type { SeriesOptions } from './options.ts';
import { type Prepared, sampleNear, type Series } from './prepare.ts';

export function legendOf({ series }: Prepared, { legend }: SeriesOptions): Extract<PanelEvent, { type: 'legend' }> {
  return legendEvent(
    legend,
    series.filter(({ style }) => !style.hideFrom.legend),
    ({ field, color, visible, style }) => ({
      ...{ name: field.displayName, color, hidden: !visible },
      ...(style.axisPlacement === 'right' && { axis: 'right' as const }),
      values: legendValues(field, legend.calcs),
    }),
  );
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
