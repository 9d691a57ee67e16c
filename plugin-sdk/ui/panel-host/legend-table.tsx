import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import type { LegendItem } from '../panel.ts';
import type { LegendEvent } from './legend.tsx';
import { t } from './text/index.ts';

const rowHeight = 18;
/** Up to this many rows all are made; of more, those in sight. */
const allUpTo = 60;
const spare = 8;

interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

/** The legend as a table, sorted by a click on a head. */
export function LegendTable({
  legend,
  items,
  scroll,
  name,
}: {
  legend: LegendEvent;
  items: readonly LegendItem[];
  scroll: { readonly top: number; readonly height: number };
  name(item: LegendItem, first: boolean): JSX.Element;
}): JSX.Element {
  const [chosen, setChosen] = useState<Sort>();
  const sort = chosen ?? (legend.sortBy ? { by: legend.sortBy, descending: legend.sortDesc ?? false } : undefined);
  const columns = legend.items[0]?.values.map((value) => value.label) ?? [];
  const ordered = inOrder(items, sort);
  const virtual = ordered.length > allUpTo && !legend.wrap;
  const from = virtual ? Math.max(0, Math.floor(scroll.top / rowHeight) - spare) : 0;
  const to = virtual ? Math.min(ordered.length, from + Math.ceil(scroll.height / rowHeight) + 2 * spare) : ordered.length;
  return (
    <table class="o-lt" aria-rowcount={ordered.length + 1}>
      <thead>
        <tr>
          {['Name', ...columns].map((column) => {
            const on = sort?.by.toLowerCase() === column.toLowerCase();
            return (
              <th key={column} scope="col" {...(on && { 'aria-sort': sort?.descending ? 'descending' : 'ascending' })}>
                <button type="button" onClick={() => setChosen({ by: column, descending: on ? !sort?.descending : column !== 'Name' })}>
                  <span>{column === 'Name' ? t.name : column}</span>
                  {on && <Icon name={sort?.descending ? 'arrow-down' : 'chevron-up'} size="xs" />}
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {from > 0 && <Spacer rows={from} />}
        {ordered.slice(from, to).map((item, index) => (
          <tr
            key={`${from + index} ${item.name}`}
            class={item.hidden ? 'o-dim' : ''}
            {...(virtual && { 'aria-rowindex': from + index + 2 })}
          >
            <td>{name(item, index === 0)}</td>
            {item.values.map((value, at) => (
              <td key={value.label} class={at === 0 ? 'o-v' : ''}>
                {value.text}
              </td>
            ))}
          </tr>
        ))}
        {to < ordered.length && <Spacer rows={ordered.length - to} />}
      </tbody>
    </table>
  );
}

function Spacer({ rows }: { rows: number }): JSX.Element {
  return <tr style={{ height: `${rows * rowHeight}px` }} />;
}

export function inOrder(items: readonly LegendItem[], sort: Sort | undefined): readonly LegendItem[] {
  if (!sort) return items;
  const sign = sort.descending ? -1 : 1;
  const numeric = (item: LegendItem): number => {
    const value = item.values.find((each) => each.label.toLowerCase() === sort.by.toLowerCase())?.numeric;
    return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  if (sort.by.toLowerCase() === 'name') return [...items].sort((a, b) => sign * a.name.localeCompare(b.name));
  return [...items].sort((a, b) => {
    const [one, other] = [numeric(a), numeric(b)];
    return one === other ? 0 : sign * (one < other ? -1 : 1);
  });
}
