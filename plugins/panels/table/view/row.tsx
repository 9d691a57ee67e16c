import type { ResolvedField } from '@orrery/plugin-sdk/data';
import { rawAt, shown } from '@orrery/plugin-sdk/data';
import { Icon, IconButton, type PanelTheme } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import type { Column, columnsInSight } from '../model/columns.ts';
import { cellLook, rowLook } from '../model/looks.ts';
import { t } from '../text/index.ts';
import { Cell } from './cell.tsx';
import { inSight } from './grid.tsx';
import { isSelected, type Selection } from './use-keys.ts';

export interface RowProps {
  /** Place among the rows of the page. */
  readonly index: number;
  readonly ariaIndex: number;
  /** Number of the row in its frame. */
  readonly row: number;
  readonly top: number;
  readonly height: number;
  /** Height comes from what is in it. */
  readonly dynamic: boolean;
  readonly measure: (row: HTMLElement | null) => void;
  readonly columns: readonly Column[];
  readonly all: readonly ResolvedField[];
  readonly widths: readonly number[];
  readonly lefts: readonly (number | undefined)[];
  readonly sight: ReturnType<typeof columnsInSight>;
  readonly frozen: number;
  readonly lead: number;
  readonly theme: PanelTheme;
  readonly maxHeight: number | undefined;
  readonly activeColumn: number | undefined;
  readonly selection: Selection | undefined;
  readonly open: boolean;
  readonly children?: ComponentChildren;
  cellId(row: number, column: number): string;
  onToggle(): void;
  onSelect(column: number, extend: boolean): void;
  onInspect(column: number): void;
  onLink(field: ResolvedField, row: number, at: { x: number; y: number }): void;
}

export function Row(props: RowProps): JSX.Element {
  const { index, row, top, height, dynamic, columns, lead } = props;
  const look = rowLook(columns, row);
  return (
    <div
      class="tbl-row"
      data-index={index}
      ref={dynamic ? props.measure : null}
      style={{ transform: `translateY(${top}px)`, ...(!dynamic && { height: `${height}px` }) }}
    >
      <div
        role="row"
        aria-rowindex={props.ariaIndex}
        class={`tbl-tr ${index % 2 ? 'tbl-odd' : ''} ${look ? 'tbl-filled' : ''}`}
        style={{ minHeight: `${height}px`, ...(props.maxHeight && { maxHeight: `${props.maxHeight}px` }), ...look }}
      >
        {lead > 0 && (
          <div class="tbl-td tbl-frozen tbl-expander" role="gridcell" aria-colindex={1} style={{ left: '0px' }}>
            <button
              type="button"
              tabIndex={-1}
              class="o-sort"
              aria-expanded={props.open}
              aria-label={props.open ? t.close : t.open}
              onClick={props.onToggle}
            >
              <Icon name={props.open ? 'chevron-down' : 'chevron-right'} size="s" />
            </button>
          </div>
        )}
        {inSight(props.sight, props.frozen, (column) => (
          <RowCell key={columns[column]!.key} {...props} column={column} filled={look !== undefined} />
        ))}
      </div>
      {props.children}
    </div>
  );
}

function RowCell({ column: at, filled, ...props }: RowProps & { column: number; filled: boolean }): JSX.Element {
  const { index, row, columns, all, widths, lefts, height, selection } = props;
  const column = columns[at]!;
  const look = filled && column.cell.applyToRow ? {} : cellLook(column, row, all);
  const left = lefts[at];
  const state = `${props.activeColumn === at ? 'tbl-active' : ''} ${isSelected(selection, index, at) ? 'tbl-selected' : ''}`;
  return (
    <div
      role="gridcell"
      id={props.cellId(index, at)}
      aria-colindex={at + 1 + (props.lead > 0 ? 1 : 0)}
      aria-selected={isSelected(selection, index, at) || undefined}
      class={`tbl-td tbl-${column.align} tbl-is-${column.cell.type} ${column.wraps ? 'tbl-wrap' : ''} ${look.background ? 'tbl-filled' : ''} ${left === undefined ? '' : 'tbl-frozen'} ${state}`}
      style={{ flexBasis: `${widths[at]}px`, ...(left !== undefined && { left: `${left}px` }), ...look }}
      {...tipOf(column, row, all)}
      onClick={(event) => {
        if (event.shiftKey) event.preventDefault();
        props.onSelect(at, event.shiftKey);
      }}
    >
      <Cell
        column={column}
        row={row}
        all={all}
        theme={props.theme}
        width={widths[at]!}
        height={height}
        onLink={(event) => {
          // A click of the keyboard has no place of its own.
          const box = (event.currentTarget as Element).getBoundingClientRect();
          props.onLink(column.resolved, row, event.detail === 0 ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
        }}
      />
      {column.style.inspect && (
        <IconButton
          class="tbl-inspect"
          icon="eye"
          size="sm"
          label={t.inspect}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            props.onInspect(at);
          }}
        />
      )}
    </div>
  );
}

/** What a cell says of itself, for those who point at it or hear it. Shown by `tip.tsx`. */
function tipOf({ style }: Column, row: number, all: readonly ResolvedField[]): object {
  const { field: name, placement } = style.tooltip ?? {};
  const found = name ? all.find(({ displayName, field }) => displayName === name || field.name === name) : undefined;
  const text = found && shown(found.display(rawAt(found.field, row)));
  return text ? { 'data-tip': text, 'data-tip-at': placement ?? 'auto', 'aria-description': text } : {};
}
