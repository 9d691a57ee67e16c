import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { LegendItem, PanelEvent } from '../panel.ts';
import { LegendTable } from './legend-table.tsx';
import { t } from './text/index.ts';

export type LegendEvent = Extract<PanelEvent, { type: 'legend' }>;

/** Above this many names a box filters them. */
const filterAbove = 10;
/** A list shows no more than this at once: thousands of buttons take longer to make than their chart. Tables are virtual. */
const mostListed = 200;

/** Click isolates a series, Ctrl or Command and click toggles it. One stop of the Tab key; arrows move inside. */
export function PanelLegend({ legend, onHidden }: { legend: LegendEvent; onHidden(hidden: readonly string[]): void }): JSX.Element | null {
  const [filter, setFilter] = useState('');
  const [scroll, setScroll] = useState({ top: 0, height: 200 });
  const box = useRef<HTMLDivElement>(null);
  const { items, display, placement } = legend;
  if (display === 'hidden' || items.length === 0) return null;

  const pick = (item: LegendItem, toggles: boolean): void => onHidden(hiddenAfter(items, item, toggles));
  const wanted = filter ? items.filter((item) => item.name.toLowerCase().includes(filter.toLowerCase())) : items;
  const more = (legend.more ?? 0) + (display === 'table' ? 0 : Math.max(0, wanted.length - mostListed));
  const name = (item: LegendItem, first: boolean): JSX.Element => (
    <button
      type="button"
      title={`${item.name}\n${t.isolateHint}`}
      aria-pressed={!item.hidden}
      tabIndex={first ? 0 : -1}
      data-item={items.indexOf(item)}
    >
      <i class="o-sw-l" style={{ background: item.color }} />
      <span>{item.name}</span>
    </button>
  );
  /** Hundreds of names have one listener. */
  const itemOf = ({ target }: Event): LegendItem | undefined => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
    return button ? items[Number(button.dataset.item)] : undefined;
  };
  const keys = (event: KeyboardEvent): void => {
    const item = itemOf(event);
    if (item && (event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      pick(item, true);
    } else moveFocus(event, box.current);
  };
  const look = placement === 'right' && legend.width ? { '--o-legend-width': `${legend.width}px` } : {};
  const aside = placement === 'right' ? 'o-legend-aside' : '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is done is done to the buttons inside.
    <div
      ref={box}
      class={`o-legend ${aside} ${legend.wrap ? 'o-wrap' : ''}`}
      style={look}
      onClick={(event) => {
        const item = itemOf(event);
        if (item) pick(item, event.ctrlKey || event.metaKey);
      }}
      onKeyDown={keys}
      onScroll={({ currentTarget: { scrollTop, clientHeight } }) => setScroll({ top: scrollTop, height: clientHeight })}
    >
      {(legend.filter ?? items.length > (display === 'table' ? filterAbove : mostListed)) && (
        <input
          class="o-legend-filter"
          type="search"
          placeholder={t.filterSeries}
          aria-label={t.filterSeries}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {display === 'table' ? (
        <LegendTable legend={legend} items={wanted} scroll={scroll} name={name} />
      ) : (
        <div class={placement === 'right' ? 'o-legend-lines' : 'o-lgd'}>
          {wanted.slice(0, mostListed).map((item, index) => (
            <span key={`${index} ${item.name}`} class={item.hidden ? 'o-dim' : ''}>
              {name(item, index === 0)}
              {item.values.map((value) => (
                <b key={value.label} title={value.label}>
                  {value.text}
                </b>
              ))}
            </span>
          ))}
        </div>
      )}
      {more > 0 && <div class="o-ter">{t.moreHidden(more)}</div>}
    </div>
  );
}

/** Names that are hidden after a series was picked. Picking the only one that is shown brings all back. */
export function hiddenAfter(items: readonly LegendItem[], item: LegendItem, toggles: boolean): readonly string[] {
  const hidden = items.filter((each) => each.hidden).map((each) => each.name);
  if (toggles) return item.hidden ? hidden.filter((name) => name !== item.name) : [...hidden, item.name];
  const others = items.filter((each) => each.name !== item.name).map((each) => each.name);
  const alone = !item.hidden && others.length > 0 && others.every((name) => hidden.includes(name));
  return alone ? [] : others;
}

function moveFocus(event: KeyboardEvent, box: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const buttons = [...(box?.querySelectorAll<HTMLElement>('button[aria-pressed]') ?? [])];
  const at = buttons.indexOf(event.target as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[at + step]?.focus();
}
