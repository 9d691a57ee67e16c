import type { OptionChoice } from '../../option-editor.ts';

/** `{ value: 'label' }` as choices, in order. */
export function choices(labels: Readonly<Record<string, string>>): OptionChoice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
