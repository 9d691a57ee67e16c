import { useId } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';

/** A part of a settings form: what it is about on the left, its fields on the right; under each other where there is no room. */
export function SettingsSection({ title, help, children }: { title: string; help?: string; children: ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <section class="o-settings" aria-labelledby={id}>
      <div>
        <h3 id={id}>{title}</h3>
        {help && <p class="o-help">{help}</p>}
      </div>
      <div class="o-settings-fields">{children}</div>
    </section>
  );
}
