import { Icon } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';

/** A part of an editor under its name, with a way to add to it. */
export function Part({
  name,
  add,
  children,
}: {
  name: string;
  add?: { label: string; run(): void };
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="prom-part">
      <span class="prom-part-name">
        {name}
        {add && (
          <button type="button" class="o-btn o-link o-sm" onClick={add.run}>
            <Icon name="plus" size="xs" />
            {add.label}
          </button>
        )}
      </span>
      {children}
    </div>
  );
}
