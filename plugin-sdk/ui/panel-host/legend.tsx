import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import type { LegendItem, PanelEvent } from '../panel.ts';

export type LegendEvent = Extract<PanelEvent, { type: 'legend' }>;

/** Above this many rows only those in sight are made. */
const filterAbove = 10;

/** Click isolates a series, Ctrl or Command and click toggles it. */
export function PanelLegend({ legend, onHidden }: { legend: LegendEvent; onHidden(hidden: readonly string[]): void }): JSX.Element | null {
  const [sort, setSort] = useState<{ by: string; descending: boolean } | undefined>(
    legend.sortBy ? { by: legend.sortBy, descending: legend.sortDesc ?? false } : undefined,
  );
  const [filter, setFilter] = useState('');
  const { items } = legend;
  if (legend.display === 'hidden' || items.length === 0) return null;

  const pick = (item: LegendItem, event: MouseEvent): void => {
    const hidden = items.filter((each) => each.hidden).map((each) => each.name);
    if (event.ctrlKey || event.metaKey) return onHidden(item.hidden ? hidden.filter((name) => name !== item.name) : [...hidden, item.name]);
    const others = items.filter((each) => each.name !== item.name).map((each) => each.name);
    const alone = !item.hidden && others.length > 0 && others.every((name) => hidden.includes(name));
    onHidden(alone ? [] : others);
  };
  const name = (item: LegendItem): JSX.Element => (
    <button type="button" title={item.name} aria-pressed={!item.hidden} onClick={(event) => pick(item, event)}>
      <i class="o-sw-l" style={{ background: item.color }} />
      <span>{item.name}</span>
    </button>
  );
  const look = legend.placement === 'right' && legend.width ? { '--o-legend-width': `${legend.width}px` } : {};

  if (legend.display === 'list') {
    return (
      <div class={`o-legend ${legend.placement === 'right' ? 'o-col' : 'o-lgd'}`} style={look}>
        {items.map((item) => (
          <span key={item.name} class={item.hidden ? 'o-dim' : ''}>
            {name(item)}
            {item.values.map((value) => (
              <b key={value.label} title={value.label}>
                {value.text}
              </b>
            ))}
          </span>
        ))}
      </div>
    );
  }

  const columns = items[0]?.values.map((value) => value.label) ?? [];
  const wanted = filter ? items.filter((item) => item.name.toLowerCase().includes(filter.toLowerCase())) : items;
  return (
    <div class="o-legend" style={look}>
      {items.length > filterAbove && (
        <input
          class="o-legend-filter"
          type="search"
          placeholder="Filter series"
          aria-label="Filter series"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <table class="o-lt">
        <thead>
          <tr>
            {['Name', ...columns].map((column) => {
              const chosen = sort?.by.toLowerCase() === column.toLowerCase();
              return (
                <th key={column} scope="col" {...(chosen && { 'aria-sort': sort?.descending ? 'descending' : 'ascending' })}>
                  <button type="button" onClick={() => setSort({ by: column, descending: chosen ? !sort?.descending : column !== 'Name' })}>
                    <span>{column}</span>
                    {chosen && <Icon name={sort?.descending ? 'arrow-down' : 'chevron-up'} size="xs" />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {inOrder(wanted, sort).map((item) => (
            <tr key={item.name} class={item.hidden ? 'o-dim' : ''}>
              <td>{name(item)}</td>
              {item.values.map((value, index) => (
                <td key={value.label} class={index === 0 ? 'o-v' : ''}>
                  {value.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inOrder(items: readonly LegendItem[], sort: { by: string; descending: boolean } | undefined): readonly LegendItem[] {
  if (!sort) return items;
  const sign = sort.descending ? -1 : 1;
  const numeric = (item: LegendItem): number => {
    const value = item.values.find((each) => each.label.toLowerCase() === sort.by.toLowerCase())?.numeric;
    return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  return [...items].sort((a, b) => sign * (sort.by.toLowerCase() === 'name' ? a.name.localeCompare(b.name) : numeric(a) - numeric(b)));
}
