/** What an exception can change of its fields, by the ids that dashboards store. Pure. */
import type { OptionEditor } from '../option-editor.ts';
import type { Panel } from '../panel.ts';
import { offeredStandard, type StandardControl } from './standard.ts';

export interface OverrideProperty {
  readonly id: string;
  readonly label: string;
  readonly control: StandardControl | PartControl;
}
/** An object, or a value with several editors: `custom.lineStyle` is stored whole. Paths begin with its key. */
export interface PartControl {
  readonly kind: 'part';
  readonly key: string;
  readonly editors: readonly OptionEditor[];
}

const keyOf = ({ path }: OptionEditor): string => path.split('.')[0] as string;

export function overrideProperties(panel: Panel): OverrideProperty[] {
  const parts = Map.groupBy(panel.fieldEditors ?? [], keyOf);
  return [...offeredStandard(panel), ...[...parts].map(([key, editors]) => propertyOf(key, editors))];
}

/** Also one that was stored by the path of a single editor: `custom.lineStyle.fill`. */
export function propertyNamed(id: string, panel: Panel, all: readonly OverrideProperty[]): OverrideProperty | undefined {
  const editor = panel.fieldEditors?.find(({ path }) => `custom.${path}` === id);
  return all.find((each) => each.id === id) ?? (editor && { id, label: labelOf(editor), control: editor.control });
}

function propertyOf(key: string, editors: readonly [OptionEditor, ...OptionEditor[]] | readonly OptionEditor[]): OverrideProperty {
  const [first] = editors as readonly [OptionEditor];
  const own = { id: `custom.${key}`, label: labelOf(first) };
  if (editors.length === 1 && first.path === key) return { ...own, control: first.control };
  // What the rest of the panel says is not known of these fields alone: only conditions within the part can be judged.
  const judged = editors.map(({ when = [], ...editor }) => ({
    ...editor,
    when: when.filter(({ path }) => path === key || path.startsWith(`${key}.`)),
  }));
  return { ...own, control: { kind: 'part', key, editors: judged } };
}

function labelOf({ group, label }: OptionEditor): string {
  return group === label ? label : `${group}: ${label}`;
}
