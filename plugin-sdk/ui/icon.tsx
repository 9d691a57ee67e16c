import type { JSX } from 'preact';
import { type IconName, iconPaths } from './icon-paths.ts';

/** A decorative icon: 16 px, 20 (`l`), 14 (`s`) or 12 (`xs`). Its meaning must also stand in words. */
export function Icon({
  name,
  size,
  class: extra = '',
}: {
  name: IconName | (string & {});
  size?: 'l' | 's' | 'xs';
  class?: string;
}): JSX.Element | null {
  const path = iconPaths[name as IconName];
  if (!path) return null;
  const filled = name === 'octagon-alert';
  return (
    <svg class={`o-ic ${size ? `o-${size}` : ''} ${extra}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} fill={filled ? 'currentColor' : undefined} />
      {filled && <path d="M12 7.5v5M12 16.5h.01" stroke="var(--o-bg-surface)" stroke-width="2.6" />}
    </svg>
  );
}

/** The orbit mark. */
export function Mark({ size = 20 }: { size?: number }): JSX.Element {
  return (
    <svg class="o-brand" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-linecap="round">
        <ellipse cx="10" cy="10" rx="8.6" ry="3.7" transform="rotate(-32 10 10)" stroke-width="1.4" />
        <path d="M3.2 15.4A8.7 8.7 0 0 0 15.6 16.7" stroke-width="1" opacity=".55" />
        <path d="M16.8 4.6A8.7 8.7 0 0 0 4.4 3.3" stroke-width="1" opacity=".55" />
      </g>
      <circle cx="10" cy="10" r="2.7" fill="currentColor" />
      <circle cx="16.4" cy="4.3" r="1.9" fill="currentColor" stroke="var(--o-bg-surface)" stroke-width="1" />
    </svg>
  );
}
