import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { useId } from './use-id.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: string;
  readonly keys?: string;
  readonly on?: boolean;
  readonly danger?: boolean;
  readonly href?: string;
  run?(): void;
}

/** A button that opens a menu in the top layer. Arrows, Home and End move, Escape and choosing close, focus returns. */
export function Menu({
  label,
  items,
  children,
  class: look = 'o-btn o-ghost o-ico',
}: {
  label: string;
  items: readonly (MenuItem | 'divider')[];
  children: ComponentChildren;
  class?: string;
}): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const options = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const opened = (event: { newState: string }): void => {
    if (!list.current || !button.current) return;
    const open = event.newState === 'open';
    if (open) place(list.current, button.current);
    // Shown once it is where it belongs: what was aimed at must not move under the pointer.
    list.current.toggleAttribute('data-placed', open);
    if (!open) return;
    options()[0]?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    const all = options();
    const at = all.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  };
  const choose = (item: MenuItem): void => {
    list.current?.hidePopover();
    item.run?.();
  };
  return (
    <>
      <button type="button" ref={button} class={look} aria-label={label} title={label} aria-haspopup="menu" popovertarget={id}>
        {children}
      </button>
      <div id={id} ref={list} class="o-menu o-floats" role="menu" aria-label={label} popover="auto" onToggle={opened} onKeyDown={move}>
        {items.map((item, index) => {
          if (item === 'divider') return <hr class="o-hr" key={`divider ${index}`} />;
          const inside = (
            <>
              {item.icon && <Icon name={item.icon} size="s" />}
              {item.label}
              {item.keys && <kbd class="o-kbd">{item.keys}</kbd>}
            </>
          );
          const look = `o-it ${item.on ? 'o-on' : ''} ${item.danger ? 'o-danger' : ''}`;
          return item.href ? (
            <a key={item.label} role="menuitem" tabIndex={-1} class={look} href={item.href} onClick={() => choose(item)}>
              {inside}
            </a>
          ) : (
            <button key={item.label} type="button" role="menuitem" tabIndex={-1} class={look} onClick={() => choose(item)}>
              {inside}
            </button>
          );
        })}
      </div>
    </>
  );
}

/**
 * Below the anchor, or above where there is no room; never out of the window. At its right edge, or at its left one. A window that
 * changes its size has it placed again: the frame of a plugin is given room when something opens in it.
 */
export function place(popover: HTMLElement, anchor: Element, edge: 'right' | 'left' = 'right'): void {
  const view = popover.ownerDocument.defaultView;
  if (!view) return;
  const put = (): void => {
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = popover;
    const below = at.bottom + 4;
    const top = below + height > view.innerHeight && at.top - 4 - height > 0 ? at.top - 4 - height : below;
    const left = Math.max(8, Math.min(edge === 'left' || at.right - width < 8 ? at.left : at.right - width, view.innerWidth - width - 8));
    popover.style.top = `${top}px`;
    popover.style.left = `${left}px`;
  };
  put();
  placed.get(popover)?.abort();
  const life = new AbortController();
  placed.set(popover, life);
  view.addEventListener('resize', put, { signal: life.signal });
  popover.addEventListener('toggle', ({ newState }) => newState === 'closed' && life.abort(), { signal: life.signal });
}
const placed = new WeakMap<HTMLElement, AbortController>();
