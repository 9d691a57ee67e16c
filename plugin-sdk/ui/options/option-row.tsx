import { IconButton } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { t } from './text/index.ts';

/** One option: its name, its editor beside or below it, a dot where it was changed, and the way back. */
export function OptionRow({
  label,
  description,
  changed,
  wide = false,
  onReset,
  children,
}: {
  label: string;
  description?: string | undefined;
  changed: boolean;
  wide?: boolean;
  onReset: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`o-opt ${wide ? 'o-opt-wide' : ''} ${changed ? 'o-opt-changed' : ''}`}>
      <span class="o-opt-label" title={description}>
        {label}
        {changed && <IconButton icon="rotate-cw" size="sm" label={t.reset(label)} onClick={onReset} />}
      </span>
      <div class="o-opt-control">{children}</div>
    </div>
  );
}
