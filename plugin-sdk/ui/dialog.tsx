import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './button.tsx';
import { kit } from './kit-text/index.ts';
import { useId } from './use-id.ts';

/** A modal for short forms and destructive confirms. Mounted is open; `onClose` takes it away. */
export function Dialog({
  title,
  children,
  actions,
  onClose,
}: {
  title: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
  onClose(): void;
}): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const closed = useRef(onClose);
  closed.current = onClose;
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const onceClosed = (): void => closed.current();
    dialog?.addEventListener('close', onceClosed);
    dialog?.showModal();
    return () => {
      // The event comes a task later, when the next dialog may be open already: it must not take that one away.
      dialog?.removeEventListener('close', onceClosed);
      dialog?.close();
    };
  }, []);
  return (
    <dialog ref={element} class="o-dialog" aria-labelledby={id}>
      <header>
        <h2 id={id} class="o-sp">
          {title}
        </h2>
        <IconButton icon="x" label={kit.close} onClick={() => element.current?.close()} />
      </header>
      <div>{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  );
}
