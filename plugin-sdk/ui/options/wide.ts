import type { OptionControl } from '../option-editor.ts';

const kinds = new Set(['links', 'list', 'code', 'thresholds', 'mappings', 'choices', 'reducers', 'items']);

/** Needs a line of its own below its name. */
export function isWide(control: { readonly kind: string } | OptionControl): boolean {
  return kinds.has(control.kind) || (control.kind === 'text' && 'lines' in control && (control.lines ?? 1) > 1);
}
