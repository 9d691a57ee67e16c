/** The legend that a panel asks its host to draw, from the `legend` block of a dashboard's options. */
import { type ResolvedField, reduceField, reducerInfo, reducerName, shown, unitFormat, written } from '@orrery/plugin-sdk/data';
import type { LegendItem, PanelEvent } from '../panel.ts';

export interface LegendOptions {
  readonly showLegend?: boolean;
  readonly displayMode: 'list' | 'table' | 'hidden';
  readonly placement: 'bottom' | 'right';
  readonly calcs: readonly string[];
  readonly sortBy?: string;
  readonly sortDesc?: boolean;
  readonly width?: number;
  readonly limit?: number;
  readonly overflow?: 'ellipsis' | 'wrap';
  readonly enableFacetedFilter?: boolean;
  /** As older dashboards wrote `showLegend` and `displayMode`. */
  readonly isVisible?: boolean;
  readonly asTable?: boolean;
}
export const legendDefaults: LegendOptions = { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] };

/** A hidden legend costs nothing: its items are not made. */
export function legendEvent<Each>(
  legend: LegendOptions,
  all: readonly Each[],
  item: (each: Each) => LegendItem,
): Extract<PanelEvent, { type: 'legend' }> {
  const display =
    legend.showLegend === false || legend.isVisible === false
      ? 'hidden'
      : legend.asTable && legend.displayMode === 'list'
        ? 'table'
        : legend.displayMode;
  const listed = display === 'hidden' ? [] : legend.limit && legend.limit > 0 ? all.slice(0, legend.limit) : all;
  return {
    type: 'legend',
    display,
    placement: legend.placement,
    ...(legend.width && { width: legend.width }),
    ...(legend.sortBy && { sortBy: legend.sortBy }),
    ...(legend.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
    ...(legend.overflow === 'wrap' && { wrap: true }),
    ...(legend.enableFacetedFilter && { filter: true }),
    ...(display !== 'hidden' && listed.length < all.length && { more: all.length - listed.length }),
    items: listed.map(item),
  };
}

/** Calculations over a field, in its unit where they keep it. */
export function legendValues({ field, display }: ResolvedField, calcs: readonly string[]): LegendItem['values'] {
  return calcs.map((calc) => {
    const value = reduceField(field, calc);
    const numeric = typeof value === 'number' ? value : Number.NaN;
    const keepsUnit = reducerInfo[calc]?.keepsUnit ?? true;
    return { label: reducerName(calc), numeric, text: keepsUnit ? shown(display(value)) : written(unitFormat('none')(numeric)) };
  });
}
