import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

export type Tone = 'ok' | 'warn' | 'danger' | 'info';

export function Badge({ tone, icon, children, ...rest }: JSX.IntrinsicElements['span'] & { tone?: Tone; icon?: string }): JSX.Element {
  return (
    <span {...rest} class={`o-badge ${tone ? `o-${tone}` : ''}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
export function Chip({ on, children, onClick }: { on?: boolean; children: ComponentChildren; onClick?(): void }): JSX.Element {
  const look = `o-chip ${on ? 'o-on' : ''}`;
  if (!onClick) return <span class={look}>{children}</span>;
  return (
    <button type="button" class={look} aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  );
}
export function Banner({ tone, children, role }: { tone: Tone; children: ComponentChildren; role?: 'alert' | 'status' }): JSX.Element {
  return (
    <div class={`o-banner o-${tone}`} role={role}>
      <Icon name={toneIcons[tone]} />
      <span class="o-sp">{children}</span>
    </div>
  );
}
export function Key({ children }: { children: ComponentChildren }): JSX.Element {
  return <kbd class="o-kbd">{children}</kbd>;
}

export const toneIcons: Readonly<Record<Tone, string>> = {
  ok: 'circle-check',
  warn: 'triangle-alert',
  danger: 'octagon-alert',
  info: 'info',
};

/** States of rules, plugins and sources: shape, colour and word all differ. */
const states = {
  ok: ['circle-check', 'OK', 'o-ok'],
  pending: ['hourglass', 'Pending', 'o-info'],
  warn: ['triangle-alert', 'Warning', 'o-warn'],
  danger: ['octagon-alert', 'Firing', 'o-danger'],
  nodata: ['circle-dashed', 'No data', 'o-ter'],
  paused: ['circle-pause', 'Paused', 'o-ter'],
  silenced: ['bell-off', 'Silenced', 'o-ter'],
  source: ['unlink', 'Source failed', 'o-warn'],
} as const;
export type StateName = keyof typeof states;

export function Status({ state, children }: { state: StateName; children?: ComponentChildren }): JSX.Element {
  const [icon, word, tone] = states[state];
  return (
    <span class={`o-status ${tone}`}>
      <Icon name={icon} />
      <span>{children ?? word}</span>
    </span>
  );
}
