import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

type NativeButton = Omit<JSX.IntrinsicElements['button'], 'size' | 'icon' | 'label'>;
interface ButtonLook {
  kind?: 'primary' | 'danger' | 'ghost' | 'link';
  /** 24, 32 (default) or 40 px high. */
  size?: 'sm' | 'lg';
  icon?: string;
  /** Work goes on: the button keeps its width and says so. */
  busy?: boolean;
  /** Chosen, in a group. */
  on?: boolean;
}
const kinds = { primary: 'o-pri', danger: 'o-dng', ghost: 'o-ghost', link: 'o-link' };

function look({ kind, size, on }: ButtonLook, extra: unknown): string {
  return `o-btn ${kind ? kinds[kind] : ''} ${size ? `o-${size}` : ''} ${on ? 'o-on' : ''} ${typeof extra === 'string' ? extra : ''}`;
}

export function Button({
  kind,
  size,
  icon,
  busy,
  on,
  children,
  class: extra,
  ...rest
}: NativeButton & ButtonLook & { children?: ComponentChildren }): JSX.Element {
  return (
    <button type="button" {...rest} class={look({ kind, size, on }, extra)} aria-busy={busy || undefined} disabled={rest.disabled || busy}>
      {(busy || icon) && <Icon name={busy ? 'loader' : (icon as string)} {...(size === 'sm' && { size: 's' as const })} />}
      {children}
    </button>
  );
}

/** A button without a word on it: `label` is its name and its tooltip. */
export function IconButton({
  kind = 'ghost',
  size,
  icon,
  on,
  label,
  class: extra,
  ...rest
}: NativeButton & ButtonLook & { icon: string; label: string }): JSX.Element {
  return (
    <button type="button" title={label} {...rest} class={`${look({ kind, size, on }, extra)} o-ico`} aria-label={label}>
      <Icon name={icon} {...(size === 'sm' && { size: 's' as const })} />
    </button>
  );
}
