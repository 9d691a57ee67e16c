/** From resolved fields to the columns of one table: which are shown, how wide, how aligned, how drawn. Pure. */
import type { ResolvedField } from '@orrery/plugin-sdk/data';
import { type Align, type CellOptions, type ColumnStyle, leastWidth } from '../options.ts';
import { isNested } from './inner.ts';

export interface Column {
  /** Unique in its table: the display name, numbered where two are alike. */
  readonly key: string;
  readonly name: string;
  readonly resolved: ResolvedField;
  readonly style: ColumnStyle;
  readonly cell: CellOptions;
  readonly align: Exclude<Align, 'auto'>;
  readonly wraps: boolean;
  readonly sortable: boolean;
  readonly filterable: boolean;
}

export interface Columns {
  readonly shown: readonly Column[];
  /** All fields of the frame, also hidden ones: links and tooltips may name them. */
  readonly all: readonly ResolvedField[];
  readonly nested: ResolvedField | undefined;
}

/** `wrap`: what no option of a field decides; rows as high as their texts need ask for it. */
export function columnsOf(fields: readonly ResolvedField[], wrap = false): Columns {
  const seen = new Map<string, number>();
  const shown: Column[] = [];
  for (const resolved of fields) {
    if (isNested(resolved.field)) continue;
    const style = (resolved.config.custom ?? {}) as ColumnStyle;
    if (style.hidden || style.hideFrom?.viz) continue;
    const before = seen.get(resolved.displayName) ?? 0;
    seen.set(resolved.displayName, before + 1);
    const cell = cellOf(style, resolved);
    const wraps = Boolean(style.wrapText ?? cell.wrapText ?? cell.dynamicHeight ?? wrap);
    shown.push({
      key: before === 0 ? resolved.displayName : `${resolved.displayName}\u0000${before}`,
      name: resolved.displayName,
      resolved,
      style,
      cell,
      align: alignOf(style.align, resolved, cell),
      wraps,
      sortable: style.sortable !== false,
      filterable: Boolean(style.filterable ?? resolved.config.filterable),
    });
  }
  return { shown, all: fields, nested: fields.find(({ field }) => isNested(field)) };
}

/** A series in a cell is a trend, whatever nobody said. */
function cellOf({ cellOptions }: ColumnStyle, { field }: ResolvedField): CellOptions {
  if (cellOptions && cellOptions.type !== 'auto') return cellOptions;
  return field.type === 'frame' ? { ...cellOptions, type: 'sparkline' } : (cellOptions ?? { type: 'auto' });
}

function alignOf(asked: Align | null | undefined, { field }: ResolvedField, cell: CellOptions): Column['align'] {
  if (asked && asked !== 'auto') return asked;
  return field.type === 'number' && cell.type !== 'gauge' ? 'right' : 'left';
}

/** Widths in CSS px that fill `available`: fixed ones as asked, the others in equal shares, none below its least. */
export function columnWidths(columns: readonly Column[], available: number, dragged: Readonly<Record<string, number>>): number[] {
  const fixed = columns.map(({ key, style }) => dragged[key] ?? (style.width || undefined));
  const least = columns.map(({ style }) => style.minWidth || leastWidth);
  const widths = fixed.map((width) => width ?? 0);
  let open = columns.flatMap((_, index) => (fixed[index] === undefined ? [index] : []));
  let left = available - widths.reduce((sum, width) => sum + width, 0);
  // Those whose share would be too small take their least; the rest share what is left then.
  for (let settled = false; !settled && open.length > 0; ) {
    const share = left / open.length;
    const narrow = open.filter((index) => least[index]! > share);
    settled = narrow.length === 0;
    for (const index of settled ? open : narrow) {
      widths[index] = settled ? Math.floor(share) : least[index]!;
      if (!settled) left -= least[index]!;
    }
    open = settled ? [] : open.filter((index) => !narrow.includes(index));
  }
  return widths;
}

/** The columns that can be seen between `from` and `from + width`, and how far from the left they begin. */
export function columnsInSight(
  widths: readonly number[],
  frozen: number,
  from: number,
  width: number,
): { readonly first: number; readonly last: number; readonly before: number; readonly after: number } {
  const margin = 200;
  let first = frozen;
  let before = 0;
  let at = widths.slice(0, frozen).reduce((sum, each) => sum + each, 0);
  const frozenWidth = at;
  while (first < widths.length && at + widths[first]! < from + frozenWidth - margin) {
    before += widths[first]!;
    at += widths[first]!;
    first++;
  }
  let last = first;
  while (last < widths.length && at < from + width + margin) {
    at += widths[last]!;
    last++;
  }
  const after = widths.slice(last).reduce((sum, each) => sum + each, 0);
  return { first, last, before, after };
}
