import { place, useId } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** A button that opens a box in the top layer. Its content exists while it is open; Escape and a press outside close it. */
export function Popover({
  label,
  button,
  class: look,
  boxClass,
  title,
  saysItself = false,
  onClose,
  children,
}: {
  label: string;
  button: ComponentChildren;
  class: string;
  boxClass: string;
  title?: string | undefined;
  /** What the button shows is its name; otherwise `label` is. */
  saysItself?: boolean;
  onClose?: () => void;
  children: (close: () => void) => ComponentChildren;
}): JSX.Element {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const toggled = (event: { newState: string }): void => {
    const opens = event.newState === 'open';
    setOpen(opens);
    if (!opens) onClose?.();
    else
      requestAnimationFrame(() => {
        if (!box.current || !anchor.current) return;
        place(box.current, anchor.current);
        box.current.querySelector<HTMLElement>('[data-first], input, button')?.focus();
      });
  };
  return (
    <>
      <button
        type="button"
        ref={anchor}
        class={look}
        aria-label={saysItself ? undefined : label}
        title={title}
        aria-haspopup="dialog"
        aria-expanded={open}
        popovertarget={id}
      >
        {button}
      </button>
      <div id={id} ref={box} class={`dash-pop ${boxClass}`} role="dialog" aria-label={label} popover="auto" onToggle={toggled}>
        {open && children(() => box.current?.hidePopover())}
      </div>
    </>
  );
}
