/** The header: names that sort, filters, and edges that are dragged. */
import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Column } from '../model/columns.ts';
import type { Sort } from '../model/order.ts';
import { t } from '../text/index.ts';

const typeIcons: Readonly<Record<string, string>> = {
  time: 'clock',
  number: 'hash',
  string: 'message-square',
  boolean: 'check',
  enum: 'list',
  frame: 'chart-line',
  other: 'blocks',
};
const narrowest = 32;

export interface HeadCellProps {
  readonly column: Column;
  readonly id: string;
  readonly index: number;
  readonly width: number;
  readonly left: number | undefined;
  readonly sorts: readonly Sort[];
  readonly filtered: boolean;
  readonly active: boolean;
  readonly typeIcons: boolean;
  onSort(more: boolean): void;
  onFilter(anchor: Element): void;
  onWidth(width: number): void;
}

export function HeadCell(props: HeadCellProps): JSX.Element {
  const { column, id, index, width, left, sorts, filtered, active } = props;
  const place = sorts.findIndex((each) => each.column === column.key);
  const sort = sorts[place];
  const label = column.style.hideHeader ? '' : column.name;
  return (
    <div
      role="columnheader"
      id={id}
      data-column={column.key}
      aria-colindex={index}
      aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : column.sortable ? 'none' : undefined}
      class={`tbl-th tbl-${column.align} ${active ? 'tbl-active' : ''} ${left === undefined ? '' : 'tbl-frozen'} ${column.style.wrapHeaderText ? 'tbl-wrap' : ''}`}
      style={{ flexBasis: `${width}px`, ...(left !== undefined && { left: `${left}px` }) }}
    >
      {props.typeIcons && <Icon name={typeIcons[column.resolved.field.type] ?? 'blocks'} size="xs" />}
      {column.sortable ? (
        <button
          type="button"
          tabIndex={-1}
          class="o-sort tbl-name"
          title={label}
          aria-label={t.sortBy(column.name)}
          onClick={(event) => props.onSort(event.shiftKey)}
        >
          <span>{label}</span>
          {sort && <Icon name={sort.descending ? 'arrow-down' : 'chevron-up'} size="xs" />}
          {sort && sorts.length > 1 && <small>{place + 1}</small>}
        </button>
      ) : (
        <span class="tbl-name" title={label}>
          <span>{label}</span>
        </span>
      )}
      {column.filterable && (
        <button
          type="button"
          tabIndex={-1}
          class={`o-sort tbl-funnel ${filtered ? 'tbl-on' : ''}`}
          title={t.filterBy(column.name)}
          aria-label={t.filterBy(column.name)}
          onClick={(event) => props.onFilter(event.currentTarget)}
        >
          <Icon name="list-filter" size="xs" />
        </button>
      )}
      <Grip width={width} label={t.resize(column.name)} onWidth={props.onWidth} />
    </div>
  );
}

function Grip({ width, label, onWidth }: { width: number; label: string; onWidth(width: number): void }): JSX.Element {
  const start = useRef<{ x: number; width: number }>(undefined);
  return (
    <span
      class="tbl-grip"
      title={label}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) =>
        start.current && onWidth(Math.max(narrowest, Math.round(start.current.width + event.clientX - start.current.x)))
      }
      onPointerUp={() => {
        start.current = undefined;
      }}
      onPointerCancel={() => {
        start.current = undefined;
      }}
    />
  );
}
