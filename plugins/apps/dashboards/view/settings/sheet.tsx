import { IconButton, useId } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../text/index.ts';

/** A wide modal. Mounted is open; Escape and the cross close it. */
export function Sheet({
  title,
  note,
  class: look = '',
  footer,
  onClose,
  children,
}: {
  title: string;
  note?: string;
  class?: string;
  footer?: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class={`o-dialog dash-sheet ${look}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={id} class="o-sp">
          {title} {note && <small>{note}</small>}
        </h2>
        <IconButton icon="x" label={t.close} onClick={onClose} />
      </header>
      <div class="dash-sheet-body">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
