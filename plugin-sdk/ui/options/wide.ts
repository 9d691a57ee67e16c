import type { OptionControl } from '../option-editor.ts';

const kinds = new Set([
  'actions',
  'arrange',
  'choices',
  'code',
  'items',
  'links',
  'list',
  'map',
  'mappings',
  'matcher',
  'names',
  'operand',
  'pairs',
  'part',
  'reducers',
  'thresholds',
]);

/** Needs a line of its own below its name. */
export function isWide(control: { readonly kind: string } | OptionControl): boolean {
  return kinds.has(control.kind) || (control.kind === 'text' && 'lines' in control && (control.lines ?? 1) > 1);
}
