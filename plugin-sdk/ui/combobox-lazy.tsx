import type { JSX } from 'preact';
import type { ComboboxProps } from './combobox.tsx';
import { lazy } from './lazy.tsx';

// Only editors have one: whoever looks at dashboards does not load it.
const Loaded = lazy<ComboboxProps>(async () => (await import('./combobox.tsx')).ComboboxField, <span class="o-input" aria-busy="true" />);

/** A text field with suggestions, which may come late. What is typed and not among them counts too, unless `strict`. */
export function Combobox(props: ComboboxProps): JSX.Element {
  return <Loaded {...props} />;
}
