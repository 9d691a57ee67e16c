/** The grid: header, rows in sight, footer, in one scrolling box, so that they stay in line. */
import type { FrameData, ResolvedField } from '@orrery/plugin-sdk/data';
import { type PanelTheme, toast, useId } from '@orrery/plugin-sdk/ui';
import { useVirtualRows } from '@orrery/plugin-sdk/ui/virtual-rows.ts';
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Columns, columnsInSight, columnWidths } from '../model/columns.ts';
import type { Filter, Filters } from '../model/filter.ts';
import { isActive } from '../model/filter.ts';
import type { FooterLine } from '../model/footer.ts';
import { framesAt } from '../model/inner.ts';
import type { Sort } from '../model/order.ts';
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import { tsvOf } from '../model/tsv.ts';
import { rowHeights, type TableOptions } from '../options.ts';
import { t } from '../text/index.ts';
import { FilterBox } from './filter-box.tsx';
import { HeadCell } from './head.tsx';
import { Inspect } from './inspect.tsx';
import { Tip } from './tip.tsx';
import { Row } from './row.tsx';
import { type Place, type Selection, useKeys } from './use-keys.ts';

export interface GridProps {
  readonly label: string;
  readonly columns: Columns;
  /** Row numbers of the page, in the order shown. */
  readonly rows: Uint32Array;
  /** Place of the first of them among all that passed. */
  readonly offset: number;
  readonly total: number;
  /** Rows whose values filters may pick. */
  readonly everyRow: Uint32Array;
  readonly sorts: readonly Sort[];
  readonly filters: Filters;
  readonly footer: readonly (readonly FooterLine[])[] | undefined;
  readonly options: TableOptions;
  readonly theme: PanelTheme;
  readonly width: number;
  readonly height: number;
  readonly showHeader: boolean;
  readonly dragged: Readonly<Record<string, number>>;
  readonly busy: boolean;
  readonly expandAll: boolean;
  onSort(column: string, more: boolean): void;
  onFilter(column: string, filter: Filter): void;
  onWidth(column: string, width: number): void;
  onLink(field: ResolvedField, row: number, at: { x: number; y: number }): void;
  onSay(text: string): void;
  inner(frames: readonly FrameData[], width: number): ComponentChildren;
}

const expanderWidth = 32;
const headHeight = 32;
const footLine = 24;
const scrollbar = 10;

export function Grid(props: GridProps): JSX.Element {
  const { columns, rows, sorts, filters, options, theme, width, height, footer, offset } = props;
  const { shown: list, nested } = columns;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const [left, setLeft] = useState(0);
  const [inspected, setInspected] = useState<Place>();
  const [filtering, setFiltering] = useState<{ column: number; anchor: Element }>();
  const headSize = useSize(head, props.showHeader ? headHeight : 0);
  const footSize = useSize(foot, footer ? footLine : 0);

  const isOpen = (row: number): boolean => nested !== undefined && turned.has(row) !== props.expandAll;
  const dynamic =
    options.cellHeight === 'auto' || list.some(({ wraps }) => wraps) || (nested !== undefined && (props.expandAll || turned.size > 0));
  const rowHeight = rowHeights[options.cellHeight] ?? rowHeights.sm;
  const virtual = useVirtualRows(scroller, {
    count: rows.length,
    height: () => rowHeight,
    // Heights that were measured go with their row; rows of one height are drawn over, whichever they are.
    ...(dynamic && { keyOf: (index: number) => rows[index] ?? index }),
    headHeight: headSize,
    footHeight: footSize,
  });
  // What rows were taken for holds until they are asked again.
  useLayoutEffect(() => virtual.remeasure(), [rowHeight, dynamic]);
  const overflows = virtual.total + headSize + footSize > height;
  const lead = nested ? expanderWidth : 0;
  const widths = columnWidths(list, width - lead - (overflows ? scrollbar : 0), props.dragged);
  const frozen = Math.min(options.frozenColumns.left ?? 0, list.length);
  const sight = columnsInSight(widths, frozen, left, width);
  const lefts = frozenLefts(widths, frozen, lead);
  const wholeWidth = lead + widths.reduce((sum, each) => sum + each, 0);
  const cellId = (row: number, column: number): string => `${id}-${row}-${column}`;

  const reveal = ({ row, column }: Place): void => {
    if (row >= 0) virtual.scrollTo(row);
    const box = scroller.current;
    if (!box || column < frozen) return;
    const start = widths.slice(0, column).reduce((sum, each) => sum + each, lead);
    const fixed = (lefts.at(-1) ?? 0) + (frozen > 0 ? widths[frozen - 1]! : 0);
    if (start - fixed < box.scrollLeft) box.scrollLeft = start - fixed;
    else if (start + widths[column]! > box.scrollLeft + box.clientWidth) box.scrollLeft = start + widths[column]! - box.clientWidth;
  };
  const toggle = (row: number): void => {
    const next = new Set(turned);
    if (!next.delete(row)) next.add(row);
    setTurned(next);
    virtual.remeasure();
  };
  const openFilter = (column: number): void => {
    if (!list[column]?.filterable) return;
    const anchor = scroller.current?.querySelector(`[id="${cellId(-1, column)}"]`) ?? scroller.current;
    if (anchor) setFiltering({ column, anchor });
  };
  const keys = useKeys({
    rows: rows.length,
    columns: list.length,
    hasHead: props.showHeader,
    page: Math.max(1, Math.floor((height - headSize - footSize) / rowHeight) - 1),
    reveal,
    sort: (column, more) => list[column]?.sortable && props.onSort(list[column].key, more),
    filter: openFilter,
    enter({ row, column }) {
      const cell = scroller.current?.querySelector<HTMLElement>(
        `[id="${cellId(row, column)}"] :is(a, button:not([disabled], .tbl-inspect))`,
      );
      if (cell) cell.click();
      else if (nested) toggle(rows[row]!);
      else setInspected({ row, column });
    },
    copy: (selection) => void copy(selection),
    resize: (column, by) => list[column] && props.onWidth(list[column].key, Math.max(32, widths[column]! + by)),
  });
  const copy = async ({ at, from }: Selection): Promise<void> => {
    const picked = list.slice(Math.min(at.column, from.column), Math.max(at.column, from.column) + 1);
    const first = Math.max(0, Math.min(at.row, from.row));
    const some = rows.slice(first, Math.max(at.row, from.row) + 1);
    const whole = picked.length === list.length && some.length === rows.length;
    try {
      const text = await tsvOf(picked, some, whole || Math.min(at.row, from.row) < 0, slices(new AbortController().signal));
      await navigator.clipboard.writeText(text);
      props.onSay(t.copied(some.length, picked.length));
    } catch {
      toast({ kind: 'danger', text: t.notCopied });
    }
  };
  const { selection } = keys;
  const active = selection?.at;

  return (
    <div class="tbl-box" style={{ width: `${width}px`, height: `${height}px` }}>
      {props.busy && rows.length > 5_000 && <i class="o-pline" />}
      <div
        ref={scroller}
        class={`tbl-scroll ${dynamic ? 'tbl-dynamic' : ''}`}
        role="grid"
        aria-label={props.label}
        aria-description={options.disableKeyboardEvents ? undefined : t.help}
        aria-rowcount={props.total + (props.showHeader ? 1 : 0) + (footer ? 1 : 0)}
        aria-colcount={list.length + (nested ? 1 : 0)}
        aria-multiselectable="true"
        aria-busy={props.busy || undefined}
        aria-activedescendant={active && active.row < rows.length ? cellId(active.row, active.column) : undefined}
        tabIndex={0}
        onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
        {...(!options.disableKeyboardEvents && { onKeyDown: keys.onKeyDown })}
        onFocus={(event) => {
          if (event.target === event.currentTarget && !selection && event.currentTarget.matches(':focus-visible'))
            keys.select({ row: props.showHeader ? -1 : 0, column: 0 }, false);
        }}
      >
        {props.showHeader && (
          <div class="tbl-head" role="rowgroup" ref={head} style={{ width: `${wholeWidth}px` }}>
            <div role="row" aria-rowindex={1} class="tbl-tr">
              {nested && <div class="tbl-th tbl-frozen tbl-expander" role="columnheader" aria-colindex={1} style={{ left: '0px' }} />}
              {inSight(sight, frozen, (column) => (
                <HeadCell
                  key={list[column]!.key}
                  column={list[column]!}
                  id={cellId(-1, column)}
                  index={column + 1 + (nested ? 1 : 0)}
                  width={widths[column]!}
                  left={lefts[column]}
                  sorts={sorts}
                  filtered={filters[list[column]!.key] !== undefined && isActive(filters[list[column]!.key]!)}
                  active={active?.row === -1 && active.column === column}
                  typeIcons={options.showTypeIcons === true}
                  onSort={(more) => props.onSort(list[column]!.key, more)}
                  onFilter={(anchor) => setFiltering({ column, anchor })}
                  onWidth={(to) => props.onWidth(list[column]!.key, to)}
                />
              ))}
            </div>
          </div>
        )}
        <div class="tbl-body" role="rowgroup" style={{ width: `${wholeWidth}px`, height: `${virtual.total}px` }}>
          {virtual.items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <Row
                key={item.key}
                index={item.index}
                ariaIndex={offset + item.index + 1 + (props.showHeader ? 1 : 0)}
                row={row}
                top={item.start - headSize}
                height={rowHeight}
                dynamic={dynamic}
                measure={virtual.measure}
                columns={list}
                all={columns.all}
                widths={widths}
                lefts={lefts}
                sight={sight}
                frozen={frozen}
                lead={lead}
                theme={theme}
                maxHeight={options.maxRowHeight}
                activeColumn={active?.row === item.index ? active.column : undefined}
                selection={selection}
                cellId={cellId}
                open={isOpen(row)}
                onToggle={() => toggle(row)}
                onSelect={(column, extend) => keys.select({ row: item.index, column }, extend)}
                onInspect={(column) => setInspected({ row: item.index, column })}
                onLink={props.onLink}
              >
                {nested && isOpen(row) && props.inner(framesAt(nested.field, row), width - lead - 24)}
              </Row>
            );
          })}
        </div>
        {footer && (
          <div class="tbl-foot" role="rowgroup" ref={foot} style={{ width: `${wholeWidth}px` }}>
            <div role="row" class="tbl-tr" aria-rowindex={props.total + 1 + (props.showHeader ? 1 : 0)}>
              {nested && <div role="gridcell" class="tbl-td tbl-frozen tbl-expander" />}
              {inSight(sight, frozen, (column) => (
                <div
                  key={list[column]!.key}
                  role="gridcell"
                  aria-colindex={column + 1 + (nested ? 1 : 0)}
                  class={`tbl-td tbl-${list[column]!.align} ${lefts[column] === undefined ? '' : 'tbl-frozen'}`}
                  style={{ flexBasis: `${widths[column]}px`, ...(lefts[column] !== undefined && { left: `${lefts[column]}px` }) }}
                >
                  {footer[column]?.map(({ label, text }) => (
                    <span key={label} class="tbl-calc">
                      <span class="o-ter">{label}</span> <b class="o-tnum">{text}</b>
                    </span>
                  ))}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
      {list.some(({ style }) => style.tooltip?.field) && (
        <Tip grid={scroller} active={active && active.row >= 0 ? cellId(active.row, active.column) : undefined} />
      )}
      {filtering && list[filtering.column] && (
        <FilterBox
          column={list[filtering.column]!}
          rows={props.everyRow}
          filter={filters[list[filtering.column]!.key]}
          anchor={filtering.anchor}
          onApply={(filter) => props.onFilter(list[filtering.column]!.key, filter)}
          onClose={() => {
            setFiltering(undefined);
            scroller.current?.focus({ preventScroll: true });
          }}
        />
      )}
      {inspected && list[inspected.column] && rows[inspected.row] !== undefined && (
        <Inspect column={list[inspected.column]!} row={rows[inspected.row]!} onClose={() => setInspected(undefined)} />
      )}
    </div>
  );
}

/** Frozen columns, a gap for those before, the columns in sight, a gap for those after. */
export function inSight(
  { first, last, before, after }: ReturnType<typeof columnsInSight>,
  frozen: number,
  draw: (column: number) => JSX.Element,
): ComponentChildren {
  const cells: ComponentChildren[] = [];
  for (let column = 0; column < frozen; column++) cells.push(draw(column));
  if (before > 0) cells.push(<span key="before" role="presentation" class="tbl-gap" style={{ flexBasis: `${before}px` }} />);
  for (let column = first; column < last; column++) cells.push(draw(column));
  if (after > 0) cells.push(<span key="after" role="presentation" class="tbl-gap" style={{ flexBasis: `${after}px` }} />);
  return cells;
}

function frozenLefts(widths: readonly number[], frozen: number, lead: number): (number | undefined)[] {
  let at = lead;
  return widths.map((width, index) => {
    const left = at;
    at += width;
    return index < frozen ? left : undefined;
  });
}

/** Height of an element as it is, `start` until it was measured. */
function useSize(element: { readonly current: HTMLElement | null }, start: number): number {
  const [size, setSize] = useState(start);
  useLayoutEffect(() => {
    const measured = element.current?.offsetHeight ?? 0;
    if (measured !== size) setSize(measured);
  });
  return size;
}
