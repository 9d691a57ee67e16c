import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export interface Toast {
  readonly kind?: 'ok' | 'danger' | 'info';
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}
const shown = signal<readonly (Toast & { readonly id: number })[]>([]);
let lastId = 0;

const atMost = 3;
const staysMs = 6000;

/** Says something in the corner. Errors stay until closed; the rest leaves after six seconds. */
export function toast(message: Toast): () => void {
  const id = ++lastId;
  shown.value = [...shown.value, { ...message, id }].slice(-atMost);
  return () => close(id);
}
function close(id: number): void {
  shown.value = shown.value.filter((each) => each.id !== id);
}

export function Toasts(): JSX.Element {
  const region = useRef<HTMLDivElement>(null);
  const any = shown.value.length > 0;
  useEffect(() => {
    // The top layer, so that a modal does not cover what it caused.
    if (any) region.current?.showPopover();
    else region.current?.hidePopover();
  }, [any]);
  return (
    <div ref={region} class="o-toasts" popover="manual">
      {shown.value.map((each) => (
        <OneToast key={each.id} {...each} />
      ))}
    </div>
  );
}

const icons = { ok: 'circle-check', danger: 'octagon-alert', info: 'info' } as const;

function OneToast({ id, kind = 'ok', text, action }: Toast & { id: number }): JSX.Element {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = (): void => {
    if (kind !== 'danger') timer.current = setTimeout(() => close(id), staysMs);
  };
  const pause = (): void => clearTimeout(timer.current);
  useEffect(() => {
    start();
    return pause;
  }, [id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering or focusing only keeps the message on the screen.
    <div
      class="o-toast"
      role={kind === 'danger' ? 'alert' : 'status'}
      onMouseEnter={pause}
      onMouseLeave={start}
      onFocusIn={pause}
      onFocusOut={start}
    >
      <Icon name={icons[kind]} class={`o-${kind}`} />
      <span class="o-sp">{text}</span>
      {action && (
        <button type="button" class="o-btn o-link o-sm" onClick={() => (close(id), action.run())}>
          {action.label}
        </button>
      )}
      <IconButton icon="x" size="sm" label="Close message" onClick={() => close(id)} />
    </div>
  );
}
