import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly align?: 'right';
  /** With it the head is a button. */
  readonly sort?: (a: Row, b: Row) => number;
  cell(row: Row): ComponentChildren;
}
export interface Sorting {
  readonly by: string;
  readonly descending: boolean;
}

/** A real table in a frame. Sorting is the caller's state, so that it can live in the address. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  compact,
  sorting,
  onSort,
  isSelected,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string | number;
  compact?: boolean;
  sorting?: Sorting;
  onSort?(sorting: Sorting): void;
  isSelected?(row: Row): boolean;
}): JSX.Element {
  const by = columns.find((column) => column.id === sorting?.by)?.sort;
  const sorted = by ? [...rows].sort((a, b) => (sorting?.descending ? by(b, a) : by(a, b))) : rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard, too.
    <div class="o-framed o-scroll-x" role="region" aria-label={caption} tabIndex={0}>
      <table class={`o-tbl ${compact ? 'o-c' : ''}`}>
        <caption class="o-vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const chosen = sorting?.by === column.id;
              return (
                <th
                  key={column.id}
                  scope="col"
                  class={column.align === 'right' ? 'o-r' : ''}
                  {...(chosen && { 'aria-sort': sorting.descending ? 'descending' : 'ascending' })}
                >
                  {column.sort && onSort ? (
                    <button
                      type="button"
                      class="o-sort"
                      onClick={() => onSort({ by: column.id, descending: chosen ? !sorting.descending : false })}
                    >
                      {column.label}
                      {chosen && <Icon name={sorting.descending ? 'arrow-down' : 'chevron-up'} size="xs" />}
                    </button>
                  ) : (
                    column.label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)} class={isSelected?.(row) ? 'o-sel' : ''}>
              {columns.map((column) => (
                <td key={column.id} class={column.align === 'right' ? 'o-r' : ''}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
