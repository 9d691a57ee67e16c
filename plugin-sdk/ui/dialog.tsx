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
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} class="o-dialog" aria-labelledby={id} onClose={onClose}>
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
