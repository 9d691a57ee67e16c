/** What the tooltip says about a place: the cell there, or its whole column. */
import { shown } from '@orrery/plugin-sdk/data';
import type { CursorValue, PanelEvent } from '@orrery/plugin-sdk/ui';
import type { Cell, Column } from './model/grid.ts';
import { isShown } from './model/grid.ts';
import { t } from './text/index.ts';
import type { View } from './view.ts';

type CursorEvent = Extract<PanelEvent, { type: 'cursor' }>;

export function cellText({ grid }: View, { low, high }: Cell): string {
  if (!grid.names) return t.between(shown(grid.value.display(low)), shown(grid.value.display(high)));
  const name = grid.names[low] ?? '';
  if (grid.namesAt === 'middle') return name;
  const other = grid.namesAt === 'upper' ? grid.names[low - 1] : grid.names[low + 1];
  if (grid.namesAt === 'upper') return other === undefined ? t.upTo(name) : t.between(other, name);
  return other === undefined ? t.from(name) : t.between(name, other);
}

export function cellAt({ cells }: Column, { places }: View, place: number): Cell | undefined {
  return cells.find(({ low, high }) => place >= places.place(low) && place < places.place(high));
}

/** `cell` undefined: nobody points at one, the whole column is told. */
export function columnValues(view: View, column: Column, cell: Cell | undefined): Pick<CursorEvent, 'values' | 'bars' | 'ramp'> {
  const { grid, colors, props } = view;
  const { tooltip, filterValues } = props.options;
  if (tooltip.mode === 'none') return { values: [] };
  const hidden = (grid.count.config.custom?.hideFrom as { tooltip?: boolean } | undefined)?.tooltip;
  if (hidden) return { values: [] };
  const told = column.cells.filter((each) => isShown(each.count, filterValues) && (tooltip.mode === 'multi' || !cell || each === cell));
  const values = told
    .map(
      (each): CursorValue => ({
        name: grid.countName ? `${grid.countName} ${cellText(view, each)}` : cellText(view, each),
        color: colors.palette[colors.step(each.count)]!,
        numeric: each.count,
        text: shown(grid.count.display(each.count)),
        focused: each === cell && tooltip.mode === 'multi',
        ...(each.origin && { point: each.origin }),
      }),
    )
    .reverse();
  if (values.length === 0) return { values };
  const most = Math.max(...column.cells.map(({ count }) => (Number.isFinite(count) ? count : 0)));
  const bars =
    tooltip.yHistogram && most > 0
      ? column.cells.map((each) => ({
          share: Math.max(0, Number.isFinite(each.count) ? each.count / most : 0),
          color: colors.palette[colors.step(each.count)]!,
          focused: each === cell,
        }))
      : undefined;
  const span = colors.max - colors.min;
  const ramp = tooltip.showColorScale
    ? {
        colors: colors.palette,
        from: shown(grid.count.display(colors.min)),
        to: shown(grid.count.display(colors.max)),
        ...(cell && span > 0 && { at: (cell.count - colors.min) / span }),
      }
    : undefined;
  return { values, ...(bars && { bars }), ...(ramp && { ramp }) };
}
