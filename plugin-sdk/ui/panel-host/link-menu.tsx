import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelAction } from './actions.ts';
import type { PanelLink } from './links.ts';
import { LinkTo } from './link-to.tsx';

/** Several links of one value, where it was clicked. */
export function LinkMenu({
  links,
  x,
  y,
  label,
  onAct,
  onClose,
}: {
  links: readonly PanelLink[];
  x: number;
  y: number;
  label: string;
  onAct(action: PanelAction): void;
  onClose(): void;
}): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => items()[0]?.focus(), []);
  const keys = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') onClose();
    else if (next !== undefined) all[(next + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      class="o-menu o-link-menu"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      style={{ left: `${x}px`, top: `${y}px` }}
      onKeyDown={keys}
      onClick={() => onClose()}
      onFocusOut={({ relatedTarget }) => !list.current?.contains(relatedTarget as Node | null) && onClose()}
    >
      {links.map((link) => (
        <LinkTo key={`${link.url} ${link.title}`} link={link} onAct={onAct} role="menuitem" class="o-it" />
      ))}
    </div>
  );
}
